"""What the API by reference code takes and gives."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict, Field, JsonValue


class OwnScore(BaseModel):
    """What the program made of a comment."""

    label: str = Field(description="negative, mixed or positive.")
    confidence: float
    analyser: str = Field(description="The version of the model.")


class OwnAnswer(BaseModel):
    """One question with what was answered."""

    question_id: str
    question: str = Field(description="The question as it was asked.")
    kind: str
    answer: JsonValue = Field(description="In the form in which it is sent; null when it was skipped.")
    shown: str | None = Field(description="The answer as a person reads it; null when it was skipped.")
    score: OwnScore | None = None


class OwnResponse(BaseModel):
    """Everything that is kept of a response, for the person who gave it."""

    reference_code: str
    survey_id: str
    survey_version: int
    title: str
    audience: str
    channel: str
    quarter: str
    submitted_at: datetime
    helped: bool | None = Field(description="Whether somebody helped; null when that was not asked or not said.")
    may_publish: bool = Field(description="Whether comments on the Local Offer may be published.")
    kept_until: date = Field(description="The day on which it is deleted.")
    answers: list[OwnAnswer]


class CorrectionIn(BaseModel):
    """Answers that replace the earlier ones. What is left out stays as it is; null takes an answer back."""

    model_config = ConfigDict(extra="forbid")

    answers: dict[str, JsonValue] = Field(default_factory=dict, max_length=200)
    may_publish: bool | None = Field(None, description="Whether comments on the Local Offer may be published.")
