"""What a draft needs next: pure functions of the survey and of what has been saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import JsonValue

from feedback_api.surveys.answer import Answer
from feedback_api.surveys.answers import InvalidAnswer, validated
from feedback_api.surveys.definition import (
    AnyQuestion,
    FacesQuestion,
    FreeTextQuestion,
    NumberQuestion,
    ScaleQuestion,
    Survey,
)
from feedback_api.surveys.questions import CONSENT, HELPED, MAY_PUBLISH
from feedback_api.surveys.schemas import AnswerLine, CheckAnswers, KnownAnswer, Step, StepKind, StepOption
from feedback_api.surveys.voice import Voice
from feedback_api.surveys.wording import Agreement, Audience

Answers = Mapping[str, Answer | None]
AGREEMENTS: dict[str, StepKind] = {HELPED: "helped", MAY_PUBLISH: "publication"}


@dataclass(frozen=True)
class Progress:
    """A draft as the engine sees it.

    `answers` holds an Answer for each question that was answered and None for each that was skipped, abandoned branches
    included. `at` is the question that the person went back to. `known` are facts that the conversation has heard, by
    question id.
    """

    voice: Voice
    language: str
    consented: bool
    answers: Answers
    at: str | None = None
    known: Mapping[str, JsonValue] = field(default_factory=dict)

    @property
    def survey(self) -> Survey:
        """The version that is being answered."""
        return self.voice.survey


def path(survey: Survey, audience: Audience, answers: Answers) -> list[AnyQuestion]:
    """The questions that are asked of `audience` after `answers`, in order.

    An answer on a branch that is no longer walked does not count: neither here nor anywhere after.
    """
    asked: list[AnyQuestion] = []
    heard: dict[str, Answer | None] = {}
    for question in survey.questions:
        if question.only_for is not None and audience not in question.only_for:
            continue
        if question.show_if is not None and not question.show_if.holds(heard):
            continue
        asked.append(question)
        if question.id in answers:
            heard[question.id] = answers[question.id]
    return asked


def steps(progress: Progress) -> list[str]:
    """The ids of all that is asked after the consent: the path, and the agreements that belong to it."""
    survey, questions = progress.survey, path(progress.survey, progress.voice.audience, progress.answers)
    ids = [question.id for question in questions]
    if survey.helped is not None and progress.voice.audience == "young_person":
        ids.insert(0, HELPED)
    comments = (question.id for question in questions if question.reg56 and isinstance(question, FreeTextQuestion))
    if survey.publication is not None and any(progress.answers.get(question_id) for question_id in comments):
        ids.append(MAY_PUBLISH)
    return ids


def present(progress: Progress) -> str | None:
    """The id of what is asked now; None when nothing is left to ask."""
    if not progress.consented:
        return CONSENT
    ids = steps(progress)
    if progress.at in ids:
        return progress.at
    return next((step_id for step_id in ids if step_id not in progress.answers), None)


def before(progress: Progress, step_id: str | None) -> str | None:
    """What was asked before `step_id` (None stands for the end); None at the first question."""
    ids = steps(progress)
    place = ids.index(step_id) if step_id in ids else len(ids)
    return ids[place - 1] if place > 0 else None


def hard_answers(progress: Progress) -> int:
    """How many scales on the path were answered with their worst point."""
    asked = path(progress.survey, progress.voice.audience, progress.answers)
    scales = [question for question in asked if isinstance(question, ScaleQuestion | FacesQuestion)]
    answers = [(question.options[0].value, progress.answers.get(question.id)) for question in scales]
    return sum(answer is not None and answer.choice == worst for worst, answer in answers)


def next_step(progress: Progress) -> Step:
    """What the draft needs now."""
    return step_at(progress, present(progress))


def step_at(progress: Progress, step_id: str | None) -> Step:
    """The step of that id, as it looks now; None stands for the end."""
    if step_id == CONSENT:
        return _consent(progress)
    if step_id is None:
        return _step(progress, "finished", previous=before(progress, None))
    if step_id in AGREEMENTS:
        return _agreement(progress, step_id)
    return _question(progress, step_id)


def check_answers(progress: Progress) -> CheckAnswers:
    """All that would be sent now, in order."""
    lines = []
    for step_id in steps(progress):
        step = step_at(progress, step_id)
        lines.append(AnswerLine(question_id=step_id, text=step.text, words=step.answer_words, value=step.answer))
    return CheckAnswers(survey_id=progress.survey.id, title=progress.voice.sentence("title"), lines=lines)


def agreement(survey: Survey, step_id: str) -> Agreement:
    """What `helped` or `may_publish` says in this survey."""
    found = survey.helped if step_id == HELPED else survey.publication
    if found is None:
        raise LookupError(f"The survey {survey.id} does not ask {step_id}.")
    return found


def validated_step(survey: Survey, step_id: str, value: object) -> Answer:
    """`value` as an answer to a question or an agreement. Raises InvalidAnswer, or NotFound for no question at all."""
    if step_id in AGREEMENTS:
        if value not in ("yes", "no"):
            raise InvalidAnswer(step_id, "the answer must be yes or no.")
        return Answer(choice=str(value))
    return validated(survey.question(step_id), value)


def _step(progress: Progress, kind: StepKind, **more: object) -> Step:
    survey = progress.survey
    return Step.model_validate(
        {
            "kind": kind,
            "survey_id": survey.id,
            "version": survey.version,
            "audience": progress.voice.audience,
            "language": progress.language,
            "title": progress.voice.sentence("title"),
            "of": len(_of_a_kind(progress, about_you=False)),
            **more,
        }
    )


def _of_a_kind(progress: Progress, about_you: bool) -> list[str]:
    asked = path(progress.survey, progress.voice.audience, progress.answers)
    return [question.id for question in asked if question.about_you == about_you]


def _consent(progress: Progress) -> Step:
    say = progress.voice.sentence
    change = f"What can still change: {say('can_change')} {say('by_when')}"
    return _step(
        progress,
        "consent",
        question_id=CONSENT,
        text=f"{say('introduction')}\n\n{change}\n\n{say('consent')}",
        why=say("consent"),
        easy_read=progress.survey.easy_read,
        options=[
            StepOption(value="yes", label=say("consent_yes")),
            StepOption(value="no", label=say("consent_no")),
        ],
        is_answered=progress.consented,
    )


def _agreement(progress: Progress, step_id: str) -> Step:
    asks = agreement(progress.survey, step_id)
    answer = progress.answers.get(step_id)
    labels = {"yes": asks.yes, "no": asks.no}
    return _step(
        progress,
        AGREEMENTS[step_id],
        question_id=step_id,
        question_kind="yes_no",
        text=asks.text,
        why=asks.why,
        easy_read=asks.easy_read,
        options=[StepOption(value=value, label=label) for value, label in labels.items()],
        can_skip=True,
        is_answered=step_id in progress.answers,
        answer=answer.value if answer else None,
        answer_words=labels[answer.choice or "no"] if answer else None,
        previous=before(progress, step_id),
    )


def _question(progress: Progress, question_id: str) -> Step:
    voice, question = progress.voice, progress.survey.question(question_id)
    answer = progress.answers.get(question_id)
    counted = _of_a_kind(progress, about_you=question.about_you)
    limits = (
        {"unit": question.unit, "minimum": question.minimum, "maximum": question.maximum}
        if isinstance(question, NumberQuestion)
        else {}
    )
    return _step(
        progress,
        "question",
        number=counted.index(question_id) + 1 if question_id in counted else 0,
        of=len(counted),
        question_id=question_id,
        question_kind=question.kind,
        text=voice.text(question),
        why=voice.why(question),
        easy_read={"text": voice.easy_read(question), "symbol": question.easy_read.symbol},
        options=[
            StepOption(
                value=option.value,
                label=voice.label(question, option),
                symbol=option.symbol,
                exclusive=option.exclusive,
            )
            for option in question.options
        ],
        **limits,
        maximum_characters=question.maximum_characters if isinstance(question, FreeTextQuestion) else None,
        about_you=question.about_you,
        can_skip=True,
        is_answered=question_id in progress.answers,
        answer=answer.value if answer else None,
        answer_words=voice.answer_words(question, answer) if answer else None,
        known=None if question_id in progress.answers else _known(progress, question),
        previous=before(progress, question_id),
    )


def _known(progress: Progress, question: AnyQuestion) -> KnownAnswer | None:
    """What was heard before, when it fits the question as it is asked now."""
    if not question.about_you or progress.known.get(question.id) is None:
        return None
    try:
        answer = validated(question, progress.known[question.id])
    except InvalidAnswer:
        return None
    return KnownAnswer(value=answer.value, words=progress.voice.answer_words(question, answer))
