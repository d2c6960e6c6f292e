"""The kinds of question that a survey may ask."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from feedback_api.content import Content
from feedback_api.surveys.routing import Condition
from feedback_api.surveys.wording import OTHER, Audience, EasyRead, Identifier, Option, QuestionWording, Words

# What the engine asks besides the questions; no question may bear these ids.
CONSENT, HELPED, MAY_PUBLISH = "consent", "helped", "may_publish"
Month = Annotated[str, Field(pattern=r"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])$")]


class QuestionBase(Content):
    """What every question has.

    `ambition` and `indicator` say what the answers feed, `reg56` which part of regulation 56 (2) they belong to: a,
    the content of the Local Offer; b, how accessible it is; c, how it was developed. `about_you` marks the few facts
    about the person that are asked last, and offered again rather than asked again when the conversation knows them.
    """

    id: Identifier
    text: Words
    why: Words
    easy_read: EasyRead
    wording: dict[Audience, QuestionWording] = {}
    only_for: Annotated[list[Audience], Field(min_length=1)] | None = None
    show_if: Condition | None = None
    ambition: Identifier | None = None
    indicator: Identifier | None = None
    reg56: Literal["a", "b", "c"] | None = None
    about_you: bool = False

    @model_validator(mode="after")
    def counts_towards_something(self) -> Self:
        """Each question must be worth asking."""
        if self.about_you != (self.ambition is None):
            raise ValueError("a question needs the `ambition` that it feeds, unless it is `about_you: true`")
        return self


class TypedQuestion(QuestionBase):
    """What questions share whose answer is typed."""

    @property
    def options(self) -> list[Option]:
        """None to pick from."""
        return []


class PickQuestion(QuestionBase):
    """What questions with options of their own share."""

    options: Annotated[list[Option], Field(min_length=2, max_length=20)]

    @model_validator(mode="after")
    def distinct_values(self) -> Self:
        """Two options with one value could not be told apart in a report."""
        if len({option.value for option in self.options}) < len(self.options):
            raise ValueError("two options have the same value")
        return self

    def _only(self, kind: str, *, other: bool = False, outside: bool = False, exclusive: bool = False) -> None:
        for option in self.options:
            if option.value == OTHER and not other:
                raise ValueError(f"a {kind} question can't have the option “other”")
            if option.outside_scale and not outside:
                raise ValueError(f"`outside_scale` has no meaning in a {kind} question")
            if option.exclusive and not exclusive:
                raise ValueError(f"`exclusive` has no meaning in a {kind} question")


class ScaleQuestion(PickQuestion):
    """Options from worst to best."""

    kind: Literal["scale"]

    @model_validator(mode="after")
    def two_to_seven_points(self) -> Self:
        """A scale of one point measures nothing; one of more than seven can't be told apart."""
        self._only("scale", outside=True)
        points = sum(not option.outside_scale for option in self.options)
        if not 2 <= points <= 7:
            raise ValueError(f"a scale has two to seven points; this one has {points}")
        return self


class FacesQuestion(PickQuestion):
    """A scale whose points are faces with words under them, from saddest to happiest."""

    kind: Literal["faces"]

    @model_validator(mode="after")
    def a_face_for_each_point(self) -> Self:
        """Each point is a picture and a word."""
        self._only("faces", outside=True)
        points = [option for option in self.options if not option.outside_scale]
        if not 2 <= len(points) <= 5:
            raise ValueError(f"a faces question has two to five faces; this one has {len(points)}")
        without = next((option.value for option in points if option.symbol is None), None)
        if without is not None:
            raise ValueError(f"the option {without} needs its face: add `symbol`")
        return self


YES_NO_NOT_SURE = [
    Option(value="yes", label="Yes"),
    Option(value="no", label="No"),
    Option(value="not_sure", label="Not sure"),
]


class YesNoQuestion(QuestionBase):
    """Yes, no or not sure; `yes_is_good` says which answer is the good one."""

    kind: Literal["yes_no"]
    yes_is_good: bool

    @property
    def options(self) -> list[Option]:
        """Always the same three."""
        return YES_NO_NOT_SURE


class SingleChoiceQuestion(PickQuestion):
    """One of several options that have no order."""

    kind: Literal["single_choice"]

    @model_validator(mode="after")
    def plain_options(self) -> Self:
        """Nothing that belongs to other kinds."""
        self._only("single_choice", other=True)
        return self


class MultipleChoiceQuestion(PickQuestion):
    """As many of the options as fit."""

    kind: Literal["multiple_choice"]

    @model_validator(mode="after")
    def plain_options(self) -> Self:
        """Nothing that belongs to other kinds."""
        self._only("multiple_choice", other=True, exclusive=True)
        return self


class NumberQuestion(TypedQuestion):
    """A whole number, such as weeks of waiting."""

    kind: Literal["number"]
    minimum: int = 0
    maximum: Annotated[int, Field(le=1_000_000)]
    unit: Words | None = None

    @model_validator(mode="after")
    def in_order(self) -> Self:
        """Something must fit."""
        if not -1_000_000 <= self.minimum < self.maximum:
            raise ValueError("`minimum` must be below `maximum`")
        return self


class MonthQuestion(TypedQuestion):
    """A month, as near to a date as is needed; never in the future unless `future` is true."""

    kind: Literal["month"]
    earliest: Month = "1990-01"
    future: bool = False


class FreeTextQuestion(TypedQuestion):
    """The respondent's own words."""

    kind: Literal["free_text"]
    maximum_characters: Annotated[int, Field(ge=100, le=10_000)] = 2000


class DistrictQuestion(TypedQuestion):
    """The first half of a postcode, "M33"; of a whole postcode the second half is dropped and never kept."""

    kind: Literal["district"]


class CodeQuestion(TypedQuestion):
    """A short code that the person was given, such as an event's; kept in capitals."""

    kind: Literal["code"]


AnyQuestion = (
    ScaleQuestion
    | FacesQuestion
    | YesNoQuestion
    | SingleChoiceQuestion
    | MultipleChoiceQuestion
    | NumberQuestion
    | MonthQuestion
    | FreeTextQuestion
    | DistrictQuestion
    | CodeQuestion
)
Question = Annotated[AnyQuestion, Field(discriminator="kind")]
