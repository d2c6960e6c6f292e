"""The shape of data/demo.yml: what the made-up respondents say."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from feedback_api.content import Content
from feedback_api.surveys.definition import Audience

Weight = Annotated[int, Field(ge=0)]
Mood = Literal["bad", "mixed", "good"]


class DemoSurvey(Content):
    """How one survey is answered.

    `weights` maps each question to its answers and how likely each is: one number, or those of the first and the last
    quarter. `helped` and `may_publish` are chances from 0 to 1.
    """

    responses: Annotated[list[Annotated[int, Field(ge=1)]], Field(min_length=1)]
    audiences: dict[Audience, Weight] = {}
    weights: dict[str, dict[str, Weight | tuple[Weight, Weight]]]
    helped: Annotated[float, Field(ge=0, le=1)] = 0
    may_publish: Annotated[float, Field(ge=0, le=1)] = 0
    comments: dict[str, dict[Mood, list[str]]]


class DemoFile(Content):
    """Each survey's answers, by its id."""

    surveys: dict[str, DemoSurvey]
