"""The report as one tidy table: a row a figure, a row a comment."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from feedback_api.analysis.disclosure import HIDDEN
from feedback_api.reports.figures import QuestionFigures, Report, SurveyFigures

COLUMNS = (
    "quarter",
    "demonstration_data",
    "survey",
    "question",
    "measure",
    "item",
    "count",
    "percent",
    "comment",
)
# A spreadsheet would run a cell that starts with one of these as a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

Row = tuple[str, str, str, str, str, str]


def render(report: Report) -> bytes:
    """UTF-8 with a byte-order mark, so that Excel reads it right."""
    table = io.StringIO(newline="")
    writer = csv.writer(table)
    writer.writerow(COLUMNS)
    marked = "yes" if report.demonstration_data else "no"
    for survey in report.surveys:
        for row in _rows(survey):
            writer.writerow([report.quarter, marked, survey.id, *(_safe(cell) for cell in row)])
    for note in report.notes:
        writer.writerow([report.quarter, marked, "", "", "note", "", "", "", _safe(note)])
    return ("\ufeff" + table.getvalue()).encode()


def _rows(survey: SurveyFigures) -> Iterator[Row]:
    yield ("", "responses", "", _number(survey.responses), "", "")
    for question in survey.questions:
        yield (question.id, "answered", "", _number(question.base), "", "")
        yield (question.id, "skipped", "", _number(question.skipped), "", "")
        yield from _details(question)


def _details(question: QuestionFigures) -> Iterator[Row]:
    for option in question.options:
        percent = "" if option.percent is None and option.count is not None else _number(option.percent)
        yield (question.id, "distribution", option.value, _number(option.count), percent, "")
    for figure in question.sentiment:
        yield (question.id, "sentiment", figure.label, _number(figure.count), "", "")
    for comment in question.comments:
        yield (question.id, "comment", comment.sentiment, "", "", comment.text)


def _number(value: float | int | None) -> str:
    return HIDDEN if value is None else str(value)


def _safe(cell: str) -> str:
    return "'" + cell if cell.startswith(FORMULA_STARTS) else cell
