"""What was answered to each question of each survey."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from feedback_api.analysis.counting.layout import AskedQuestion, AskedSheet
from feedback_api.reports.figures import AnswerFigure, QuestionFigures, Quote, SheetFigures
from feedback_api.reports.released import Level, PeriodFigures
from feedback_api.reports.repository import ReportRepository
from feedback_api.surveys.wording import OTHER
from language.sentiment import LABELS

# Fewer than any threshold: so many quotes never tell how many comments there are.
MOST_QUOTES = 3


def percent(count: int | None, base: int | None) -> float | None:
    """The share with one decimal; None when either is hidden or there is nobody."""
    return None if count is None or not base else round(100 * count / base, 1)


def rounding_note(answers: Sequence[AnswerFigure]) -> str | None:
    """Said when rounded shares that belong together do not add up to 100."""
    shares = [answer.percent for answer in answers]
    if not shares or any(share is None for share in shares):
        return None
    total = round(sum(share for share in shares if share is not None), 1)
    return None if total == 100 else f"The shares add up to {total:g} % because each is rounded."


async def sheets(session: AsyncSession, figures: PeriodFigures, level: Level) -> list[SheetFigures]:
    """All surveys, each audience by itself."""
    return [await _sheet(session, figures, asked, level) for asked in figures.sheets]


async def _sheet(session: AsyncSession, figures: PeriodFigures, asked: AskedSheet, level: Level) -> SheetFigures:
    sheet = asked.sheet
    questions = [
        await _question(session, figures, asked, question, level)
        for question in asked.questions
        if not question.about_you
    ]
    responses = figures.count(f"{sheet.key}/responses")
    bases = [question.base for question in questions if question.base]
    return SheetFigures(
        survey=sheet.survey,
        audience=sheet.audience,
        title=asked.title,
        responses=responses,
        at_least=max(bases) if responses is None and bases else None,
        questions=questions,
    )


async def _question(
    session: AsyncSession, figures: PeriodFigures, asked: AskedSheet, question: AskedQuestion, level: Level
) -> QuestionFigures:
    where = f"{asked.sheet.key}/{question.id}"
    base = figures.count(f"{where}/base")
    counts = {choice.value: figures.count(f"{where}={choice.value}") for choice in question.choices}
    answers = [
        AnswerFigure(
            value=choice.value,
            label=choice.label,
            count=counts[choice.value],
            percent=percent(counts[choice.value], base),
        )
        for choice in question.choices
    ]
    quarters = [quarter.name for quarter in figures.period.quarters]
    repository = ReportRepository(session)
    published = level == "published"
    quotes: list[Quote] = []
    if question.is_free_text:
        for label in LABELS:
            if counts[label]:
                texts = await repository.quotes(quarters, asked.sheet, question.id, label, MOST_QUOTES, published)
                quotes += [Quote(text=text, sounds=label) for text in texts]
    others: Sequence[str] = []
    if counts.get(OTHER):
        others = await repository.other_words(quarters, asked.sheet, question.id, MOST_QUOTES, published)
    return QuestionFigures(
        id=question.id,
        text=question.text,
        kind=question.kind,
        base=base,
        skipped=figures.count(f"{where}/skipped"),
        answers=answers,
        rounding=None if question.is_multiple or question.is_free_text else rounding_note(answers),
        other_words=list(others),
        quotes=quotes,
    )
