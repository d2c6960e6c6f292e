"""The shape of data/safeguarding/answers.yml."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, field_validator

from feedback_api.content import Content
from language.risk import KINDS

Voice = Literal["young_person", "adult"]
Words = Annotated[str, Field(min_length=1)]


class ForKinds(Content):
    """Something that is said for some kinds of risk."""

    kinds: Annotated[list[str], Field(min_length=1)]

    @field_validator("kinds")
    @classmethod
    def known(cls, kinds: list[str]) -> list[str]:
        """A kind that nothing recognises would never be said."""
        unknown = sorted(set(kinds) - set(KINDS))
        if unknown:
            raise ValueError(f"there is no kind {', '.join(unknown)}: language/risk/levels.py has the list")
        return kinds


class Opening(ForKinds):
    """The first sentences of an urgent answer."""

    text: Words


class UrgentWords(Content):
    """The urgent answer in one voice: an opening by kind, then who to ring, then what this program is."""

    openings: list[Opening]
    otherwise: Words
    lines: Annotated[list[Words], Field(min_length=1)]
    nobody_live: Words
    go_on: Words


class ByVoice(Content):
    """One text for each voice."""

    young_person: Words
    adult: Words


class Urgent(Content):
    """The urgent answer in both voices, and what follows it in place of a reply that did not understand."""

    young_person: UrgentWords
    adult: UrgentWords
    after: ByVoice


class AnyConcern(ByVoice):
    """Kindness and the right service."""

    contacts: list[str]
    topics: list[str]
    more: str | None = None


class Concern(AnyConcern, ForKinds):
    """The same for some kinds."""


class AnswersFile(Content):
    """The whole file."""

    checked_on: date
    asked_again: list[Words]
    again_button: Words
    urgent: Urgent
    concern: list[Concern]
    otherwise_concern: AnyConcern
    young_person_signs: list[Words]
    adult_signs: list[Words]
