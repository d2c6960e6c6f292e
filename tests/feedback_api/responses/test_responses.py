"""A whole response sent at once: stored exactly once, as typed, or refused in words that say why."""

from __future__ import annotations

import asyncio
import re

import pytest
from httpx import AsyncClient
from sqlalchemy import func, select

from feedback_api.models import ResponseAnswer, SurveyResponse
from feedback_api.service_state import ServiceState
from tests.feedback_api.helpers import SURVEY, respond

GOOD = {"on_time": "always", "friendly": "yes", "words": "Nothing."}


async def how_many(service: ServiceState) -> int:
    """The number of responses that are stored."""
    async with service.database.transaction() as session:
        return await session.scalar(select(func.count()).select_from(SurveyResponse)) or 0


async def stored_words(service: ServiceState) -> str | None:
    """The one free text that is stored."""
    async with service.database.transaction() as session:
        return (await session.scalars(select(ResponseAnswer.text).where(ResponseAnswer.question_id == "words"))).one()


async def test_a_response_gets_a_reference_code(client: AsyncClient) -> None:
    reply = await respond(client, GOOD)
    assert reply.status_code == 201
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}", reply.json()["reference_code"])


async def test_a_response_sent_twice_is_stored_once(client: AsyncClient, service: ServiceState) -> None:
    first, second = [await respond(client, GOOD, key="the-same-key") for _ in range(2)]
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    assert await how_many(service) == 1


async def test_a_response_sent_eight_times_at_once_is_stored_once(client: AsyncClient, service: ServiceState) -> None:
    replies = await asyncio.gather(*(respond(client, GOOD, key="the-same-key") for _ in range(8)))
    assert sorted(reply.status_code for reply in replies) == [200] * 7 + [201]
    assert len({reply.json()["reference_code"] for reply in replies}) == 1
    assert await how_many(service) == 1


async def test_eight_responses_at_once_are_all_stored(client: AsyncClient, service: ServiceState) -> None:
    replies = await asyncio.gather(*(respond(client, GOOD) for _ in range(8)))
    assert {reply.status_code for reply in replies} == {201}
    assert await how_many(service) == 8


async def test_a_key_of_one_survey_is_refused_for_another(client: AsyncClient, service: ServiceState) -> None:
    await respond(client, GOOD, key="the-same-key")
    reply = await respond(client, {"listened_to": "mostly"}, key="the-same-key", survey="ehc_parent")
    assert (reply.status_code, reply.json()["code"]) == (409, "conflict")
    assert await how_many(service) == 1


