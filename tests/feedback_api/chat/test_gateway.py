"""The chat's front door: who may speak, what a message may be, and what is said when Rasa is away."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from httpx import AsyncClient, Response

from feedback_api.area.service import Area
from feedback_api.chat.tokens import ChatTokens, TokenExpired
from feedback_api.service_state import ServiceState
from tests.feedback_api.conftest import Serve
from tests.feedback_api.helpers import open_chat, say, session_of


def assert_refused(reply: Response, status: int, code: str) -> None:
    """The reply says in a sentence why nothing was done, and in a code that programs can rely on."""
    assert reply.status_code == status, reply.text
    assert reply.json()["code"] == code
    assert reply.json()["detail"].endswith(".")
    assert " " in reply.json()["detail"]


async def test_a_new_chat_says_hello_and_that_it_is_a_computer(client: AsyncClient) -> None:
    reply = await client.post("/api/chat/sessions")
    assert reply.status_code == 201
    (greeting,) = reply.json()["messages"]
    assert "I'm a computer program" in greeting["text"]
    assert any(button["payload"].startswith("/ask_topic{") for button in greeting["buttons"])


@pytest.mark.parametrize(
    "authorization", [None, "", "Bearer", "Bearer ", "Basic abc", "Bearer abc", "Bearer a.b.c", "Bearer " + "x" * 4000]
)
async def test_without_a_good_token_nobody_is_heard(client: AsyncClient, authorization: str | None) -> None:
    headers = {} if authorization is None else {"Authorization": authorization}
    assert_refused(await say(client, headers, "hello"), 401, "token_invalid")


async def test_a_token_signed_with_another_key_is_refused(client: AsyncClient) -> None:
    forged = ChatTokens("another-key", hours=1).make("0" * 32)
    assert_refused(await say(client, {"Authorization": f"Bearer {forged}"}, "hello"), 401, "token_invalid")


async def test_a_changed_token_is_refused(client: AsyncClient) -> None:
    chat = await open_chat(client)
    changed = chat["Authorization"].replace("Bearer ", "Bearer Z")
    assert_refused(await say(client, {"Authorization": changed}, "hello"), 401, "token_invalid")


async def test_a_chat_ends_after_its_hours(serve: Serve) -> None:
    async with serve(chat_hours=0) as client:
        assert_refused(await say(client, await open_chat(client), "hello"), 401, "token_expired")


def test_a_token_ends_after_its_hours() -> None:
    tokens = ChatTokens("key", hours=-1)
    with pytest.raises(TokenExpired, match="Open the page again"):
        tokens.read(f"Bearer {tokens.make('0' * 32)}")


async def test_a_chat_outlives_a_restart(client: AsyncClient, serve: Serve) -> None:
    chat = await open_chat(client)
    async with serve() as restarted:
        assert (await say(restarted, chat, "🙂")).status_code == 200


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"[]", "invalid"),
        (b"null", "invalid"),
        (b'"hello"', "invalid"),
        (b"", "invalid"),
        (b"{}", "invalid"),
        (b'{"text": ', "invalid"),
        (b"text=hello", "invalid"),
        (b'{"text": 5}', "invalid"),
        (b'{"text": null}', "invalid"),
        (b'{"text": ["hello"]}', "invalid"),
        (b'{"text": ""}', "empty_message"),
        (b'{"text": " \\n\\t "}', "empty_message"),
        (b'{"text": "\\u0000"}', "empty_message"),
        (b'{"text": "' + b"a" * 2001 + b'"}', "message_too_long"),
    ],
    ids=lambda value: value[:24].decode() if isinstance(value, bytes) else "",
)
async def test_a_body_that_is_no_message_is_refused_in_words(client: AsyncClient, body: bytes, code: str) -> None:
    headers = {**await open_chat(client), "Content-Type": "application/json"}
    assert_refused(await client.post("/api/chat/messages", headers=headers, content=body), 422, code)


@pytest.mark.parametrize("body", [b"\xff\xfe", b"[" * 60_000, b'{"text": "\\ud800"}', b'{"text": 1e999}'])
async def test_a_hostile_body_is_the_callers_fault_and_not_a_crash(client: AsyncClient, body: bytes) -> None:
    headers = {**await open_chat(client), "Content-Type": "application/json"}
    reply = await client.post("/api/chat/messages", headers=headers, content=body)
    assert 400 <= reply.status_code < 500
    assert reply.json()["detail"]


async def test_two_thousand_characters_are_read(client: AsyncClient) -> None:
    assert (await say(client, await open_chat(client), "a" * 2000)).status_code == 200


async def test_a_huge_body_is_refused_before_it_is_read(client: AsyncClient) -> None:
    assert_refused(await say(client, await open_chat(client), "a" * 200_000), 413, "too_large")


async def test_a_huge_body_that_hides_its_length_is_refused_too(client: AsyncClient) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        yield b'{"text": "'
        for _ in range(200):
            yield b"a" * 1000
        yield b'"}'

    headers = {**await open_chat(client), "Content-Type": "application/json"}
    assert_refused(await client.post("/api/chat/messages", headers=headers, content=pieces()), 413, "too_large")


@pytest.mark.parametrize("text", ["🙂", "👍🏽", "???", "...!"])
async def test_a_message_without_words_gets_a_kind_reply(client: AsyncClient, text: str) -> None:
    reply = await say(client, await open_chat(client), text)
    assert reply.status_code == 200
    (message,) = reply.json()["messages"]
    assert "Please type a few words" in message["text"]
    assert message["buttons"]


async def test_the_buttons_of_every_reply_can_be_pressed(client: AsyncClient, service: ServiceState) -> None:
    chat = await open_chat(client)
    (message,) = (await say(client, chat, "🙂")).json()["messages"]
    offered = (await session_of(service, chat)).offered
    assert {button["payload"] for button in message["buttons"]} <= set(offered)


def assert_sorry(reply: Response, area: Area) -> None:
    """The visitor hears at once that it is not their fault, that nothing is lost, and who can help."""
    assert (reply.status_code, reply.json()["degraded"]) == (200, True)
    (message,) = reply.json()["messages"]
    assert "try again in a minute" in message["text"]
    assert area.contacts["sendiass"].phone in message["text"]


async def test_when_rasa_is_down_the_visitor_hears_so_and_whom_to_call(
    client: AsyncClient, service: ServiceState
) -> None:
    assert_sorry(await say(client, await open_chat(client), "How long does it take?"), service.area)


@asynccontextmanager
async def answering(answer: bytes | None) -> AsyncIterator[int]:
    """The port of a server that answers each connection with the same bytes, or never."""

    async def serve_one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if answer is None:
            await reader.read()
        else:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(answer)
            await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve_one, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]


@pytest.mark.parametrize(
    "answer",
    [
        None,
        b"",
        b"HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
        b'HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\n{"messages": 5}',
        b'HTTP/1.1 200 OK\r\nContent-Length: 16\r\n\r\n{"messages": []}',
    ],
    ids=["never", "hangs up", "fails", "no JSON", "no messages", "nonsense", "nothing to say"],
)
async def test_whatever_rasa_does_wrong_the_visitor_hears_so(
    serve: Serve, service: ServiceState, answer: bytes | None
) -> None:
    async with answering(answer) as port, serve(rasa_port=port) as client:
        assert_sorry(await say(client, await open_chat(client), "How long does it take?"), service.area)


async def test_two_messages_at_once_are_both_answered(client: AsyncClient) -> None:
    chat = await open_chat(client)
    replies = await asyncio.gather(*(say(client, chat, "🙂") for _ in range(5)))
    assert {reply.status_code for reply in replies} == {200}
