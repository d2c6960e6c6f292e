"""Taking one's answers back with the reference code."""

from __future__ import annotations

import pytest
from httpx import AsyncClient
from sqlalchemy import func, select

from feedback_api.models import AnswerSentiment, ResponseAnswer
from feedback_api.responses.repository import ResponseRepository
from feedback_api.responses.service import UnknownCode, read_reference_code, withdraw
from feedback_api.service_state import ServiceState
from tests.feedback_api.helpers import SUMMER_QUARTER, respond, store


async def answers_kept(service: ServiceState) -> tuple[int, int]:
    """How many answers and scores the database holds."""
    async with service.database.transaction() as session:
        counts = [await session.scalar(select(func.count()).select_from(t)) for t in (ResponseAnswer, AnswerSentiment)]
    return counts[0] or 0, counts[1] or 0


async def counted(service: ServiceState) -> int:
    """How many responses the quarter's report counts."""
    async with service.database.transaction() as session:
        return len(await ResponseRepository(session).of_quarter(SUMMER_QUARTER))


async def test_withdrawn_answers_are_gone_and_no_longer_counted(client: AsyncClient, service: ServiceState) -> None:
    stored = await store(service, {"words": "The bus never came."})
    assert await counted(service) == 1
    await withdraw(service.database, stored.reference_code)
    assert await counted(service) == 0
    assert await answers_kept(service) == (0, 0)


async def test_other_peoples_answers_stay(client: AsyncClient, service: ServiceState) -> None:
    mine, _ = await store(service, {"words": "Mine."}), await store(service, {"words": "Theirs."})
    await withdraw(service.database, mine.reference_code)
    assert await counted(service) == 1


async def test_withdrawing_twice_is_harmless(client: AsyncClient, service: ServiceState) -> None:
    stored = await store(service, {"words": "Mine."})
    for _ in range(2):
        await withdraw(service.database, stored.reference_code)
    assert await counted(service) == 0


async def test_a_withdrawn_response_sent_again_stays_withdrawn(client: AsyncClient, service: ServiceState) -> None:
    answers = {"words": "Mine."}
    code = (await respond(client, answers, key="the-same-key")).json()["reference_code"]
    await withdraw(service.database, code)
    again = await respond(client, answers, key="the-same-key")
    assert (again.status_code, again.json()["reference_code"]) == (200, code)
    assert await answers_kept(service) == (0, 0)


@pytest.mark.parametrize("typed", ["abcd-1234-ef01", " ABCD 1234 EF01 ", "abcd1234efo1", "ABCD-l234-EFOI"])
def test_a_code_is_read_however_it_is_typed(typed: str) -> None:
    assert read_reference_code(typed) == "ABCD-1234-EF01"


@pytest.mark.parametrize("code", ["", "XXXX-XXXX-XXXX", "<script>", "' OR 1=1 --"])
async def test_a_code_that_nobody_has_takes_nothing_back(service: ServiceState, code: str) -> None:
    with pytest.raises(UnknownCode):
        await withdraw(service.database, code)
