"""What the engine says and takes."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel


class StepOption(BaseModel):
    """An answer that can be picked."""

    value: str
    label: str


class Step(BaseModel):
    """What a draft needs next: consent, the answer to a question, or nothing more.

    `number` counts from 1 among the survey's `of` questions. `text` is what is asked, `why` what to say when asked why.
    """

    kind: Literal["consent", "question", "finished"]
    survey_id: str
    title: str
    question_id: str | None = None
    question_kind: Literal["scale", "yes_no", "free_text"] | None = None
    number: int = 0
    of: int
    text: str = ""
    why: str = ""
    options: list[StepOption] = []


class SurveySummary(BaseModel):
    """A survey in a list."""

    id: str
    title: str
    button: str
    audience: str
    questions: int
