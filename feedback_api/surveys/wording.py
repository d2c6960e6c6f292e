"""The words of a survey's file, and how they are said to another audience or in another language."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from feedback_api.content import Content

Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,62}$")]
Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Audience = Literal["parent", "young_person", "practitioner"]
# BCP 47, as short as it can be: "pl", "ur", "zh-Hant".
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$")]
# A picture that stands beside words and says the same, as one emoji.
Symbol = Annotated[str, Field(min_length=1, max_length=8, pattern=r"^[^A-Za-z0-9\s]+$")]
ENGLISH = "en"
OTHER = "other"
EASY_READ_WORDS = 15


class EasyRead(Content):
    """One short sentence and the symbol beside it."""

    text: Words
    symbol: Symbol

    @model_validator(mode="after")
    def short(self) -> EasyRead:
        """A long sentence is not easy to read."""
        words = len(self.text.split())
        if words > EASY_READ_WORDS:
            raise ValueError(f"an Easy Read sentence has at most {EASY_READ_WORDS} words; this one has {words}")
        return self


class Option(Content):
    """An answer that can be picked.

    `outside_scale` marks one that is no point of the scale ("nothing yet"), `exclusive` one that stands alone in a
    multiple choice ("none of these"). The value "other" asks for words beside it.
    """

    value: Identifier
    label: Words
    symbol: Symbol | None = None
    outside_scale: bool = False
    exclusive: bool = False


class QuestionWording(Content):
    """How one question is said otherwise; what is left out stays as it is. `options` maps a value to its label."""

    text: Words | None = None
    why: Words | None = None
    easy_read: Words | None = None
    options: dict[Identifier, Words] = {}


class SurveyWording(Content):
    """How the survey's own sentences are said otherwise."""

    title: Words | None = None
    button: Annotated[str, Field(min_length=1, max_length=45)] | None = None
    introduction: Words | None = None
    consent: Words | None = None
    consent_yes: Words | None = None
    consent_no: Words | None = None
    can_change: Words | None = None
    thanks: Words | None = None


class Agreement(Content):
    """A yes or no that is about the response and not about the person's experience; `yes` and `no` are the buttons."""

    text: Words
    why: Words
    yes: Words
    no: Words
    easy_read: EasyRead


class Translation(Content):
    """data/surveys/translations/<survey>.<language>.yml: every sentence of one version, in one other language."""

    survey: Identifier
    version: Annotated[int, Field(ge=1)]
    language: Language
    # Who speaks the language well and has read it against the English; without a name it is not offered.
    checked_by: str = ""
    wording: SurveyWording
    questions: dict[Identifier, QuestionWording]
