"""Danger in the chat, with Rasa down: what is said first, once, and again for who asks; and that no word is kept."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from httpx import AsyncClient
from sqlalchemy import text as sql

from feedback_api.availability.service import turn_switch
from feedback_api.chat.steps import risk, session
from feedback_api.chat.turn_state import Turn
from feedback_api.service_state import ServiceState
from feedback_api.topics.schemas import Button, Utterance
from tests.feedback_api.helpers import open_chat, say, session_of

DISCLOSURE = "my stepdad hits me and the heron saw it"
NUMBERS = ("999", "111", "0800 1111", "116 123", "85258", "0161 496 0116")


async def heard(client: AsyncClient, chat: dict[str, str], text: str) -> list[dict[str, Any]]:
    """The messages of the reply."""
    reply = await say(client, chat, text)
    assert reply.status_code == 200, reply.text
    messages: list[dict[str, Any]] = reply.json()["messages"]
    return messages


@pytest.mark.parametrize("text", [DISCLOSURE, "My son says he wants to kill himself"])
async def test_danger_is_answered_first_although_rasa_is_down(client: AsyncClient, text: str) -> None:
    first, after = await heard(client, await open_chat(client), text)
    assert first["status"] == "danger"
    for number in NUMBERS:
        assert number in first["text"]
    assert "Nobody is reading this live" in first["text"]
    assert "carry on" in first["text"]
    assert after["status"] == "failed"


async def test_a_young_person_and_an_adult_hear_their_own_words(client: AsyncClient) -> None:
    child, *_ = await heard(client, await open_chat(client), "my stepdad hits me")
    adult, *_ = await heard(client, await open_chat(client), "my daughter told me her teacher hit her")
    assert "This is not your fault" in child["text"]
    assert "you don't have to be sure" in adult["text"]


async def test_it_is_said_once(client: AsyncClient) -> None:
    chat = await open_chat(client)
    assert (await heard(client, chat, DISCLOSURE))[0]["status"] == "danger"
    assert [message["status"] for message in await heard(client, chat, "he beats me with a belt")] == ["failed"]


async def test_an_emergency_is_answered_as_one_even_then(client: AsyncClient) -> None:
    chat = await open_chat(client)
    await say(client, chat, DISCLOSURE)
    first, *_ = await heard(client, chat, "she's not breathing")
    assert first["text"].startswith("Call 999 now")


async def test_it_can_be_had_again_with_a_button_or_in_words(client: AsyncClient, service: ServiceState) -> None:
    chat = await open_chat(client)
    first, *_ = await heard(client, chat, "I'm at the end of my tether")
    (button,) = [button for button in first["buttons"] if button["title"] == "I need help now"]
    for asked in (button["payload"], "I need help now!"):
        (again,) = await heard(client, chat, asked)
        assert again["status"] == "danger"
        assert "116 123" in again["text"]


async def test_a_concern_gets_kindness_and_a_service_once_and_no_alarm(client: AsyncClient) -> None:
    chat = await open_chat(client)
    first, after = await heard(client, chat, "I'm at the end of my tether")
    assert first["status"] == "concern"
    assert "carer's assessment" in first["text"]
    assert "nobody is reading" not in first["text"].lower()
    assert after["status"] == "failed"
    assert [message["status"] for message in await heard(client, chat, "i can't cope any more")] == ["failed"]


async def test_it_is_heard_while_the_assistant_is_switched_off(client: AsyncClient, service: ServiceState) -> None:
    chat = await open_chat(client)
    await turn_switch(service.database, False, "Back on Monday.", "j.smith")
    first, after = await heard(client, chat, DISCLOSURE)
    assert first["status"] == "danger"
    assert after["text"].startswith("Back on Monday.")


async def test_it_is_heard_in_a_message_that_is_too_long(client: AsyncClient) -> None:
    first, after = await heard(client, await open_chat(client), "The bus is late. " * 150 + DISCLOSURE)
    assert first["status"] == "danger"
    assert "send it in parts" in after["text"]


async def test_the_press_of_a_button_is_no_disclosure(client: AsyncClient, service: ServiceState) -> None:
    opened = (await client.post("/api/chat/sessions")).json()
    chat = {"Authorization": f"Bearer {opened['token']}"}
    payload = opened["messages"][0]["buttons"][0]["payload"]
    assert [message["status"] for message in await heard(client, chat, payload)] == ["failed"]


async def test_the_session_remembers_that_it_was_said_and_no_word_of_it(
    client: AsyncClient, service: ServiceState, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    chat = await open_chat(client)
    await say(client, chat, DISCLOSURE)
    kept = (await session_of(service, chat)).safeguarding
    assert kept is not None
    assert kept["answers"] == ["urgent"]
    async with service.database.transaction() as session:
        rows = [
            str(tuple(row))
            for table in ("risk_flag", "chat_session", "turn_count", "audit_entry")
            for row in await session.execute(sql(f"SELECT * FROM {table}"))  # noqa: S608
        ]
    assert len(rows) >= 3
    assert not [row for row in rows if "heron" in row or "stepdad" in row]
    assert "heron" not in caplog.text


async def turn_after(service: ServiceState, chat: dict[str, str], text: str, *replies: Utterance) -> list[Utterance]:
    """What a visitor reads when Rasa answered `text` with `replies`."""
    turn = Turn(service=service, session_id=service.tokens.read(chat["Authorization"]), address="here", text=text)
    await session.load(turn)
    await risk.listen(turn)
    turn.reply = list(replies)
    risk.settle(turn)
    return turn.reply


ANSWER = Utterance(text="The council has 6 weeks.", status="answered")
UNSURE = Utterance(text="Did you mean one of these?", status="unanswerable_unsure")
OFFER = Utterance(text="Bye.", buttons=[Button(title="Give feedback", payload="/start_survey")], status="answered")
QUESTION = Utterance(text="Question 2 of 6.", buttons=[Button(title="Skip", payload="/survey_skip")])


async def test_after_danger_an_answer_stays_and_a_misunderstanding_does_not(
    client: AsyncClient, service: ServiceState
) -> None:
    first, answer = await turn_after(service, await open_chat(client), DISCLOSURE, ANSWER)
    assert (first.status, answer.text) == ("danger", ANSWER.text)
    assert [button.title for button in answer.buttons] == ["I need help now"]
    first, after = await turn_after(service, await open_chat(client), DISCLOSURE, UNSURE)
    assert (first.status, after.status) == ("danger", "after_danger")


async def test_no_survey_is_offered_at_such_a_moment(client: AsyncClient, service: ServiceState) -> None:
    for text in (DISCLOSURE, "I'm at the end of my tether"):
        _, answer = await turn_after(service, await open_chat(client), text, OFFER)
        assert "Give feedback" not in [button.title for button in answer.buttons]
    (ordinary,) = await turn_after(service, await open_chat(client), "thank you", OFFER)
    assert [button.title for button in ordinary.buttons] == ["Give feedback"]


async def test_a_survey_in_progress_goes_on_after_it(client: AsyncClient, service: ServiceState) -> None:
    first, question = await turn_after(service, await open_chat(client), DISCLOSURE, QUESTION)
    assert first.status == "danger"
    assert question.text == QUESTION.text
    assert [button.title for button in question.buttons] == ["Skip", "I need help now"]
