"""What the responses API takes and gives."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from feedback_api.surveys.definition import Audience


class ResponseIn(BaseModel):
    """A finished response. A question that is left out, or null, was skipped."""

    model_config = ConfigDict(extra="forbid")

    version: int | None = Field(None, description="The survey's version that was asked; the current one when left out.")
    audience: Audience | None = Field(None, description="Whose wording was read; the survey's first when left out.")
    answers: dict[str, JsonValue] = Field(description="Each question's id with its answer, or null when skipped.")


class ResponseOut(BaseModel):
    """The response's reference code, to be shown to the person.

    `say_first` is not empty when the words tell of danger or distress: show it before anything else.
    """

    reference_code: str
    say_first: list[str] = []
