"""The steps of a turn that no visitor sees: what acts as a button, and the name under which Rasa knows the chat."""

from __future__ import annotations

import pytest
from httpx import AsyncClient
from sqlalchemy.exc import NoResultFound

from feedback_api.chat.steps import commands, session
from feedback_api.chat.turn_state import Turn
from feedback_api.service_state import ServiceState
from tests.feedback_api.conftest import Serve
from tests.feedback_api.helpers import open_chat, say, session_of


async def is_payload(service: ServiceState, chat: dict[str, str], text: str) -> bool:
    """Whether `text` acts as the press of a button in this chat."""
    turn = Turn(service=service, session_id=service.tokens.read(chat["Authorization"]), address="here", text=text)
    await session.load(turn)
    await commands.recognise(turn)
    return turn.is_payload


@pytest.mark.parametrize(
    "typed", ["/restart", "/session_start", '/ask_topic{"topic":"x"}', '/ask_topic{"topic": "mediation"}', "hello"]
)
async def test_a_typed_command_is_only_text(client: AsyncClient, service: ServiceState, typed: str) -> None:
    assert not await is_payload(service, await open_chat(client), typed)


async def test_an_offered_button_acts(client: AsyncClient, service: ServiceState) -> None:
    opened = await client.post("/api/chat/sessions")
    chat = {"Authorization": f"Bearer {opened.json()['token']}"}
    for button in opened.json()["messages"][0]["buttons"]:
        assert await is_payload(service, chat, button["payload"])


async def test_a_button_that_another_chat_was_offered_does_not_act(client: AsyncClient, service: ServiceState) -> None:
    (message,) = (await say(client, await open_chat(client), "🙂")).json()["messages"]
    greeting = {
        button["payload"] for button in (await client.post("/api/chat/sessions")).json()["messages"][0]["buttons"]
    }
    only_theirs = next(button["payload"] for button in message["buttons"] if button["payload"] not in greeting)
    assert not await is_payload(service, await open_chat(client), only_theirs)


async def test_each_chat_has_a_name_for_rasa_that_nobody_can_guess(client: AsyncClient, service: ServiceState) -> None:
    names = {(await session_of(service, await open_chat(client))).conversation for _ in range(5)}
    assert len(names) == 5
    assert all(len(name) == 43 for name in names)


async def test_rasa_gets_a_new_conversation_after_so_many_turns(serve: Serve, service: ServiceState) -> None:
    async with serve(turns_per_conversation=2) as client:
        chat = await open_chat(client)
        names = []
        for _ in range(5):
            await say(client, chat, "🙂")
            names.append((await session_of(service, chat)).conversation)
    assert names[0] == names[1] != names[2] == names[3] != names[4]


async def test_rasas_name_for_a_chat_never_reaches_the_visitor(serve: Serve, service: ServiceState) -> None:
    async with serve(turns_per_conversation=1) as client:
        opened = await client.post("/api/chat/sessions")
        chat = {"Authorization": f"Bearer {opened.json()['token']}"}
        names, told = [(await session_of(service, chat)).conversation], opened.text
        for text in ("🙂", "hello", "", "/restart"):
            told += (await say(client, chat, text)).text
            names.append((await session_of(service, chat)).conversation)
    assert len(set(names)) > 1
    assert not [name for name in names if name in told]


async def test_expired_chats_are_forgotten_when_a_new_one_begins(serve: Serve, service: ServiceState) -> None:
    async with serve(chat_hours=0) as client:
        old = await open_chat(client)
        kept = (await session_of(service, old)).id
        new = await open_chat(client)
    assert service.tokens.read(old["Authorization"]) == kept
    assert (await session_of(service, new)).id != kept
    with pytest.raises(NoResultFound):
        await session_of(service, old)
