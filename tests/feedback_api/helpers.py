"""What visitors and officers do, in the few words that the tests need."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from httpx import AsyncClient, Response
from sqlalchemy import select

from feedback_api.database import Database
from feedback_api.models import ChatSession
from feedback_api.responses.service import Stored, Submission, submit
from feedback_api.scoring.service import rescore
from feedback_api.service_state import ServiceState

INTERNAL_SECRET = "known-to-the-assistant-and-the-tests"
INTERNAL = {"Authorization": f"Bearer {INTERNAL_SECRET}"}
SURVEY = "bus_to_school"
# One with every kind of question, two audiences and a branch.
EVERY_KIND = "day_out"
SUMMER = datetime(2026, 8, 1, 12, tzinfo=UTC)
SUMMER_QUARTER = "2026-27-Q2"


async def open_chat(client: AsyncClient) -> dict[str, str]:
    """The headers of a new chat."""
    reply = await client.post("/api/chat/sessions")
    assert reply.status_code == 201, reply.text
    return {"Authorization": f"Bearer {reply.json()['token']}"}


async def say(client: AsyncClient, chat: Mapping[str, str], text: object) -> Response:
    """Send a message."""
    return await client.post("/api/chat/messages", headers=chat, json={"text": text})


async def session_of(service: ServiceState, chat: Mapping[str, str]) -> ChatSession:
    """The chat's session as it is stored."""
    session_id = service.tokens.read(chat["Authorization"])
    async with service.database.transaction() as session:
        return (await session.scalars(select(ChatSession).where(ChatSession.id == session_id))).one()


async def respond(
    client: AsyncClient, answers: object, key: str | None = None, survey: str = SURVEY, version: int | None = None
) -> Response:
    """Send a whole response by the API."""
    body: dict[str, Any] = {"answers": answers} | ({"version": version} if version is not None else {})
    return await client.post(
        f"/api/surveys/{survey}/responses", headers={"Idempotency-Key": key or uuid4().hex}, json=body
    )


async def store(
    service: ServiceState,
    answers: Mapping[str, object],
    at: datetime = SUMMER,
    is_demo: bool = False,
    database: Database | None = None,
) -> Stored:
    """Store a response that was given at a moment of the past, and score its comments as the worker would."""
    survey = service.surveys.get(SURVEY)
    used = database or service.database
    stored = await submit(used, Submission(uuid4().hex, survey, answers, channel="api", at=at, is_demo=is_demo))
    async for _ in rescore(used):
        pass
    return stored


def form_token(page: Response) -> str:
    """The hidden token of a page's form."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
    assert found is not None, page.text
    return found.group(1)


async def sign_in(client: AsyncClient, name: str, password: str) -> Response:
    """Fill in the form and send it."""
    token = form_token(await client.get("/officer/sign-in"))
    return await client.post("/officer/sign-in", data={"name": name, "password": password, "csrf_token": token})
