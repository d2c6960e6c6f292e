"""The report: right figures, nobody recognisable, and the same from the same data in every format."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

import pytest

from feedback_api.clock import parse_period
from feedback_api.database import Database
from feedback_api.reports.figures import QuestionFigures, Report, SheetFigures
from feedback_api.reports.render import FORMATS
from feedback_api.reports.service import make_report
from feedback_api.service_state import ServiceState
from feedback_api.settings import Settings
from tests.feedback_api.conftest import NewDatabase
from tests.feedback_api.helpers import SUMMER_QUARTER, SURVEY, store

Answers = Mapping[str, object]


async def report_of(service: ServiceState, database: Database | None = None, period: str = SUMMER_QUARTER) -> Report:
    """The report of the summer's quarter."""
    return await make_report(database or service.database, service.report_content, parse_period(period))


def sheet(report: Report) -> SheetFigures:
    """The tests' survey."""
    return next(sheet for sheet in report.surveys if sheet.survey == SURVEY)


def figures(report: Report, question: str) -> QuestionFigures:
    """One question's figures of the tests' survey."""
    return next(figures for figures in sheet(report).questions if figures.id == question)


def counts(report: Report, question: str) -> dict[str, int | None]:
    """Each option with its count."""
    return {answer.value: answer.count for answer in figures(report, question).answers}


def rows(report: Report) -> list[dict[str, str]]:
    """The rows of the CSV file."""
    return list(csv.DictReader(io.StringIO(FORMATS["csv"].render(report).decode("utf-8-sig"), newline="")))


def answers(**how_often: int) -> Iterator[Answers]:
    """So many responses with each answer to "on_time"; `skipped` answers another question only."""
    for value, times in how_often.items():
        for _ in range(times):
            yield {"friendly": "yes"} if value == "skipped" else {"on_time": value}


async def test_the_figures_are_those_of_the_responses(service: ServiceState) -> None:
    for given in answers(never=6, sometimes=5, always=9, skipped=7):
        await store(service, given)
    report = await report_of(service)
    assert counts(report, "on_time") == {"never": 6, "sometimes": 5, "always": 9, "no_bus": 0}
    on_time = figures(report, "on_time")
    assert (on_time.base, on_time.skipped) == (20, 7)
    # Of the 20 who answered, not of all 27.
    assert [answer.percent for answer in on_time.answers] == [30.0, 25.0, 45.0, 0.0]
    assert sheet(report).responses == 27


async def test_only_the_quarters_own_responses_count(service: ServiceState) -> None:
    # On the council's clock the first is in the quarter before, and the last in the one after.
    for moment, times in (
        (datetime(2026, 6, 30, 22, 59, tzinfo=UTC), 1),
        (datetime(2026, 6, 30, 23, 0, tzinfo=UTC), 3),
        (datetime(2026, 9, 30, 22, 59, tzinfo=UTC), 2),
        (datetime(2026, 9, 30, 23, 0, tzinfo=UTC), 1),
    ):
        for _ in range(times):
            await store(service, {"on_time": "always"}, at=moment)
    assert figures(await report_of(service), "on_time").base == 5


async def test_a_small_count_is_hidden_in_every_format_and_never_a_zero(service: ServiceState) -> None:
    for given in answers(never=3, sometimes=7, always=12):
        await store(service, given)
    report = await report_of(service)
    assert counts(report, "on_time") == {"never": None, "sometimes": 7, "always": None, "no_bus": None}
    shown = {
        row["item"]: (row["count"], row["percent"])
        for row in rows(report)
        if row["table"] == "answers" and row["survey"] == SURVEY
    }
    assert shown["never"] == shown["always"] == ("[c]", "[c]")
    assert shown["sometimes"] == ("7", "31.8")
    page = FORMATS["html"].render(report).decode()
    assert re.search(r"Never</th><td class=\"number\">\[c\]</td><td class=\"number\">\[c\]</td>", page)
    surveys = json.loads(FORMATS["json"].render(report))["surveys"]
    never = next(survey for survey in surveys if survey["survey"] == SURVEY)["questions"][0]["answers"][0]
    assert (never["count"], never["percent"]) == (None, None)


@pytest.mark.parametrize("responses", [1, 4])
async def test_when_few_answered_not_even_their_number_is_shown(service: ServiceState, responses: int) -> None:
    for given in answers(always=responses):
        await store(service, given)
    report = await report_of(service)
    on_time = figures(report, "on_time")
    assert (on_time.base, on_time.skipped) == (None, None)
    assert counts(report, "on_time") == dict.fromkeys(("never", "sometimes", "always", "no_bus"))
    assert [row["count"] for row in rows(report) if row["survey"] == SURVEY and row["table"] == "responses"] == ["[c]"]


