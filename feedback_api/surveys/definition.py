"""The shape of data/surveys/*.yml."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from feedback_api.content import Content, read_content
from feedback_api.errors import ContentError, NotFound

Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,62}$")]
Words = Annotated[str, Field(min_length=1)]


class Option(Content):
    """An answer that can be picked; `outside_scale` marks one that is no point of the scale ("nothing yet")."""

    value: Identifier
    label: Words
    outside_scale: bool = False


YES_NO_NOT_SURE = [
    Option(value="yes", label="Yes"),
    Option(value="no", label="No"),
    Option(value="not_sure", label="Not sure"),
]


class ChoiceQuestion(Content):
    """What scale and yes/no questions share: one option is picked."""

    id: Identifier
    text: Words
    why: Words
    ambition: Identifier


class ScaleQuestion(ChoiceQuestion):
    """Options from worst to best."""

    kind: Literal["scale"]
    options: Annotated[list[Option], Field(min_length=2, max_length=7)]

    @model_validator(mode="after")
    def distinct_values(self) -> ScaleQuestion:
        """Two options with one value could not be told apart in a report."""
        if len({option.value for option in self.options}) < len(self.options):
            raise ValueError("two options have the same value")
        return self


class YesNoQuestion(ChoiceQuestion):
    """Yes, no or not sure; `yes_is_good` says which answer is the good one."""

    kind: Literal["yes_no"]
    yes_is_good: bool

    @property
    def options(self) -> list[Option]:
        """Always the same three."""
        return YES_NO_NOT_SURE


class FreeTextQuestion(Content):
    """The respondent's own words."""

    id: Identifier
    kind: Literal["free_text"]
    text: Words
    why: Words
    ambition: Identifier
    maximum_characters: Annotated[int, Field(ge=100, le=10_000)] = 2000


Question = Annotated[ScaleQuestion | YesNoQuestion | FreeTextQuestion, Field(discriminator="kind")]


class Survey(Content):
    """A survey as data/surveys/<id>.yml defines it."""

    id: Identifier
    version: Annotated[int, Field(ge=1)]
    audience: Literal["parent", "young_person", "practitioner"]
    title: Words
    button: Annotated[str, Field(min_length=1, max_length=45)]
    introduction: Words
    consent: Words
    consent_yes: Words
    consent_no: Words
    can_change: Words
    thanks: Words
    questions: Annotated[list[Question], Field(min_length=1)]

    @model_validator(mode="after")
    def distinct_questions(self) -> Survey:
        """An id stands for one question, for ever."""
        if len({question.id for question in self.questions}) < len(self.questions):
            raise ValueError("two questions have the same id")
        return self

    def question(self, question_id: str) -> ScaleQuestion | YesNoQuestion | FreeTextQuestion:
        """The question, or NotFound."""
        for question in self.questions:
            if question.id == question_id:
                return question
        raise NotFound(f"The survey {self.id} has no question “{question_id[:64]}”.")


class SurveyShelf:
    """All surveys, by id."""

    def __init__(self, surveys: dict[str, Survey]) -> None:
        self._surveys = surveys

    def all(self) -> list[Survey]:
        """Every survey, in the order of their ids."""
        return [self._surveys[survey_id] for survey_id in sorted(self._surveys)]

    def get(self, survey_id: str) -> Survey:
        """The survey, or NotFound."""
        if survey_id not in self._surveys:
            raise NotFound(f"There is no survey “{survey_id[:64]}”.")
        return self._surveys[survey_id]


def load_surveys(data_folder: Path) -> SurveyShelf:
    """Read data/surveys. Raises ContentError when a file is wrong or not named after its survey."""
    surveys = {}
    for file in sorted((data_folder / "surveys").glob("*.yml")):
        survey = read_content(file, Survey)
        if survey.id != file.stem:
            raise ContentError(f"{file}: the id is {survey.id}. Rename the file to {survey.id}.yml, or mend the id.")
        surveys[survey.id] = survey
    return SurveyShelf(surveys)
