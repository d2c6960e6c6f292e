"""What has had its time is deleted, what has not stays, and the proof can be seen."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from httpx import AsyncClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select, update

from feedback_api.clock import COUNCIL_ZONE, Quarter, now
from feedback_api.jobs.kinds import KINDS
from feedback_api.jobs.running import run_due
from feedback_api.models import AuditEntry, ChatSession, PurgeRecord, RiskFlag, SurveyDraft, SurveyResponse
from feedback_api.retention.job import queue_tonights
from feedback_api.retention.periods import responses_go_on
from feedback_api.retention.service import latest_purges, purge, rasa_remembers
from feedback_api.service_state import ServiceState
from feedback_api.settings import ROOT
from tests.feedback_api.helpers import open_chat, store

PLANTED = "zebrafinches ate the parsnips"


async def rows(service: ServiceState, table: type) -> int:
    """How many rows a table has."""
    async with service.database.transaction() as session:
        return await session.scalar(select(func.count()).select_from(table)) or 0


def count(record: PurgeRecord, kind: str) -> dict[str, int]:
    """What the record says of a kind."""
    return next(each for each in record.counts if each["kind"] == kind)


async def test_a_chat_goes_after_its_hours_and_not_before(client: AsyncClient, service: ServiceState) -> None:
    await open_chat(client)
    await purge(service.database, service.settings, "command", now() + timedelta(hours=23))
    assert await rows(service, ChatSession) == 1
    record = await purge(service.database, service.settings, "command", now() + timedelta(hours=25))
    assert await rows(service, ChatSession) == 0
    assert record.is_proved
    assert count(record, "chats") | {"title": ""} == {
        "kind": "chats",
        "title": "",
        "before": 1,
        "due": 1,
        "deleted": 1,
        "after": 0,
        "due_left": 0,
    }


async def test_a_quarters_responses_go_together_three_years_after_its_end(service: ServiceState) -> None:
    for day in (1, 30):
        await store(service, {"words": PLANTED}, at=datetime(2026, 9, day, 12, tzinfo=COUNCIL_ZONE))
    await store(service, {"words": "Later."}, at=datetime(2026, 10, 2, 12, tzinfo=COUNCIL_ZONE))
    await purge(service.database, service.settings, "command", datetime(2029, 9, 30, 23, tzinfo=COUNCIL_ZONE))
    assert await rows(service, SurveyResponse) == 3
    await purge(service.database, service.settings, "command", datetime(2029, 10, 1, 3, tzinfo=COUNCIL_ZONE))
    assert await rows(service, SurveyResponse) == 1


async def test_drafts_and_the_audit_trail_have_times_of_their_own(service: ServiceState) -> None:
    moment = now()
    async with service.database.transaction() as session:
        session.add(
            SurveyDraft(
                id="d", survey_id="s", survey_version=1, audience="parent", language="en", channel="chat",
                created_at=moment, updated_at=moment, expires_at=moment + timedelta(days=14),
            )
        )  # fmt: skip
        session.add(AuditEntry(at=moment, officer_name="j.smith", action="report_read", detail=""))
    await purge(service.database, service.settings, "command", moment + timedelta(days=15))
    assert (await rows(service, SurveyDraft), await rows(service, AuditEntry)) == (0, 1)
    await purge(service.database, service.settings, "command", moment + timedelta(days=6 * 366))
    assert await rows(service, AuditEntry) == 0


async def test_a_flag_that_nobody_dealt_with_is_never_purged(service: ServiceState) -> None:
    async with service.database.transaction() as session:
        session.add(
            RiskFlag(id="f", level="urgent", kinds=[], channel="chat", times=1, raised_at=now(), latest_at=now())
        )
    far = now() + timedelta(days=4000)
    await purge(service.database, service.settings, "command", far)
    assert await rows(service, RiskFlag) == 1
    async with service.database.transaction() as session:
        await session.execute(update(RiskFlag).values(dealt_with_at=now()))
    await purge(service.database, service.settings, "command", far)
    assert await rows(service, RiskFlag) == 0


async def test_deleted_words_are_not_left_on_the_disk(service: ServiceState, database_kind: str) -> None:
    if database_kind != "sqlite":
        pytest.skip("PostgreSQL overwrites freed space when it is used again")
    file = Path(service.settings.database_url.removeprefix("sqlite:///"))
    await store(service, {"words": PLANTED})

    def on_disk() -> bool:
        return any(PLANTED.encode() in each.read_bytes() for each in file.parent.glob(f"{file.name}*"))

    assert on_disk()
    await purge(service.database, service.settings, "command", now() + timedelta(days=2000))
    assert not on_disk()


async def test_each_night_has_one_purge_whatever_hour_the_worker_starts(service: ServiceState) -> None:
    settings = service.settings.model_copy(update={"purge_hour": 0})
    for _ in range(3):
        await queue_tonights(service.database, settings)
        await run_due(service, KINDS)
    (record,) = await latest_purges(service.database)
    assert (record.trigger, record.is_proved) == ("nightly", True)


def test_rasa_keeps_a_conversation_in_memory_for_an_hour(tmp_path: Path) -> None:
    assert rasa_remembers(ROOT / "endpoints.yml") == 60
    (tmp_path / "endpoints.yml").write_text("tracker_store:\n  type: SQL\n  db: rasa.db\n", encoding="utf-8")
    assert rasa_remembers(tmp_path / "endpoints.yml") is None


@given(st.dates(date(2020, 1, 1), date(2090, 1, 1)), st.integers(1, 10))
def test_responses_are_kept_for_whole_years_after_their_quarter(day: date, years: int) -> None:
    quarter = Quarter.of_day(day)
    gone = responses_go_on(quarter, years)
    assert gone > day.replace(day=1, month=1).replace(year=day.year + years - 1)
    last = gone - timedelta(days=1)
    assert Quarter.of_day(last) == Quarter(quarter.year + years, quarter.number)
    assert Quarter.of_day(gone) != Quarter.of_day(last)