async def test_a_quarter_without_responses_has_zeros_and_no_percentages(service: ServiceState) -> None:
    report = await report_of(service)
    assert counts(report, "on_time") == {"never": 0, "sometimes": 0, "always": 0, "no_bus": 0}
    assert {answer.percent for answer in figures(report, "on_time").answers} == {None}


async def test_a_few_quotes_stand_for_many_and_cannot_be_counted(service: ServiceState) -> None:
    for number in range(7):
        await store(service, {"words": f"Terrible, awful bus number {number}."})
    words = figures(await report_of(service), "words")
    assert {answer.value: answer.count for answer in words.answers}["negative"] == 7
    assert len(words.quotes) == 3
    assert {quote.sounds for quote in words.quotes} == {"negative"}


async def test_no_quote_where_fewer_share_what_is_said_of_the_writer(service: ServiceState) -> None:
    for number in range(20):
        await store(service, {"words": f"Terrible, awful bus number {number}."})
    for number in range(4):
        await store(service, {"words": f"The driver is lovely and great, number {number}."})
    content = FORMATS["json"].render(await report_of(service)).decode()
    assert "lovely" not in content


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
async def test_no_words_can_act_as_a_formula_in_a_spreadsheet(service: ServiceState, start: str) -> None:
    report = await report_of(service)
    changed = report.model_dump()
    for survey in changed["surveys"]:
        for question in survey["questions"]:
            if survey["survey"] == SURVEY and question["id"] == "words":
                question["quotes"] = [{"text": f"{start}HYPERLINK(A1)", "sounds": "mixed"}]
    (cell,) = (row["text"] for row in rows(Report.model_validate(changed)) if row["table"] == "quote")
    assert cell == f"'{start}HYPERLINK(A1)"


async def test_a_comment_is_text_in_the_page_and_unchanged_in_the_json(service: ServiceState) -> None:
    words = '=1+1 <script>alert(1)</script> "quoted", 🙂\nsecond line'
    for _ in range(5):
        await store(service, {"words": words})
    report = await report_of(service)
    assert "<script>" not in FORMATS["html"].render(report).decode()
    surveys = json.loads(FORMATS["json"].render(report))["surveys"]
    quotes = [quote["text"] for survey in surveys for question in survey["questions"] for quote in question["quotes"]]
    assert quotes == [words]
    (cell,) = (row["text"] for row in rows(report) if row["table"] == "quote")
    assert cell == f"'{words}"


@pytest.mark.parametrize("extension", sorted(FORMATS))
async def test_the_same_data_gives_the_same_bytes_in_whatever_order_it_came(
    service: ServiceState, new_database: NewDatabase, extension: str
) -> None:
    given: list[Answers] = [
        {"on_time": "never", "words": f"Bus {number} is {word}."}
        for number in range(7)
        for word in ("late", "terrible", "great")
    ]
    other = Database(Settings(database_url=new_database()).database_address)
    for one in given:
        await store(service, one)
    for one in reversed(given):
        await store(service, one, database=other)
    render = FORMATS[extension].render
    try:
        once, again, reversed_ = (
            render(await report_of(service)),
            render(await report_of(service)),
            render(await report_of(service, other)),
        )
    finally:
        await other.close()
    assert once == again == reversed_


@pytest.mark.parametrize("made_up", [True, False])
async def test_a_report_says_when_it_counts_made_up_responses(service: ServiceState, made_up: bool) -> None:
    await store(service, {"on_time": "always"})
    await store(service, {"on_time": "always"}, is_demo=made_up)
    report = await report_of(service)
    assert report.demonstration_data is made_up
    assert {row["demonstration_data"] for row in rows(report)} == {"yes" if made_up else "no"}
    assert ("Demonstration data." in FORMATS["html"].render(report).decode()) is made_up
    assert json.loads(FORMATS["json"].render(report))["demonstration_data"] is made_up


@pytest.mark.parametrize("extension", sorted(FORMATS))
async def test_every_format_says_what_its_figures_mean(service: ServiceState, extension: str) -> None:
    await store(service, {"words": "Late."})
    content = FORMATS[extension].render(await report_of(service)).decode()
    assert "hidden so that nobody can be recognised" in content
    assert SUMMER_QUARTER in content


async def test_nothing_in_a_report_identifies_a_response(service: ServiceState) -> None:
    stored = await store(service, {"words": "Late."})
    report = await report_of(service)
    for format in FORMATS.values():
        content = format.render(report).decode()
        assert stored.reference_code not in content
        assert "2026-08-01" not in content