@pytest.mark.parametrize(
    ("answers", "question"),
    [
        ({"colour": "red"}, "colour"),
        ({"on_time": "often"}, "on_time"),
        ({"on_time": 3}, "on_time"),
        ({"on_time": ["always"]}, "on_time"),
        ({"on_time": True}, "on_time"),
        ({"friendly": {"value": "yes"}}, "friendly"),
        ({"friendly": "maybe"}, "friendly"),
        ({"words": 5}, "words"),
        ({"words": "  \n "}, "words"),
        ({"words": "\x00"}, "words"),
        ({"words": "a" * 10_001}, "words"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_an_answer_that_does_not_fit_is_refused_by_its_questions_name(
    client: AsyncClient, service: ServiceState, answers: dict[str, object], question: str
) -> None:
    reply = await respond(client, GOOD | answers)
    assert (reply.status_code, reply.json()["code"]) == (422, "invalid_answer")
    assert f"“{question}”" in reply.json()["detail"]
    assert await how_many(service) == 0


@pytest.mark.parametrize(
    "words",
    [
        "a" * 10_000,
        "<script>alert('x')</script> & <b>bold</b>",
        "'; DROP TABLE survey_response; --",
        "👩‍👧‍👦 was happy 🎉, said 'thanks'",
        "الحافلة تتأخر كل يوم",
        "Two lines\nand a\ttab",
        "%s {send_team} {{ 7*7 }} \\n",
    ],
    ids=["10,000 characters", "HTML", "SQL", "emoji", "right-to-left", "lines", "templates"],
)
async def test_words_are_stored_as_typed(client: AsyncClient, service: ServiceState, words: str) -> None:
    assert (await respond(client, {"words": words})).status_code == 201
    assert await stored_words(service) == words


async def test_a_nul_byte_is_taken_out_and_the_words_are_kept(client: AsyncClient, service: ServiceState) -> None:
    assert (await respond(client, {"words": "too\x00 late"})).status_code == 201
    assert await stored_words(service) == "too late"


async def test_half_of_an_emoji_is_taken_out_or_refused_in_words(client: AsyncClient, service: ServiceState) -> None:
    reply = await client.post(
        f"/api/surveys/{SURVEY}/responses",
        headers={"Idempotency-Key": "half-an-emoji", "Content-Type": "application/json"},
        content=rb'{"answers": {"words": "late \ud83d bus"}}',
    )
    if reply.status_code == 201:
        assert await stored_words(service) == "late  bus"
    else:
        assert reply.status_code == 422
        assert "words" in reply.json()["detail"]
        assert await how_many(service) == 0


@pytest.mark.parametrize("answers", [{}, {"on_time": None}, {"on_time": None, "friendly": None, "words": None}])
async def test_a_response_that_skips_everything_is_refused(
    client: AsyncClient, service: ServiceState, answers: dict[str, None]
) -> None:
    reply = await respond(client, answers)
    assert reply.status_code == 422
    assert "no answer" in reply.json()["detail"]
    assert await how_many(service) == 0


async def test_skipped_questions_are_stored_as_skipped(client: AsyncClient, service: ServiceState) -> None:
    await respond(client, {"on_time": "never", "friendly": None})
    async with service.database.transaction() as session:
        answers = (await session.scalars(select(ResponseAnswer).order_by(ResponseAnswer.position))).all()
    assert [(answer.question_id, answer.choice, answer.text) for answer in answers] == [
        ("on_time", "never", None),
        ("friendly", None, None),
        ("words", None, None),
    ]


@pytest.mark.parametrize("key", [None, "", "short", "x" * 61])
async def test_a_response_without_a_usable_key_is_refused(client: AsyncClient, key: str | None) -> None:
    headers = {} if key is None else {"Idempotency-Key": key}
    reply = await client.post(f"/api/surveys/{SURVEY}/responses", headers=headers, json={"answers": GOOD})
    assert reply.status_code == 422
    assert "Idempotency-Key" in reply.json()["detail"]


async def test_an_unknown_survey_is_not_found(client: AsyncClient) -> None:
    reply = await respond(client, GOOD, survey="no_such_survey")
    assert (reply.status_code, reply.json()["code"]) == (404, "not_found")
    assert "no_such_survey" in reply.json()["detail"]


async def test_answers_to_an_older_version_are_refused(client: AsyncClient, service: ServiceState) -> None:
    reply = await respond(client, GOOD, version=2)
    assert (reply.status_code, reply.json()["code"]) == (409, "conflict")
    assert (await respond(client, GOOD, version=3)).status_code == 201
    assert await how_many(service) == 1


@pytest.mark.parametrize("body", [[], None, "text", {}, {"answers": []}, {"answers": GOOD, "name": "Sam"}])
async def test_a_body_of_another_shape_is_refused_in_words(client: AsyncClient, body: object) -> None:
    reply = await client.post(
        f"/api/surveys/{SURVEY}/responses", headers={"Idempotency-Key": "another-shape"}, json=body
    )
    assert reply.status_code == 422
    assert reply.json()["detail"]


async def test_anybody_can_read_which_surveys_there_are_and_what_they_ask(client: AsyncClient) -> None:
    listed = {survey["id"]: survey for survey in (await client.get("/api/surveys")).json()}
    assert listed[SURVEY]["questions"] == 3
    survey = (await client.get(f"/api/surveys/{SURVEY}")).json()
    assert [question["id"] for question in survey["questions"]] == ["on_time", "friendly", "words"]
