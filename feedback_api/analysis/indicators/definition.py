"""The shape of data/indicators.yml."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field, model_validator

from feedback_api.analysis.indicators.bands import bands
from feedback_api.content import Content, read_content
from feedback_api.errors import ContentError
from feedback_api.surveys.definition import AnyQuestion, Audience, NumberQuestion, SurveyShelf

FILE = "indicators.yml"
Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,62}$")]
Percent = Annotated[float, Field(ge=0, le=100)]


class Baseline(Content):
    """Where it began. `value` is in per cent, and null where the source names a survey but not its result."""

    value: Percent | None = None
    date: str
    source: str
    note: str = ""


class RatingRule(Content):
    """Green from `green` per cent on, amber from `amber` on, else red; grey where fewer than `minimum_base` count."""

    green: Percent
    amber: Percent
    minimum_base: Annotated[int, Field(ge=10)] = 20

    @model_validator(mode="after")
    def in_order(self) -> RatingRule:
        """Amber lies below green."""
        if self.amber >= self.green:
            raise ValueError("`amber` must be below `green`")
        return self


class Indicator(Content):
    """An impact measure: the share of those who count that gave one of the answers in `good`.

    Those who skipped never count; nor do the answers in `leaves_out`, such as "not sure" or "nothing written yet".
    """

    id: Identifier
    title: str
    ambition: Identifier
    surveys: Annotated[list[Identifier], Field(min_length=1)]
    question: Identifier
    audience: Audience | None = None
    good: Annotated[list[str], Field(min_length=1)]
    leaves_out: list[str] = []
    target: Percent
    target_source: str
    baseline: Baseline | None = None
    rating: RatingRule
    source: str

    def counts(self, value: str) -> bool:
        """Whether an answer belongs to the base."""
        return value not in self.leaves_out


class IndicatorFile(Content):
    """All indicators, and the questions by which answers are broken down."""

    breakdowns: dict[Identifier, str]
    indicators: Annotated[list[Indicator], Field(min_length=1)]

    @model_validator(mode="after")
    def distinct(self) -> IndicatorFile:
        """An id stands for one indicator, for ever."""
        if len({indicator.id for indicator in self.indicators}) < len(self.indicators):
            raise ValueError("two indicators have the same id")
        return self


def load_indicators(data_folder: Path) -> IndicatorFile:
    """Read data/indicators.yml. Raises ContentError when it is wrong."""
    return read_content(data_folder / FILE, IndicatorFile)


def problems(file: IndicatorFile, surveys: SurveyShelf) -> list[str]:
    """Where an indicator and the surveys do not fit each other. Those of a survey that is not asked wait."""
    known = {indicator.id for indicator in file.indicators}
    found = [
        f"{FILE}: {survey.id} → {question.id} names the indicator {question.indicator}, which is not here."
        for survey in surveys.all()
        for question in survey.questions
        if question.indicator is not None and question.indicator not in known
    ]
    asked = {survey.id for survey in surveys.all()}
    for indicator in file.indicators:
        for survey_id in asked.intersection(indicator.surveys):
            questions = [each for each in surveys.every_question(survey_id) if each.id == indicator.question]
            if not questions:
                found.append(f"{FILE}: {indicator.id}: {survey_id} has no question {indicator.question}.")
                continue
            answers = possible_answers(surveys, survey_id, questions[0])
            for value in [*indicator.good, *indicator.leaves_out]:
                if value not in answers:
                    found.append(f"{FILE}: {indicator.id}: {survey_id} → {indicator.question} has no answer {value}.")
    return found


def possible_answers(surveys: SurveyShelf, survey_id: str, question: AnyQuestion) -> list[str]:
    """The values that an indicator may name: the options, or the bands of a number."""
    if isinstance(question, NumberQuestion):
        return bands(question.minimum)
    return [option.value for option in surveys.every_option(survey_id, question.id)]


def checked_indicators(data_folder: Path, surveys: SurveyShelf) -> IndicatorFile:
    """The indicators, each of which fits the surveys. Raises ContentError with every problem, one a line."""
    file = load_indicators(data_folder)
    found = problems(file, surveys)
    if found:
        raise ContentError("\n".join(found))
    return file
