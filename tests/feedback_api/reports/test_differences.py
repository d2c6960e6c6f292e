"""What one report says beside another: no small group shows as a difference, whatever is compared."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime

from sqlalchemy import select, update

from feedback_api.clock import Quarter, now, parse_period
from feedback_api.models import ResponseAnswer
from feedback_api.reports.render import FORMATS
from feedback_api.reports.service import make_report
from feedback_api.responses.service import withdraw
from feedback_api.service_state import ServiceState
from tests.feedback_api.helpers import SUMMER_QUARTER, SURVEY, store
from tests.feedback_api.reports.test_reports import answers, counts, figures, report_of

SPRING = datetime(2026, 5, 1, 12, tzinfo=UTC)
MINIMUM = 5


async def test_a_withdrawn_response_is_not_seen_as_a_difference(service: ServiceState) -> None:
    stored = [await store(service, given) for given in answers(never=10, always=10, skipped=6)]
    before = await report_of(service)
    await withdraw(service.database, stored[0].reference_code)
    after = await report_of(service)
    for format in FORMATS.values():
        assert format.render(after) == format.render(before)


async def test_words_that_were_taken_back_are_quoted_no_more(service: ServiceState) -> None:
    for number in range(6):
        await store(service, {"words": f"Terrible, awful bus number {number}."})
    regretted = await store(
        service, {"words": "Terrible, awful bus, said somebody of that street who regrets it. " * 2}
    )
    assert "regrets" in FORMATS["json"].render(await report_of(service)).decode()
    await withdraw(service.database, regretted.reference_code)
    assert "regrets" not in FORMATS["json"].render(await report_of(service)).decode()


async def test_a_response_withdrawn_before_the_first_report_is_not_counted(service: ServiceState) -> None:
    stored = [await store(service, given) for given in answers(never=10, always=10)]
    await withdraw(service.database, stored[0].reference_code)
    assert counts(await report_of(service), "on_time")["never"] == 9


async def test_a_respondent_added_to_a_group_that_was_shown_is_not_seen(service: ServiceState) -> None:
    for given in answers(never=10, always=10):
        await store(service, given)
    before = await report_of(service)
    await store(service, {"on_time": "never"})
    assert FORMATS["csv"].render(await report_of(service)) == FORMATS["csv"].render(before)


async def test_enough_new_responses_are_counted_but_no_small_part_of_them(service: ServiceState) -> None:
    for given in answers(never=10, always=10):
        await store(service, given)
    before = counts(await report_of(service), "on_time")
    for given in answers(never=6, sometimes=9, always=1):
        await store(service, given)
    after = counts(await report_of(service), "on_time")
    assert after["sometimes"] == 9
    for value, count in after.items():
        earlier = before[value]
        assert count is None or earlier is None or count == earlier or abs(count - earlier) >= MINIMUM


async def test_a_quarter_subtracted_from_the_half_year_leaves_no_small_count(service: ServiceState) -> None:
    for given in answers(never=12, sometimes=9, always=15):
        await store(service, given, at=SPRING)
    for given in answers(never=2, sometimes=11, always=14):
        await store(service, given)
    spring = counts(await report_of(service, period="2026-27-Q1"), "on_time")
    half = counts(await report_of(service, period="2026-27-H1"), "on_time")
    assert spring == {"never": 12, "sometimes": 9, "always": 15, "no_bus": 0}
    # 14 of the half year less 12 of the spring would be the 2 of the summer.
    assert half["never"] is None
    for value, count in half.items():
        earlier = spring[value]
        assert count is None or earlier is None or count == earlier or count - earlier >= MINIMUM


async def test_a_half_year_adds_its_quarters_up(service: ServiceState) -> None:
    for at in (SPRING, None):
        for given in answers(never=12, sometimes=9, always=15):
            await (store(service, given, at=at) if at else store(service, given))
    half = await report_of(service, period="2026-27-H1")
    assert counts(half, "on_time") == {"never": 24, "sometimes": 18, "always": 30, "no_bus": 0}
    assert half.title == "April to September 2026"


async def test_a_count_cannot_be_watched_while_people_answer(service: ServiceState) -> None:
    running = Quarter.of(now()).name
    seen = []
    for _ in range(12):
        await store(service, {"on_time": "never"}, at=now())
        report = await report_of(service, period=running)
        assert (report.is_over, report.surveys, report.ambitions, report.themes) == (False, [], [], [])
        seen.append(FORMATS["json"].render(report))
    # Only the steps of 5 and of 10 are seen.
    assert len(set(seen)) == 3


async def test_the_same_table_in_another_format_shows_the_same_cells(service: ServiceState) -> None:
    for given in answers(never=3, sometimes=7, always=12, skipped=2):
        await store(service, given)
    report = await report_of(service)
    surveys = json.loads(FORMATS["json"].render(report))["surveys"]
    questions = next(survey for survey in surveys if survey["survey"] == SURVEY)["questions"]
    table = io.StringIO(FORMATS["csv"].render(report).decode("utf-8-sig"), newline="")
    in_csv = {
        (row["measure"], row["item"]): row["count"]
        for row in csv.DictReader(table)
        if row["survey"] == SURVEY and row["table"] in ("answers", "sentiment")
    }
    in_json = {
        (question["id"], answer["value"]): "[c]" if answer["count"] is None else str(answer["count"])
        for question in questions
        for answer in question["answers"]
    }
    assert in_csv == in_json
    page = FORMATS["html"].render(report).decode()
    assert ">3<" not in page and "> 3 <" not in page


async def test_those_who_skipped_are_hidden_and_cannot_be_subtracted(service: ServiceState) -> None:
    for given in answers(never=10, sometimes=10, always=10, skipped=2):
        await store(service, given)
    report = await report_of(service)
    on_time = figures(report, "on_time")
    responses = next(sheet.responses for sheet in report.surveys if sheet.survey == SURVEY)
    assert on_time.skipped is None
    assert responses is None or on_time.base is None


async def test_a_published_report_hides_more(service: ServiceState) -> None:
    for given in answers(never=7, sometimes=20, always=20):
        await store(service, given)
    published = await make_report(service.database, service.report_content, parse_period(SUMMER_QUARTER), "published")
    assert counts(await report_of(service), "on_time")["never"] == 7
    assert counts(published, "on_time")["never"] is None
    assert published.smallest_count_shown == 10


async def test_a_corrected_answer_is_not_seen_as_a_difference(service: ServiceState) -> None:
    for given in answers(never=10, always=10):
        await store(service, given)
    before = FORMATS["csv"].render(await report_of(service))
    async with service.database.transaction() as session:
        one = await session.scalar(select(ResponseAnswer.response_id).where(ResponseAnswer.choice == "never").limit(1))
        await session.execute(
            update(ResponseAnswer)
            .where(ResponseAnswer.response_id == one, ResponseAnswer.question_id == "on_time")
            .values(choice="always")
        )
    assert FORMATS["csv"].render(await report_of(service)) == before
