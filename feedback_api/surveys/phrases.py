"""The shape of data/conversation/surveys.yml: the surveys in chat."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, JsonValue

from feedback_api.content import Content, read_content
from feedback_api.surveys.wording import Audience, Identifier, Words

# A postcode's outward half, alone or before the first digit of the other half.
OUTWARD = re.compile(r"([A-Z]{1,2}[0-9][0-9A-Z]?)(?: [0-9])?$")
OWN_AGE = re.compile(r"\bi ?a?m (?:1[1-9]|2[0-5])\b")


class StartWords(Content):
    """The words that tell which survey is meant."""

    survey: Identifier
    audience: Audience | None = None
    words: Annotated[list[Words], Field(min_length=1)]


class MenuEntry(Content):
    """A survey to choose, in the wording for an audience."""

    survey: Identifier
    audience: Audience


class Offer(Content):
    """What is said to offer a survey after the answers on these topics."""

    survey: Identifier
    say: Words
    topics: Annotated[list[Identifier], Field(min_length=1)]


class Facts(Content):
    """How the directory's needs and ages answer the questions `need` and `age_band`."""

    needs: dict[Identifier, Identifier]
    ages: dict[Identifier, tuple[int, int]]

    def answers(
        self, needs: Iterable[str], ages: tuple[float, float] | None, place: str | None
    ) -> dict[str, JsonValue]:
        """What a search says about the person, as answers to the surveys' questions; only what is certain."""
        found: dict[str, JsonValue] = {}
        picked = [self.needs[need] for need in needs if need in self.needs]
        if picked:
            found["need"] = list(dict.fromkeys(picked))
        bands = [band for band, (low, high) in self.ages.items() if ages and low <= ages[0] and ages[1] < high + 1]
        if len(bands) == 1:
            found["age_band"] = bands[0]
        district = OUTWARD.match((place or "").upper())
        if district:
            found["district"] = district.group(1)
        return found


class ScaleWords(Content):
    """Free words for a scale, from worst to best."""

    worst: list[Words]
    bad: list[Words]
    good: list[Words]
    best: list[Words]


class Says(Content):
    """What is said around the questions; the names in braces are filled in."""

    question: Words
    about_you: Words
    suggest: Words
    known: Words
    answered: Words
    picked: Words
    other: Words
    number: Words
    changed: Words
    gone_back: Words
    first_question: Words
    menu: Words
    paused: Words
    in_another: Words
    resumed: Words
    reference_code: Words
    last: Words
    left: Words
    hard: Words


ButtonName = Literal[
    "skip",
    "back",
    "stop",
    "yes",
    "pick_again",
    "keep",
    "no_more",
    "without_words",
    "finish_now",
    "something_else",
    "not_now",
]


class SurveyPhrases(Content):
    """All of it."""

    default: Identifier
    start: list[StartWords]
    young_person: list[Words]
    menu: list[MenuEntry]
    offers: list[Offer]
    facts: Facts
    scale_words: ScaleWords
    stronger: list[Words]
    not_: Annotated[list[Words], Field(alias="not")]
    says: Says
    buttons: dict[ButtonName, Annotated[str, Field(min_length=1, max_length=45)]]

    def meant(self, text: str, topic: str | None) -> tuple[str, Audience | None]:
        """The survey that a wish to give feedback is about, and who speaks: by its words, else by the last topic."""
        said = plain(text)
        young = bool(OWN_AGE.search(said)) or has_words(said, self.young_person)
        for start in self.start:
            if has_words(said, start.words):
                return start.survey, start.audience or ("young_person" if young else None)
        if young:
            return "annual_review_young_person", "young_person"
        return next((offer.survey for offer in self.offers if topic in offer.topics), self.default), None


def plain(text: str) -> str:
    """Lower case, without punctuation: "4/5" becomes "4 out of 5"."""
    lowered = text.casefold().replace("_", " ").replace("/", " out of ").replace("-", " ")
    return " ".join(re.sub(r"[^\w\s]", "", lowered).split())


def has_words(said: str, phrases: Iterable[str]) -> bool:
    """Whether one of `phrases` stands in plain text as whole words."""
    return any(f" {plain(phrase)} " in f" {said} " for phrase in phrases)


@lru_cache(maxsize=4)
def load_survey_phrases(data_folder: Path) -> SurveyPhrases:
    """Read data/conversation/surveys.yml. Raises ContentError when it is wrong."""
    return read_content(data_folder / "conversation" / "surveys.yml", SurveyPhrases)
