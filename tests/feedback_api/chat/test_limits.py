"""Rate limits: too much is refused with the time to wait, and nobody else has to pay for it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import uuid4

import pytest
from httpx import AsyncClient, Response

from feedback_api.chat.limits import RateLimits
from feedback_api.errors import TooMany
from tests.feedback_api.conftest import Serve
from tests.feedback_api.helpers import open_chat, say
from tests.served import free_port


def assert_told_to_wait(reply: Response) -> None:
    """429, with the seconds to wait in a header and in words."""
    assert (reply.status_code, reply.json()["code"]) == (429, "too_many")
    seconds = int(reply.headers["Retry-After"])
    assert 1 <= seconds <= 60
    assert f"{seconds} second" in reply.json()["detail"]


async def statuses(client: AsyncClient, chat: dict[str, str], messages: int) -> list[int]:
    """What each of so many messages is answered with."""
    return [(await say(client, chat, "🙂")).status_code for _ in range(messages)]


async def test_one_chat_may_send_so_many_messages(serve: Serve) -> None:
    async with serve(messages_per_session="2/minute") as client:
        chat, other = await open_chat(client), await open_chat(client)
        assert await statuses(client, chat, 2) == [200, 200]
        assert_told_to_wait(await say(client, chat, "🙂"))
        assert await statuses(client, other, 1) == [200]


async def test_one_address_may_send_so_many_messages(serve: Serve) -> None:
    async with serve(messages_per_address="2/minute") as client:
        assert [await statuses(client, await open_chat(client), 1) for _ in range(2)] == [[200], [200]]
        assert_told_to_wait(await say(client, await open_chat(client), "🙂"))


async def test_one_address_may_open_so_many_chats(serve: Serve) -> None:
    async with serve(sessions_per_address="2/minute") as client:
        await open_chat(client)
        await open_chat(client)
        assert_told_to_wait(await client.post("/api/chat/sessions"))


async def test_a_visitor_can_not_pose_as_another_address(serve: Serve) -> None:
    async with serve(sessions_per_address="1/minute") as client:
        await open_chat(client)
        assert_told_to_wait(await client.post("/api/chat/sessions", headers={"X-Forwarded-For": "203.0.113.9"}))


@asynccontextmanager
async def counting(redis_url: str) -> AsyncIterator[RateLimits]:
    """The limits of one process."""
    limits = RateLimits(redis_url)
    yield limits
    await limits.close()


async def test_many_processes_share_one_count_through_redis(redis_url: str) -> None:
    address = uuid4().hex
    async with counting(redis_url) as one_process, counting(redis_url) as another:
        await one_process.hit("2/minute", "address", address)
        await another.hit("2/minute", "address", address)
        for process in (one_process, another):
            with pytest.raises(TooMany):
                await process.hit("2/minute", "address", address)


async def test_a_chat_is_limited_by_redis_too(serve: Serve, redis_url: str) -> None:
    async with serve(messages_per_session="1/minute", redis_url=redis_url) as client:
        chat = await open_chat(client)
        assert await statuses(client, chat, 1) == [200]
        assert_told_to_wait(await say(client, chat, "🙂"))


async def test_while_redis_is_away_each_process_counts_for_itself() -> None:
    async with counting(f"redis://127.0.0.1:{free_port()}") as limits:
        await limits.hit("1/minute", "address", "203.0.113.9")
        with pytest.raises(TooMany):
            await limits.hit("1/minute", "address", "203.0.113.9")
