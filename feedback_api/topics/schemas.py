"""The shape of data/topics/*.yml and data/conversation/replies.yml, and of what is said."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, Field, model_validator

from feedback_api.content import Content

Words = Annotated[str, Field(min_length=1)]


class Source(Content):
    """A page that holds the fact."""

    title: Words
    url: Annotated[str, Field(pattern=r"^https://\S+$")]


class Fact(Content):
    """A fact that the answer must state; each of `words` must stand in it ("a|b" means either)."""

    fact: Words
    words: Annotated[list[Words], Field(min_length=1)]


class Topic(Content):
    """One question of the Local Offer, and its answer in each length and voice."""

    title: Words
    button: Annotated[str, Field(min_length=1, max_length=45)]
    answer: Words
    must_say: list[Fact]
    avoid: list[Words]
    more: Words
    easy_read: Annotated[list[Words], Field(min_length=1)]
    young_person: str | None = None
    follow_ups: list[str]
    who_can_help: Annotated[list[str], Field(min_length=1)]
    sources: Annotated[list[Source], Field(min_length=1)]
    checked_on: date
    review_by: date
    changing: str | None = None


class TopicFile(Content):
    """One group of topics."""

    group: str
    title: str
    topics: dict[str, Topic]


# How a turn ended, for the counts.
Status = Literal[
    "answered",
    "clarified",
    "talk",
    "survey",
    "handed_to_person",
    "distress",
    "concern",
    "danger",
    "after_danger",
    "said_to_help",
    "said_to_be_wrong",
    "no_service_found",
    "unanswerable_unsure",
    "unanswerable_out_of_scope",
    "unanswerable_council_service",
    "unanswerable_adult_care",
    "unanswerable_schools_general",
    "unanswerable_national_service",
    "unanswerable_other_country",
    "unanswerable_language",
    "unanswerable_gibberish",
    "refused_insult",
    "refused_instructions",
    "refused_medical",
    "refused_legal",
    "switched_off",
    "failed",
]


class ReplyButton(Content):
    """A button under a reply: exactly one of a topic, or a command with a title of its own."""

    topic: str | None = None
    title: str | None = None
    command: str | None = None

    @model_validator(mode="after")
    def one_kind(self) -> ReplyButton:
        """A topic brings its own title; a command needs one."""
        if (self.topic is None) == (self.command is None) or (self.command is not None and self.title is None):
            raise ValueError("a button needs either `topic`, or `title` and `command`")
        return self


class Reply(Content):
    """What is said when a message is not a Local Offer question."""

    text: Words
    status: Status = "talk"
    contacts: list[str] = []
    buttons: list[ReplyButton] = []


class ReplyFile(Content):
    """All such replies, by name."""

    replies: dict[str, Reply]


class Button(BaseModel):
    """A button as the visitor gets it: `payload` is what it sends."""

    title: str
    payload: str


class SpokenSource(BaseModel):
    """A source as the visitor gets it."""

    title: str
    url: str


class Utterance(BaseModel):
    """One message of the assistant. What a survey says is worded by the actions, and carries no other status."""

    text: str
    buttons: list[Button] = []
    topic: str | None = None
    sources: list[SpokenSource] = []
    alternatives: list[str] = []
    status: Status = "survey"
