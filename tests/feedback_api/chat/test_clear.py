"""Clearing a chat erases it on the server, with the survey in progress."""

from __future__ import annotations

from httpx import AsyncClient
from sqlalchemy import func, select

from feedback_api.models import ChatSession
from feedback_api.service_state import ServiceState
from tests.feedback_api.helpers import open_chat, say


async def test_a_cleared_chat_is_gone_and_its_token_opens_nothing(client: AsyncClient, service: ServiceState) -> None:
    chat, other = await open_chat(client), await open_chat(client)
    for _ in range(2):
        assert (await client.delete("/api/chat/sessions", headers=chat)).status_code == 204
    async with service.database.transaction() as session:
        assert await session.scalar(select(func.count()).select_from(ChatSession)) == 1
    reply = await say(client, chat, "hello")
    assert (reply.status_code, reply.json()["code"]) == (401, "token_expired")
    assert (await say(client, other, "hello")).status_code == 200


async def test_nobody_clears_a_chat_without_its_token(client: AsyncClient) -> None:
    assert (await client.delete("/api/chat/sessions")).status_code == 401
