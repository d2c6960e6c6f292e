"""The report as one tidy file for a spreadsheet: the column `table` says to which table a row belongs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from feedback_api.analysis.disclosure import HIDDEN
from feedback_api.reports.figures import (
    AnswerFigure,
    AudienceThemes,
    CouncilFigureRow,
    IndicatorFigure,
    Participation,
    QuestionFigures,
    Report,
    SheetFigures,
)

COLUMNS = (
    "period",
    "demonstration_data",
    "table",
    "survey",
    "audience",
    "measure",
    "item",
    "count",
    "base",
    "percent",
    "low",
    "high",
    "text",
)
# A spreadsheet would run a cell that starts with one of these as a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
Row = dict[str, object]


def render(report: Report) -> bytes:
    """UTF-8 with a byte-order mark, so that Excel reads it right."""
    table = io.StringIO(newline="")
    writer = csv.DictWriter(table, COLUMNS, restval="")
    writer.writeheader()
    marked = {"period": report.period, "demonstration_data": "yes" if report.demonstration_data else "no"}
    for row in _rows(report):
        writer.writerow({name: _safe(value) for name, value in {**marked, **row}.items()})
    return ("\ufeff" + table.getvalue()).encode()


def _rows(report: Report) -> Iterator[Row]:
    for line in report.at_a_glance:
        yield {"table": "at_a_glance", "item": line.kind, "text": line.text}
    if report.participation is not None:
        yield from _participation(report.participation)
    for ambition in report.ambitions:
        for indicator in ambition.indicators:
            yield from _indicator(ambition.id, indicator)
    for figure in report.council_figures:
        yield _council_figure(figure)
    for audience in report.themes:
        yield from _themes(audience)
    for sheet in report.surveys:
        yield from _sheet(sheet)
    yield from _assistant(report)
    for note in report.notes:
        yield {"table": "note", "text": note}


def _participation(found: Participation) -> Iterator[Row]:
    yield {"table": "participation", "measure": "responses", "count": _number(found.responses)}
    for row in found.by_audience:
        yield {"table": "participation", "audience": row.value, "measure": "responses", **_shares(row, found.responses)}
    for one in found.characteristics:
        for group in one.groups:
            yield {
                "table": "participation",
                "measure": one.id,
                "item": group.group,
                "count": _number(group.count),
                "base": _number(one.base),
                "percent": _percent(group.percent, group.count, one.base),
                "text": "" if group.local_percent is None else f"{group.local_percent:g} % locally",
            }
    for sentence in found.missing:
        yield {"table": "missing", "text": sentence}


def _indicator(ambition: str, one: IndicatorFigure) -> Iterator[Row]:
    start = {"table": "indicator", "audience": one.audience or "", "measure": one.id}
    yield {
        **start,
        "item": ambition,
        "count": _number(one.yes),
        "base": _number(one.base),
        "percent": _percent(one.percent, one.yes, one.base),
        "low": _percent(one.low, one.yes, one.base),
        "high": _percent(one.high, one.yes, one.base),
        "text": f"{one.title} [{one.rating}; target {one.target:g} %]",
    }
    for change in one.changes:
        yield {
            **start,
            "table": "indicator_change",
            "item": change.period,
            "text": change.direction
            if change.points is None
            else f"{change.direction} ({_signed(change.points)} points)",
        }
    for breakdown in one.breakdowns:
        for group in breakdown.groups:
            yield {
                **start,
                "table": f"indicator_by_{breakdown.by}",
                "item": group.group,
                "base": _number(group.base),
                "percent": _percent(group.percent, group.base),
            }


def _council_figure(figure: CouncilFigureRow) -> Row:
    value = HIDDEN if figure.is_hidden else "" if figure.value is None else f"{figure.value:g}"
    return {
        "table": "council_figure",
        "measure": figure.id,
        "item": figure.unit,
        "count": value,
        "text": figure.title + (f" ({figure.note})" if figure.note else ""),
    }


def _themes(found: AudienceThemes) -> Iterator[Row]:
    for theme in found.themes:
        start = {"table": "theme", "audience": found.audience, "measure": theme.id}
        yield {
            **start,
            "item": "all",
            "count": _number(theme.people),
            "base": _number(found.wrote),
            "percent": _percent(theme.percent, theme.people, found.wrote),
            "text": theme.title,
        }
        for row in theme.sounds:
            yield {**start, "item": row.value, **_shares(row, theme.people)}
        for quote in theme.quotes:
            yield {**start, "table": "quote", "item": quote.sounds, "text": quote.text}


def _sheet(sheet: SheetFigures) -> Iterator[Row]:
    start = {"survey": sheet.survey, "audience": sheet.audience}
    yield {**start, "table": "responses", "count": _number(sheet.responses), "text": sheet.title}
    for question in sheet.questions:
        yield from ({**start, "measure": question.id, **row} for row in _question(question))


def _question(question: QuestionFigures) -> Iterator[Row]:
    yield {"table": "answered", "count": _number(question.base), "text": question.text}
    yield {"table": "skipped", "count": _number(question.skipped)}
    table = "sentiment" if question.kind == "free_text" else "answers"
    for answer in question.answers:
        yield {"table": table, "item": answer.value, **_shares(answer, question.base), "text": answer.label}
    if question.rounding is not None:
        yield {"table": "rounding", "text": question.rounding}
    for words in question.other_words:
        yield {"table": "other_words", "text": words}
    for quote in question.quotes:
        yield {"table": "quote", "item": quote.sounds, "text": quote.text}


def _assistant(report: Report) -> Iterator[Row]:
    use, gaps = report.assistant, report.local_offer_gaps
    if use is not None:
        for measure, count in (
            ("conversations", use.conversations),
            ("turns", use.turns),
            ("surveys_begun", use.surveys_begun),
            ("surveys_finished", use.surveys_finished),
        ):
            yield {"table": "assistant", "measure": measure, "count": _number(count)}
        for row in use.by_outcome:
            yield {"table": "assistant", "measure": "outcome", "item": row.value, **_shares(row, use.turns)}
    if gaps is not None:
        yield {"table": "local_offer_gap", "measure": "turns", "count": _number(gaps.turns_unanswered)}
        for kind in gaps.kinds:
            yield {"table": "local_offer_gap", "item": kind.title, "count": _number(kind.count)}
        for wanted in gaps.wanted:
            yield {"table": "local_offer_gap", "measure": "wanted", "item": wanted.name, "count": _number(wanted.count)}


def _shares(row: AnswerFigure, base: int | None) -> Row:
    return {"count": _number(row.count), "base": _number(base), "percent": _percent(row.percent, row.count, base)}


def _number(value: int | None) -> str:
    return HIDDEN if value is None else str(value)


def _percent(value: float | None, *counts: int | None) -> str:
    """Empty where there is nobody to have a share of; [c] where one of the counts that it rests on is hidden."""
    if value is not None:
        return f"{value:g}"
    return HIDDEN if None in counts else ""


def _signed(points: float) -> str:
    return f"{points:+g}"


def _safe(value: object) -> object:
    return "'" + value if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value
