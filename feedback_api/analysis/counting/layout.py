"""What there is to count: sheets, their questions, and each question's possible answers in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, get_args

from feedback_api.analysis.counting.counts import Counts, Sheet
from feedback_api.analysis.indicators.bands import bands
from feedback_api.surveys.definition import (
    AnyQuestion,
    Audience,
    FreeTextQuestion,
    MonthQuestion,
    MultipleChoiceQuestion,
    NumberQuestion,
    SurveyShelf,
)
from feedback_api.surveys.voice import Voice
from language.sentiment import LABELS

AUDIENCES: tuple[Audience, ...] = get_args(Audience)


class Choice(NamedTuple):
    """A possible answer: its value and its words."""

    value: str
    label: str


@dataclass(frozen=True)
class AskedQuestion:
    """A question as a report sees it. `always_asked`: whoever knows the survey knows that everybody was asked it."""

    id: str
    text: str
    kind: str
    about_you: bool
    always_asked: bool
    choices: tuple[Choice, ...]

    @property
    def is_multiple(self) -> bool:
        """Whether the choices may add up to more than the people."""
        return self.kind == "multiple_choice"

    @property
    def is_free_text(self) -> bool:
        """Whether the answers are words, and the choices how they sound."""
        return self.kind == "free_text"


@dataclass(frozen=True)
class AskedSheet:
    """A survey as one audience is asked it."""

    sheet: Sheet
    title: str
    questions: tuple[AskedQuestion, ...]


def asked_sheets(surveys: SurveyShelf, counts: Counts) -> list[AskedSheet]:
    """Every survey ever asked, an entry for each audience; one that is no longer asked only where somebody answered."""
    present = {survey.id for survey in surveys.all()}
    found = []
    for survey_id in surveys.ids():
        newest = surveys.versions(survey_id)[-1]
        for audience in AUDIENCES:
            sheet = Sheet(survey_id, audience)
            if counts.responses[sheet] or (survey_id in present and audience in newest.audiences):
                voice = surveys.voice(newest, audience)
                found.append(AskedSheet(sheet, voice.sentence("title"), _questions(surveys, voice, sheet, counts)))
    return found


def _questions(surveys: SurveyShelf, voice: Voice, sheet: Sheet, counts: Counts) -> tuple[AskedQuestion, ...]:
    return tuple(
        AskedQuestion(
            id=question.id,
            text=voice.text(question),
            kind=question.kind,
            about_you=question.about_you,
            always_asked=_always_asked(surveys, sheet, question.id),
            choices=tuple(_choices(surveys, voice, sheet, question, counts)),
        )
        for question in surveys.every_question(sheet.survey)
        if question.only_for is None or voice.audience in question.only_for
    )


def _always_asked(surveys: SurveyShelf, sheet: Sheet, question_id: str) -> bool:
    asked = [
        [question for question in version.questions if question.id == question_id]
        for version in surveys.versions(sheet.survey)
    ]
    return all(questions and questions[0].show_if is None for questions in asked)


def _choices(
    surveys: SurveyShelf, voice: Voice, sheet: Sheet, question: AnyQuestion, counts: Counts
) -> Sequence[Choice]:
    if isinstance(question, FreeTextQuestion):
        return [Choice(label, label) for label in LABELS]
    if isinstance(question, MonthQuestion):
        # It says of when an answer speaks, and is no figure of its own.
        return []
    if isinstance(question, NumberQuestion):
        return [Choice(band, band) for band in bands(question.minimum)]
    labels = {option.value: voice.label(question, option) for option in surveys.every_option(sheet.survey, question.id)}
    given = counts.picked if isinstance(question, MultipleChoiceQuestion) else counts.choices
    # Districts and months have no list of their own: those that were given are listed.
    others = sorted({value for where, name, value in given if (where, name) == (sheet, question.id)} - set(labels))
    return [Choice(value, label) for value, label in [*labels.items(), *((value, value) for value in others)]]
