"""What people talk about, with safe quotes; and how the assistant was used."""

from __future__ import annotations

from httpx import AsyncClient

from feedback_api.chat.repository import ChatRepository
from feedback_api.clock import Quarter, now
from feedback_api.reports.figures import ThemeFigure
from feedback_api.reports.repository import ReportRepository
from feedback_api.service_state import ServiceState
from tests.feedback_api.helpers import SUMMER, open_chat, store
from tests.feedback_api.reports.test_reports import report_of


async def theme(service: ServiceState, name: str) -> ThemeFigure | None:
    """The theme among what parents say."""
    report = await report_of(service)
    found = [theme for audience in report.themes for theme in audience.themes if theme.id == name]
    return found[0] if found else None


async def test_people_who_speak_of_a_theme_are_counted_once_and_a_few_are_quoted(service: ServiceState) -> None:
    for number in range(8):
        await store(
            service, {"words": f"Nobody rings back. They never answer the phone, not once in {number + 2} weeks."}
        )
    for _ in range(12):
        await store(service, {"words": "The colour of the seats is blue."})
    found = await theme(service, "communication")
    assert found is not None
    assert (found.people, found.percent) == (8, 40.0)
    assert found.ambition == "voices"
    assert 0 < len(found.quotes) <= 6


async def test_a_theme_of_few_is_hidden_and_not_quoted(service: ServiceState) -> None:
    for number in range(3):
        await store(service, {"words": f"Nobody rings back. They never answer the phone, {number + 2} weeks."})
    for _ in range(12):
        await store(service, {"words": "The colour of the seats is blue."})
    found = await theme(service, "communication")
    assert found is not None
    assert (found.people, found.percent, found.quotes) == (None, None, [])


async def test_the_assistants_turns_are_counted_by_outcome(service: ServiceState) -> None:
    async with service.database.transaction() as session:
        for _ in range(12):
            await ChatRepository(session).count_turn(SUMMER.date(), "answered")
        for _ in range(7):
            await ChatRepository(session).count_turn(SUMMER.date(), "unanswerable_unsure")
        for _ in range(6):
            await ChatRepository(session).count_turn(SUMMER.date(), "conversation_begun")
    report = await report_of(service)
    assert report.assistant is not None and report.local_offer_gaps is not None
    assert (report.assistant.conversations, report.assistant.turns) == (6, 19)
    assert {row.value: row.count for row in report.assistant.by_outcome} == {"answered": 12, "unanswerable_unsure": 7}
    assert report.local_offer_gaps.turns_unanswered == 7


async def test_an_outcome_of_few_turns_is_hidden(service: ServiceState) -> None:
    async with service.database.transaction() as session:
        for status, times in (("answered", 30), ("danger", 2), ("talk", 9)):
            for _ in range(times):
                await ChatRepository(session).count_turn(SUMMER.date(), status)
    report = await report_of(service)
    assert report.assistant is not None
    shown = {row.value: row.count for row in report.assistant.by_outcome}
    assert shown["danger"] is None
    assert list(shown.values()).count(None) >= 2


async def test_each_conversation_is_counted(client: AsyncClient, service: ServiceState) -> None:
    await open_chat(client)
    quarter = Quarter.of(now())
    async with service.database.transaction() as session:
        turns = await ReportRepository(session).turns(quarter.first_day, quarter.last_day)
    assert turns["conversation_begun"] == 1
