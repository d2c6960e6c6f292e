"""The assistant's switch, as visitors meet it."""

from __future__ import annotations

import pytest
from httpx import AsyncClient

from feedback_api.availability.service import MessageNeeded, latest_switch, turn_switch
from feedback_api.service_state import ServiceState
from tests.feedback_api.helpers import open_chat, say

CLOSED = "The assistant is having a rest until Monday."


async def test_it_is_on_until_somebody_switches_it_off(service: ServiceState) -> None:
    assert await latest_switch(service.database) is None


async def test_a_chat_under_way_is_told_at_once_with_people_to_turn_to(
    client: AsyncClient, service: ServiceState
) -> None:
    chat = await open_chat(client)
    await turn_switch(service.database, False, CLOSED, "j.smith")
    reply = await say(client, chat, "how long does it take")
    assert reply.status_code == 200
    [message] = reply.json()["messages"]
    assert message["text"].startswith(CLOSED)
    assert "SENDIASS" in message["text"]
    assert message["status"] == "switched_off"


async def test_a_new_chat_begins_with_the_message(client: AsyncClient, service: ServiceState) -> None:
    await turn_switch(service.database, False, CLOSED, "j.smith")
    session = (await client.post("/api/chat/sessions")).json()
    assert session["messages"][0]["text"].startswith(CLOSED)


async def test_switching_it_on_again_greets_as_before(client: AsyncClient, service: ServiceState) -> None:
    await turn_switch(service.database, False, CLOSED, "j.smith")
    await turn_switch(service.database, True, "", "a.jones")
    session = (await client.post("/api/chat/sessions")).json()
    assert session["messages"][0]["text"].startswith("Hello.")
    latest = await latest_switch(service.database)
    assert latest is not None
    assert latest.changed_by == "a.jones"


async def test_surveys_go_on_while_it_is_off(client: AsyncClient, service: ServiceState) -> None:
    await turn_switch(service.database, False, CLOSED, "j.smith")
    assert (await client.get("/api/surveys")).status_code == 200


@pytest.mark.parametrize("message", ["", "   ", "x" * 501])
async def test_it_is_not_switched_off_without_a_message_that_fits(service: ServiceState, message: str) -> None:
    with pytest.raises(MessageNeeded):
        await turn_switch(service.database, False, message, "j.smith")
    assert await latest_switch(service.database) is None
