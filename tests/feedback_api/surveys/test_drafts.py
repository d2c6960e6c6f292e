"""A survey in a conversation, as the assistant's actions see it: saved answer by answer, finished once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from httpx import AsyncClient, Response
from sqlalchemy import func, select

from feedback_api.database import Database
from feedback_api.models import Base, ChatSession, DraftAnswer, ResponseAnswer, SurveyDraft, SurveyResponse
from feedback_api.service_state import ServiceState
from tests.feedback_api.conftest import Serve
from tests.feedback_api.helpers import INTERNAL, SURVEY, open_chat, session_of

Ask = Callable[..., Awaitable[Response]]


async def how_many(database: Database, table: type[Base]) -> int:
    """The number of rows in a table."""
    async with database.transaction() as session:
        return await session.scalar(select(func.count()).select_from(table)) or 0


@pytest.fixture
async def conversation(client: AsyncClient, service: ServiceState) -> str:
    """The name of a new chat's conversation, as Rasa has it."""
    return (await session_of(service, await open_chat(client))).conversation


@pytest.fixture
def ask(client: AsyncClient, conversation: str) -> Ask:
    """Asks the engine about that conversation."""

    async def asking(step: str, **body: object) -> Response:
        return await client.post(f"/internal/conversations/{conversation}/survey/{step}", headers=INTERNAL, json=body)

    return asking


@pytest.fixture
async def begun(ask: Ask) -> Ask:
    """The same, with the survey begun and the consent given."""
    await ask("start", survey_id=SURVEY)
    await ask("answer", question_id="consent", value="yes")
    return ask


async def test_a_survey_first_asks_for_consent(ask: Ask) -> None:
    step = (await ask("start", survey_id=SURVEY)).json()
    assert (step["kind"], step["of"]) == ("consent", 3)
    assert "When the bus comes." in step["text"]
    assert [option["value"] for option in step["options"]] == ["yes", "no"]


async def test_the_questions_come_one_by_one_and_then_it_is_finished(begun: Ask) -> None:
    asked = [(await begun("skip")).json() for _ in range(3)]
    assert [(step["kind"], step["question_id"], step["number"]) for step in asked] == [
        ("question", "friendly", 2),
        ("question", "words", 3),
        ("finished", None, 0),
    ]


async def test_starting_again_goes_on_where_it_was(begun: Ask, service: ServiceState) -> None:
    await begun("answer", question_id="on_time", value="always")
    step = (await begun("start", survey_id=SURVEY)).json()
    assert (step["question_id"], step["number"]) == ("friendly", 2)
    assert await how_many(service.database, SurveyDraft) == 1


async def test_a_restarted_service_asks_the_same_question(
    begun: Ask, client: AsyncClient, conversation: str, serve: Serve
) -> None:
    before = (await begun("answer", question_id="on_time", value="always")).json()
    async with serve() as restarted:
        reply = await restarted.get(f"/internal/conversations/{conversation}/survey", headers=INTERNAL)
    assert reply.json() == before


@pytest.mark.parametrize("value", ["always", "no_bus"])
async def test_a_button_answers_its_question(begun: Ask, service: ServiceState, value: str) -> None:
    assert (await begun("answer", question_id="on_time", value=value)).json()["question_id"] == "friendly"
    async with service.database.transaction() as session:
        assert (await session.scalars(select(DraftAnswer.value))).all() == [value]


async def test_words_answer_the_present_question(begun: Ask) -> None:
    assert (await begun("answer", text="sometimes!")).json()["question_id"] == "friendly"


async def test_words_that_may_mean_anything_answer_nothing(begun: Ask, service: ServiceState) -> None:
    reply = await begun("answer", text="well, it depends")
    assert (reply.status_code, reply.json()["code"]) == (409, "not_an_answer")
    assert await how_many(service.database, DraftAnswer) == 0


async def test_a_value_that_is_no_option_is_refused_by_the_questions_name(begun: Ask) -> None:
    reply = await begun("answer", question_id="on_time", value="often")
    assert (reply.status_code, reply.json()["code"]) == (422, "invalid_answer")
    assert "“on_time”" in reply.json()["detail"]


async def test_an_earlier_questions_button_changes_its_answer(begun: Ask, service: ServiceState) -> None:
    await begun("answer", question_id="on_time", value="always")
    assert (await begun("answer", question_id="on_time", value="never")).json()["question_id"] == "friendly"
    assert (await begun("answer", question_id="consent", value="yes")).json()["question_id"] == "friendly"
    async with service.database.transaction() as session:
        assert (await session.scalars(select(DraftAnswer.value))).all() == ["never"]


