"""What was not answered is kept without a sender, and said in groups."""

from __future__ import annotations

from httpx import AsyncClient
from sqlalchemy import select

from feedback_api.clock import Quarter, now
from feedback_api.models import UnmetQuestion
from feedback_api.service_state import ServiceState
from feedback_api.unmet.service import LONGEST, keep_unmet, wanted
from tests.feedback_api.helpers import INTERNAL

QUARTER = Quarter.of(now()).name
# A small council's quarter.
SWIMMING = ["is there swimming for wheelchair users", "wheelchair swimming lessons", "swimming pool with a hoist"]
HEARING = ["sign language classes for parents", "where can parents learn sign language", "sign language course"]
ALONE = ["a dentist who will come to our house"]


async def kept(service: ServiceState) -> list[UnmetQuestion]:
    """All that is kept."""
    async with service.database.transaction() as session:
        return list(await session.scalars(select(UnmetQuestion)))


async def test_a_question_is_kept_redacted_with_its_quarter_and_kind_alone(service: ServiceState) -> None:
    await keep_unmet(service.database, "unanswered", "can Mrs Okafor at Park Road Primary test my son Kacper")
    (question,) = await kept(service)
    assert question.text == "can Mrs [name] at [school] test my son [name]"
    assert (question.quarter, question.kind, question.topic) == (QUARTER, "unanswered", None)


async def test_a_long_story_is_cut_to_the_question(service: ServiceState) -> None:
    await keep_unmet(service.database, "unanswered", "what about a trampoline " * 100)
    assert len((await kept(service))[0].text) <= LONGEST


async def test_an_answer_that_did_not_help_is_kept_with_its_topic(client: AsyncClient, service: ServiceState) -> None:
    body = {"text": "how long does it take with a solicitor", "topic": "ehc_assessment_timescale"}
    assert (await client.post("/internal/unmet", headers=INTERNAL, json=body)).status_code == 204
    assert (await client.post("/internal/unmet", json=body)).status_code == 401
    assert (await client.post("/internal/unmet", headers=INTERNAL, json={**body, "topic": "x"})).status_code == 404
    (question,) = await kept(service)
    assert (question.kind, question.topic) == ("not_helped", "ehc_assessment_timescale")


async def test_a_small_councils_questions_are_grouped_by_what_they_mean(service: ServiceState) -> None:
    for text in [*SWIMMING, *HEARING, *ALONE]:
        await keep_unmet(service.database, "no_service", text)
    groups = await wanted(service.database, [QUARTER])
    assert [group.times for group in groups] == [3, 3]
    assert {group.example in SWIMMING for group in groups} == {True, False}
    assert not [group for group in groups if group.example in ALONE]
    assert await wanted(service.database, ["2019-20-Q1"]) == []
