"""What the engine says to each face of a survey."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, JsonValue

from feedback_api.surveys.wording import Audience, EasyRead
from feedback_api.topics.schemas import Utterance

StepKind = Literal["consent", "helped", "question", "publication", "finished"]


class StepOption(BaseModel):
    """An answer that can be picked. `exclusive` rules the others out; "other" may have words beside it."""

    value: str
    label: str
    symbol: str | None = None
    exclusive: bool = False


class KnownAnswer(BaseModel):
    """What the conversation knows already, offered for a question and never filled in unasked."""

    value: JsonValue
    words: str


class Step(BaseModel):
    """What a draft needs: consent, an agreement, the answer to a question, or nothing more.

    `number` counts from 1 among the `of` questions of its kind (about the experience, or about the person) that are
    asked after the answers so far. `text` is what is asked, `why` what to say when asked why. `answer` is what was
    saved for it, in words in `answer_words`; `is_answered` is true of a skipped question too. `previous` is the
    question before, for a way back.
    """

    kind: StepKind
    survey_id: str
    version: int
    audience: Audience
    language: str
    title: str
    of: int
    number: int = 0
    question_id: str | None = None
    question_kind: str | None = None
    text: str = ""
    why: str = ""
    easy_read: EasyRead | None = None
    options: list[StepOption] = []
    unit: str | None = None
    minimum: int | None = None
    maximum: int | None = None
    maximum_characters: int | None = None
    about_you: bool = False
    can_skip: bool = False
    is_answered: bool = False
    answer: JsonValue = None
    answer_words: str | None = None
    known: KnownAnswer | None = None
    previous: str | None = None


class ChatStep(Step):
    """A step as the chat says it. `note` is said first; `message` is the question with its buttons."""

    note: str | None = None
    message: Utterance


class AnswerLine(BaseModel):
    """One line of "check your answers"; `words` is null when the question was skipped or not reached."""

    question_id: str
    text: str
    words: str | None
    value: JsonValue


class CheckAnswers(BaseModel):
    """All answers that would be sent now."""

    survey_id: str
    title: str
    lines: list[AnswerLine]


class Begun(BaseModel):
    """A new draft and its first step."""

    draft_id: str
    step: Step


class Paused(BaseModel):
    """The code that opens a paused survey again, and until when."""

    code: str
    until: datetime


class Finished(BaseModel):
    """A finished survey: what to say, and the code to give; both null when nothing had been answered."""

    thanks: str | None
    reference_code: str | None


class FinishedInChat(Finished):
    """A finished survey, and what the chat says at its end; null when there was nothing to send."""

    message: Utterance | None


class SurveySummary(BaseModel):
    """A survey in a list."""

    id: str
    title: str
    button: str
    audience: str
    audiences: list[str]
    languages: list[str]
    questions: int
