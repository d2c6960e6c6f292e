"""How an answer comes out of a chat: pressed or typed, at once or to be confirmed, or as a change of the last one."""

from __future__ import annotations

from feedback_api.surveys.answer import Answer
from feedback_api.surveys.definition import MultipleChoiceQuestion, SingleChoiceQuestion
from feedback_api.surveys.draft_work import DraftWork
from feedback_api.surveys.engine import steps, validated_step
from feedback_api.surveys.errors import NotAnAnswer
from feedback_api.surveys.guessing import guess
from feedback_api.surveys.phrases import SurveyPhrases, plain
from feedback_api.surveys.questions import AnyQuestion
from feedback_api.surveys.reading import NO_MORE, meant_instead, read_answer, yes_or_no
from feedback_api.surveys.redaction import without_identifiers
from feedback_api.surveys.schemas import Step
from feedback_api.surveys.wording import OTHER


class ChatAnswer:
    """One message of the chat, for a draft that has its consent. `key` names the message."""

    def __init__(self, work: DraftWork, key: str | None) -> None:
        self._work = work
        self._key = key

    async def press(self, step_id: str, value: str) -> None:
        """Save the option of a button. One of several is added; "other" waits for its words."""
        question = self._question(step_id)
        if not isinstance(question, MultipleChoiceQuestion):
            stay = isinstance(question, SingleChoiceQuestion) and value == OTHER
            await self._save(step_id, validated_step(self._work.survey, step_id, value), stay=stay)
            return
        await self._save(step_id, self._added(question, [value]), stay=not self._alone(question, value))

    async def type(self, text: str, phrases: SurveyPhrases | None) -> str | None:
        """Save what `text` answers, or keep it as a suggestion when `phrases` may read free words.

        Returns the new words when it changed the answer before. Raises NotAnAnswer.
        """
        step = self._work.step()
        changed = await self.change(text)
        if changed is not None:
            return changed
        if await self._is_settled(step, text):
            return None
        step_id = str(step.question_id)
        answer = read_answer(self._work.progress, step_id, text)
        if answer is not None:
            await self._save_read(step_id, answer)
            return None
        if self._waits_for_words(step):
            await self._save(step_id, self._with_words(step, text))
            return None
        suggestion = guess(self._work.progress, step_id, text, phrases) if phrases is not None else None
        if suggestion is None:
            raise NotAnAnswer
        self._work.suggest(await without_identifiers(self._work.survey, step_id, suggestion), self._key)
        return None

    async def confirm(self, yes: bool) -> None:
        """Save the suggestion, or else what the chat knew already; a no forgets it."""
        step, suggestion = self._work.step(), self._work.draft.suggestion
        value = suggestion if suggestion is not None else step.known.value if step.known else None
        if yes and value is not None:
            await self._save(str(step.question_id), validated_step(self._work.survey, str(step.question_id), value))
        elif suggestion is not None:
            self._work.suggest(None, self._key)
        else:
            self._work.forget_known(str(step.question_id), self._key)

    async def change(self, text: str) -> str | None:
        """The words of the last answer after "I meant …" has changed it; None when the text is no such thing."""
        instead, last = meant_instead(text), self._work.draft.last_question
        if instead is None or last not in steps(self._work.progress):
            return None
        answer = read_answer(self._work.progress, last, instead)
        if answer is None:
            return None
        await self._save(last, answer)
        return self._work.step_at(last).answer_words

    async def _is_settled(self, step: Step, text: str) -> bool:
        """Whether the text is a yes or no to what was suggested, or says that there is nothing to add."""
        said = plain(text)
        if self._work.draft.suggestion is not None or step.known is not None:
            reply = yes_or_no(said)
            if reply in ("yes", "no"):
                await self.confirm(reply == "yes")
                return True
        gone_back = self._work.draft.at_question == step.question_id and step.answer is not None
        if gone_back and said in NO_MORE and read_answer(self._work.progress, str(step.question_id), text) is None:
            self._work.proceed(self._key)
            return True
        return False

    async def _save_read(self, step_id: str, answer: Answer) -> None:
        question = self._question(step_id)
        if isinstance(question, MultipleChoiceQuestion) and len(answer.choices) == 1:
            value = answer.choices[0]
            await self._save(step_id, self._added(question, [value]), stay=not self._alone(question, value))
            return
        stay = isinstance(question, SingleChoiceQuestion) and answer.choice == OTHER and answer.text is None
        await self._save(step_id, answer, stay=stay)

    async def _save(self, step_id: str, answer: Answer, *, stay: bool = False) -> None:
        self._work.save(step_id, await without_identifiers(self._work.survey, step_id, answer), self._key, stay=stay)

    def _question(self, step_id: str) -> AnyQuestion | None:
        return next((question for question in self._work.survey.questions if question.id == step_id), None)

    def _added(self, question: MultipleChoiceQuestion, values: list[str]) -> Answer:
        """The options picked so far and `values`; one that stands alone takes the place of all others."""
        before = self._work.progress.answers.get(question.id)
        kept = [] if before is None else [value for value in before.choices if not self._alone(question, value)]
        text = before.text if before is not None else None
        if any(self._alone(question, value) for value in values):
            return validated_step(self._work.survey, question.id, values)
        return validated_step(self._work.survey, question.id, {"values": [*kept, *values], "text": text})

    @staticmethod
    def _alone(question: MultipleChoiceQuestion, value: str) -> bool:
        return any(option.exclusive for option in question.options if option.value == value)

    def _waits_for_words(self, step: Step) -> bool:
        answer = self._work.progress.answers.get(str(step.question_id))
        at = self._work.draft.at_question == step.question_id
        return at and answer is not None and OTHER in answer.picked and answer.text is None

    def _with_words(self, step: Step, text: str) -> Answer:
        answer = self._work.progress.answers[str(step.question_id)]
        choices = answer.choices if answer is not None else ()
        value = {"values": list(choices), "text": text} if choices else {"value": OTHER, "text": text}
        return validated_step(self._work.survey, str(step.question_id), value)
