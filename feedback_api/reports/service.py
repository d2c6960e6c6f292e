"""Computes a quarter's figures. The only place where they are computed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from feedback_api.analysis.disclosure import HIDDEN, guarded, guarded_total
from feedback_api.area.service import Area
from feedback_api.clock import Quarter
from feedback_api.database import Database
from feedback_api.models import ResponseAnswer, SurveyResponse
from feedback_api.reports.figures import (
    Comment,
    OptionFigure,
    QuestionFigures,
    Report,
    SentimentFigure,
    SurveyFigures,
)
from feedback_api.responses.repository import ResponseRepository
from feedback_api.surveys.definition import (
    AnyQuestion,
    DistrictQuestion,
    FreeTextQuestion,
    MonthQuestion,
    Option,
    Survey,
    SurveyShelf,
)
from language.sentiment import ANALYSER, LABELS


async def make_report(database: Database, surveys: SurveyShelf, area: Area, quarter: Quarter) -> Report:
    """The figures of `quarter` as officers may see them."""
    async with database.transaction() as session:
        responses = await ResponseRepository(session).of_quarter(quarter.name)
    minimum = area.disclosure.officers_minimum
    return Report(
        quarter=quarter.name,
        period=quarter.title,
        council=area.names["council"],
        demonstration_data=any(response.is_demo for response in responses),
        surveys=[
            _survey_figures(
                surveys, survey, [response for response in responses if response.survey_id == survey.id], minimum
            )
            for survey in surveys.all()
        ],
        sentiment_analyser=ANALYSER,
        smallest_count_shown=minimum,
        notes=[*_notes(minimum), *_waiting(responses)],
    )


def _notes(minimum: int) -> list[str]:
    return [
        f"{HIDDEN} stands for a count that is hidden so that nobody can be recognised: one of fewer than {minimum} "
        "people, or one from which such a count could be worked out. Do not read it as a zero.",
        "The comments are here for officers to read. They are listed one by one and so can be counted: do not publish "
        "this list as it stands.",
        "Each percentage is of the people who answered that question; those who skipped it are left out. "
        "Percentages are rounded, so they may not add up to exactly 100.",
        "Whether a comment sounds negative, mixed or positive is a computer's guess, often wrong. Read the comments.",
        "People chose to answer, so the figures show what they said and not what all families think.",
    ]


def _waiting(responses: Sequence[SurveyResponse]) -> list[str]:
    """What to say while some comments are not scored yet: they are stored, and not lost."""
    answers = [answer for response in responses for answer in response.answers]
    if all(answer.sentiment is not None for answer in answers if answer.is_comment):
        return []
    return ["Some comments are waiting to be scored. They are listed here once they are: make the report again later."]


def _survey_figures(
    surveys: SurveyShelf, survey: Survey, responses: Sequence[SurveyResponse], minimum: int
) -> SurveyFigures:
    return SurveyFigures(
        id=survey.id,
        title=survey.title,
        audience=survey.audience,
        responses=guarded_total(len(responses), minimum),
        questions=[
            _question_figures(
                question,
                surveys.every_option(survey.id, question.id),
                [answer for response in responses for answer in response.answers if answer.question_id == question.id],
                minimum,
            )
            for question in surveys.every_question(survey.id)
        ],
    )


def _question_figures(
    question: AnyQuestion, options: Sequence[Option], answers: Sequence[ResponseAnswer], minimum: int
) -> QuestionFigures:
    answered = [answer for answer in answers if answer.is_answered]
    base = guarded_total(len(answered), minimum)
    figures = QuestionFigures(
        id=question.id,
        text=question.text,
        kind=question.kind,
        base=base,
        # With the number of responses, the skipped would give a hidden base away.
        skipped=None if base is None else len(answers) - len(answered),
    )
    if isinstance(question, FreeTextQuestion):
        figures.comments = _comments(answered)
        counts = Counter(comment.sentiment for comment in figures.comments)
        shown = guarded({label: counts[label] for label in LABELS}, minimum)
        figures.sentiment = [SentimentFigure(label=label, count=shown[label]) for label in LABELS]
    else:
        counts_by_value = Counter(value for answer in answered for value in answer.picked)
        if isinstance(question, DistrictQuestion | MonthQuestion):
            options = [Option.model_construct(value=value, label=value) for value in sorted(counts_by_value)]
        shown = guarded({option.value: counts_by_value[option.value] for option in options}, minimum)
        figures.options = [
            OptionFigure(
                value=option.value,
                label=option.label,
                count=shown[option.value],
                percent=_percent(shown[option.value], figures.base),
            )
            for option in options
        ]
    return figures


def _percent(count: int | None, base: int | None) -> float | None:
    return None if count is None or not base else round(100 * count / base, 1)


def _comments(answers: Sequence[ResponseAnswer]) -> list[Comment]:
    """The comments, negative ones first, and within a label in the order of their words: never the order of arrival."""
    comments = [
        Comment(text=answer.text, sentiment=answer.sentiment.label, confidence=answer.sentiment.confidence)
        for answer in answers
        if answer.text is not None and answer.sentiment is not None
    ]
    return sorted(comments, key=lambda comment: (LABELS.index(comment.sentiment), comment.text))