async def test_the_same_answer_twice_at_once_is_saved_once(begun: Ask, service: ServiceState) -> None:
    replies = await asyncio.gather(*(begun("answer", question_id="on_time", value="always") for _ in range(2)))
    assert [reply.json()["question_id"] for reply in replies] == ["friendly", "friendly"]
    assert await how_many(service.database, DraftAnswer) == 1


async def test_the_consent_can_not_be_skipped(ask: Ask) -> None:
    await ask("start", survey_id=SURVEY)
    assert (await ask("skip")).json()["kind"] == "consent"


@pytest.mark.parametrize(
    "refusal", [{"question_id": "consent", "value": "no"}, {"text": "No thanks"}, {"text": "nope."}]
)
async def test_a_refused_consent_leaves_nothing(ask: Ask, service: ServiceState, refusal: dict[str, str]) -> None:
    await ask("start", survey_id=SURVEY)
    reply = await ask("answer", **refusal)
    assert (reply.status_code, reply.json()["code"]) == (409, "consent_refused")
    assert await how_many(service.database, SurveyDraft) == 0
    assert (await ask("answer", text="yes")).json()["code"] == "no_draft"


async def test_a_consent_that_is_neither_yes_nor_no_is_asked_again(ask: Ask, service: ServiceState) -> None:
    await ask("start", survey_id=SURVEY)
    assert (await ask("answer", text="who reads it?")).json()["code"] == "not_an_answer"
    assert (await ask("answer", text="OK")).json()["question_id"] == "on_time"


async def test_finishing_gives_a_code_and_counts_once(begun: Ask, service: ServiceState) -> None:
    await begun("answer", question_id="on_time", value="always")
    await begun("skip")
    await begun("answer", text="More buses.")
    finished = await begun("finish")
    assert finished.json()["thanks"] == "Thank you. Your answers are saved."
    assert len(finished.json()["reference_code"]) == 14
    # The reply was lost, and the person asks again: the same code.
    assert (await begun("finish")).json()["reference_code"] == finished.json()["reference_code"]
    async with service.database.transaction() as session:
        answers = (await session.scalars(select(ResponseAnswer).order_by(ResponseAnswer.position))).all()
    assert [(answer.choice, answer.text) for answer in answers] == [
        ("always", None),
        (None, None),
        (None, "More buses."),
    ]
    assert await how_many(service.database, SurveyDraft) == 0


async def test_finishing_twice_at_once_counts_once(begun: Ask, service: ServiceState) -> None:
    await begun("answer", question_id="on_time", value="always")
    await asyncio.gather(*(begun("finish") for _ in range(4)))
    assert await how_many(service.database, SurveyResponse) == 1


async def test_finishing_early_sends_what_was_answered(begun: Ask, service: ServiceState) -> None:
    await begun("answer", question_id="on_time", value="always")
    assert (await begun("finish")).json()["reference_code"] is not None
    assert await how_many(service.database, ResponseAnswer) == 3


async def test_finishing_without_an_answer_stores_nothing(begun: Ask, service: ServiceState) -> None:
    assert (await begun("finish")).json() == {"thanks": None, "reference_code": None, "message": None}
    assert await how_many(service.database, SurveyResponse) == 0
    assert await how_many(service.database, SurveyDraft) == 0


async def test_a_discarded_draft_is_gone(begun: Ask, service: ServiceState) -> None:
    await begun("answer", question_id="on_time", value="always")
    assert (await begun("discard")).status_code == 204
    assert await how_many(service.database, DraftAnswer) == 0
    assert await how_many(service.database, SurveyResponse) == 0
    assert (await begun("start", survey_id=SURVEY)).json()["kind"] == "consent"


async def test_a_stored_response_does_not_lead_back_to_the_chat(begun: Ask, service: ServiceState) -> None:
    await begun("answer", question_id="on_time", value="always")
    await begun("finish")
    async with service.database.transaction() as session:
        chat = (await session.scalars(select(ChatSession))).one()
        response = (await session.scalars(select(SurveyResponse))).one()
    assert chat.draft_id is None
    kept = {column.name: str(getattr(response, column.name)) for column in SurveyResponse.__table__.columns}
    assert not {chat.id, chat.conversation} & set(kept.values())


async def test_there_is_no_unknown_survey_or_conversation(ask: Ask, client: AsyncClient) -> None:
    assert (await ask("start", survey_id="no_such_survey")).status_code == 404
    reply = await client.get("/internal/conversations/nobody/survey", headers=INTERNAL)
    assert reply.status_code == 404


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": "Bearer é".encode()}])
@pytest.mark.parametrize("path", ["conversations/x/survey", "replies/greet"])
async def test_nobody_else_gets_in(client: AsyncClient, headers: dict[str, str], path: str) -> None:
    reply = await client.get(f"/internal/{path}", headers=headers)
    assert (reply.status_code, reply.json()["code"]) == (401, "not_signed_in")
