"""The quarterly report's figures: one model, which every format renders."""

from __future__ import annotations

from pydantic import BaseModel, Field

from language.sentiment import Label


class OptionFigure(BaseModel):
    """How many chose an option. `count` and `percent` are null when hidden: the group is too small to show."""

    value: str
    label: str
    count: int | None
    percent: float | None = Field(description="Of the base, with one decimal.")


class Comment(BaseModel):
    """A free text with what the analyser made of it."""

    text: str
    sentiment: Label
    confidence: float


class SentimentFigure(BaseModel):
    """How many comments sound so."""

    label: Label
    count: int | None


class QuestionFigures(BaseModel):
    """What was answered to a question. `base` is the number of people who answered it, without those who skipped."""

    id: str
    text: str
    kind: str
    base: int | None
    skipped: int | None
    options: list[OptionFigure] = []
    sentiment: list[SentimentFigure] = []
    comments: list[Comment] = []


class SurveyFigures(BaseModel):
    """One survey in the quarter."""

    id: str
    title: str
    audience: str
    responses: int | None
    questions: list[QuestionFigures]


class Report(BaseModel):
    """A quarter's report. The same data gives the same report."""

    quarter: str
    period: str
    council: str
    demonstration_data: bool = Field(description="True when made-up responses are among those counted.")
    surveys: list[SurveyFigures]
    sentiment_analyser: str
    smallest_count_shown: int
    notes: list[str]
