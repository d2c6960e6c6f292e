"""With the code alone a person sees, corrects and erases what they said; without it nobody learns anything."""

from __future__ import annotations

from typing import Any

import pytest
from httpx import AsyncClient
from sqlalchemy import func, select

from feedback_api.jobs.kinds import KINDS
from feedback_api.jobs.running import run_due
from feedback_api.models import AnswerSentiment, ResponseAnswer
from feedback_api.service_state import ServiceState
from tests.feedback_api.conftest import Serve
from tests.feedback_api.helpers import respond

ADDRESS = "/api/responses/by-code"
GIVEN = {"on_time": "always", "friendly": None, "words": "The driver is lovely."}


@pytest.fixture
async def code(client: AsyncClient) -> str:
    """The code of a response."""
    return str((await respond(client, GIVEN)).json()["reference_code"])


def named(body: dict[str, Any]) -> dict[str, Any]:
    """Each question's answer."""
    return {answer["question_id"]: answer["answer"] for answer in body["answers"]}


async def see(client: AsyncClient, code: str) -> dict[str, Any]:
    """All that is kept under the code."""
    reply = await client.get(ADDRESS, headers={"X-Reference-Code": code})
    assert reply.status_code == 200, reply.text
    assert reply.headers["Cache-Control"] == "no-store"
    body: dict[str, Any] = reply.json()
    return body


async def test_a_person_sees_all_that_is_kept_with_what_was_made_of_it(
    client: AsyncClient, service: ServiceState, code: str
) -> None:
    await run_due(service, KINDS)
    body = await see(client, code.lower().replace("-", " "))
    assert named(body) == GIVEN
    words = body["answers"][2]
    assert words["question"] and words["shown"] == GIVEN["words"]
    assert words["score"]["label"] in {"negative", "mixed", "positive"}
    assert body["reference_code"] == code
    assert body["kept_until"] > body["submitted_at"]


async def test_a_correction_replaces_answers_and_leaves_the_others(client: AsyncClient, code: str) -> None:
    reply = await client.patch(
        ADDRESS, headers={"X-Reference-Code": code}, json={"answers": {"on_time": "never", "friendly": "yes"}}
    )
    assert reply.status_code == 200, reply.text
    assert named(reply.json()) == {"on_time": "never", "friendly": "yes", "words": GIVEN["words"]}
    assert named(await see(client, code)) == named(reply.json())


async def test_corrected_words_are_redacted_and_scored_anew(
    client: AsyncClient, service: ServiceState, code: str
) -> None:
    await run_due(service, KINDS)
    changed = {"answers": {"words": "Awful, and Mrs Patel on 0161 496 0999 was terrible."}}
    reply = await client.patch(ADDRESS, headers={"X-Reference-Code": code}, json=changed)
    assert "0161 496 0999" not in reply.text
    assert reply.json()["answers"][2]["score"] is None
    await run_due(service, KINDS)
    async with service.database.transaction() as session:
        assert await session.scalar(select(func.count()).select_from(AnswerSentiment)) == 1
    assert (await see(client, code))["answers"][2]["score"] is not None


async def test_one_answer_can_be_taken_back_but_not_the_last_one(client: AsyncClient, code: str) -> None:
    headers = {"X-Reference-Code": code}
    reply = await client.patch(ADDRESS, headers=headers, json={"answers": {"words": None}})
    assert named(reply.json()) == {**GIVEN, "words": None}
    reply = await client.patch(ADDRESS, headers=headers, json={"answers": {"on_time": None}})
    assert (reply.status_code, "erase" in reply.json()["detail"]) == (422, True)
    assert named(await see(client, code))["on_time"] == "always"


@pytest.mark.parametrize("answers", [{"colour": "red"}, {"on_time": "often"}, {"words": 5}, {"words": " "}])
async def test_a_correction_that_does_not_fit_changes_nothing(
    client: AsyncClient, code: str, answers: dict[str, object]
) -> None:
    reply = await client.patch(
        ADDRESS, headers={"X-Reference-Code": code}, json={"answers": {"friendly": "no", **answers}}
    )
    assert (reply.status_code, reply.json()["code"]) == (422, "invalid_answer")
    assert named(await see(client, code)) == GIVEN


async def test_leave_to_publish_can_be_taken_back_and_given(client: AsyncClient, code: str) -> None:
    for wish in (True, False):
        reply = await client.patch(ADDRESS, headers={"X-Reference-Code": code}, json={"may_publish": wish})
        assert reply.json()["may_publish"] is wish


async def test_erasing_leaves_no_answer_and_the_code_opens_nothing(
    client: AsyncClient, service: ServiceState, code: str
) -> None:
    for _ in range(2):
        assert (await client.delete(ADDRESS, headers={"X-Reference-Code": code})).status_code == 204
    async with service.database.transaction() as session:
        assert await session.scalar(select(func.count()).select_from(ResponseAnswer)) == 0
    assert (await client.get(ADDRESS, headers={"X-Reference-Code": code})).status_code == 404


@pytest.mark.parametrize("typed", ["", "0000-0000-0000", "' OR 1=1 --", "x" * 60])
async def test_a_wrong_code_is_unknown_whatever_is_asked(client: AsyncClient, code: str, typed: str) -> None:
    headers = {"X-Reference-Code": typed}
    replies = [
        await client.get(ADDRESS, headers=headers),
        await client.patch(ADDRESS, headers=headers, json={}),
        await client.delete(ADDRESS, headers=headers),
    ]
    assert {(reply.status_code, reply.json()["code"]) for reply in replies} == {(404, "unknown_code")}


async def test_codes_can_not_be_tried_one_after_the_other(serve: Serve) -> None:
    async with serve(codes_per_address="3/minute") as client:
        replies = [await client.get(ADDRESS, headers={"X-Reference-Code": "0000-0000-0000"}) for _ in range(4)]
    assert [reply.status_code for reply in replies] == [404, 404, 404, 429]
