"""How the chat words a step: the question last, then its buttons."""

from __future__ import annotations

import json

from feedback_api.clock import COUNCIL_ZONE
from feedback_api.surveys.definition import Survey, SurveyShelf
from feedback_api.surveys.phrases import SurveyPhrases
from feedback_api.surveys.schemas import ChatStep, Finished, Paused, Step, StepOption
from feedback_api.surveys.wording import OTHER
from feedback_api.topics.schemas import Button, Utterance


class ChatSpeech:
    """Words steps with the sentences of data/conversation/surveys.yml."""

    def __init__(self, phrases: SurveyPhrases) -> None:
        self._says = phrases.says
        self._buttons = phrases.buttons
        self.phrases = phrases

    def said(
        self, step: Step, suggestion: str | None = None, note: str | None = None, *, adding: bool = False
    ) -> ChatStep:
        """The step with what is to be said.

        `suggestion` are the words of an answer to confirm; `adding` is true while the person may add to their answer.
        """
        return ChatStep(**step.model_dump(), note=note, message=self._message(step, suggestion, adding))

    def paused(self, paused: Paused) -> Utterance:
        """The code of a paused survey."""
        until = paused.until.astimezone(COUNCIL_ZONE)
        return Utterance(text=self._says.paused.format(code=paused.code, until=f"{until:%d %B}".lstrip("0")))

    def finished(self, finished: Finished) -> Utterance | None:
        """The end of a survey."""
        if finished.reference_code is None:
            return None
        code = self._says.reference_code.format(code=finished.reference_code)
        return Utterance(text=f"{finished.thanks}\n\n{code}" if finished.thanks else code)

    def menu(self, surveys: SurveyShelf) -> Utterance:
        """Which surveys there are, each in the words of its button."""
        asked = {survey.id: survey for survey in surveys.all()}
        buttons = [
            Button(title=asked[entry.survey].button, payload=_start(entry.survey, entry.audience))
            for entry in self.phrases.menu
            if entry.survey in asked
        ]
        return Utterance(text=self._says.menu, buttons=buttons)

    def offer(self, survey: Survey) -> Utterance:
        """An offer, which a no ends for this visit."""
        say = next(offer.say for offer in self.phrases.offers if offer.survey == survey.id)
        start = Button(title=survey.button, payload=_start(survey.id, survey.audience))
        return Utterance(text=say, buttons=[start, Button(title=self._buttons["not_now"], payload="/survey_not_now")])

    def progress(self, step: Step) -> Utterance:
        """How many questions are left, with the present one."""
        left = step.of - step.number + 1
        return Utterance(text=self._says.last if left <= 1 else self._says.left.format(left=left))

    def _message(self, step: Step, suggestion: str | None, adding: bool) -> Utterance:
        if step.kind == "consent":
            more = Button(title=self._buttons["something_else"], payload="/survey_menu")
            return Utterance(text=step.text, buttons=[*self._options(step), more])
        if suggestion is not None:
            return Utterance(text=self._says.suggest.format(words=suggestion), buttons=self._confirm(step))
        if step.known is not None:
            text = self._says.known.format(text=self._asked(step), words=step.known.words)
            return Utterance(text=text, buttons=[*self._confirm(step), *self._ways_out(step)])
        if adding and self._wants_words(step):
            without = self._button("without_words", "/survey_next", step)
            return Utterance(text=self._says.other, buttons=[without, *self._ways_out(step)])
        return self._question(step, adding)

    def _question(self, step: Step, adding: bool) -> Utterance:
        if adding and step.question_kind == "multiple_choice":
            left = [option for option in step.options if option.value not in self._picked(step)]
            buttons = [*self._options(step, left), self._button("no_more", "/survey_next", step)]
            return Utterance(text=self._says.picked.format(words=step.answer_words), buttons=buttons)
        if step.is_answered and step.answer_words is not None:
            text = self._says.answered.format(text=self._asked(step), words=step.answer_words)
            keep = self._button("keep", "/survey_next", step)
            return Utterance(text=text, buttons=[keep, *self._options(step), *self._ways_out(step)])
        text = self._asked(step)
        if step.question_kind == "number":
            text = f"{text} {self._says.number}"
        return Utterance(text=text, buttons=[*self._options(step), *self._ways_out(step)])

    def _asked(self, step: Step) -> str:
        if step.kind != "question":
            return step.text
        frame = self._says.about_you if step.about_you else self._says.question
        return frame.format(number=step.number, of=step.of, text=step.text)

    def _options(self, step: Step, options: list[StepOption] | None = None) -> list[Button]:
        return [
            Button(title=self._title(step, option), payload=_payload("survey_option", step, option.value))
            for option in (step.options if options is None else options)
        ]

    def _title(self, step: Step, option: StepOption) -> str:
        """Young people see a face beside each word."""
        faces = step.question_kind == "faces" or step.audience == "young_person"
        return f"{option.symbol} {option.label}" if option.symbol and faces else option.label

    def _confirm(self, step: Step) -> list[Button]:
        return [
            Button(title=self._buttons["yes"], payload=_payload("survey_confirm", step, "yes")),
            Button(title=self._buttons["pick_again"], payload=_payload("survey_confirm", step, "no")),
        ]

    def _ways_out(self, step: Step) -> list[Button]:
        buttons = [] if step.is_answered else [self._button("skip", "/survey_skip", step)]
        if step.previous is not None:
            buttons.append(Button(title=self._buttons["back"], payload=_payload("survey_back", step)))
        if step.about_you:
            buttons.append(Button(title=self._buttons["finish_now"], payload="/survey_keep"))
        return [*buttons, Button(title=self._buttons["stop"], payload="/survey_stop")]

    def _button(self, name: str, command: str, step: Step) -> Button:
        titles: dict[str, str] = {str(key): title for key, title in self._buttons.items()}
        return Button(title=titles[name], payload=_payload(command.removeprefix("/"), step))

    @staticmethod
    def _picked(step: Step) -> list[object]:
        answer = step.answer
        if isinstance(answer, dict):
            values = answer.get("values")
            return list(values) if isinstance(values, list) else [answer.get("value")]
        return [answer]

    def _wants_words(self, step: Step) -> bool:
        """Whether "other" was picked and its words are still to come."""
        has_words = isinstance(step.answer, dict) and step.answer.get("text") is not None
        return not has_words and OTHER in self._picked(step)


def _start(survey_id: str, audience: str) -> str:
    return f"/start_survey{json.dumps({'survey': survey_id, 'audience': audience}, separators=(',', ':'))}"


def _payload(command: str, step: Step, value: str | None = None) -> str:
    entities = {"question": step.question_id} | ({} if value is None else {"value": value})
    return f"/{command}{json.dumps(entities, separators=(',', ':'))}"
