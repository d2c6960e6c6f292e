"""The public chat API."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated
from uuid import uuid4

from fastapi import APIRouter, Header

from feedback_api.availability.service import off_message
from feedback_api.chat.repository import ChatRepository
from feedback_api.chat.schemas import MessageIn, MessagesOut, SessionOut
from feedback_api.chat.steps.session import new_conversation
from feedback_api.chat.turn import take_turn
from feedback_api.clock import COUNCIL_ZONE, now
from feedback_api.dependencies import ClientAddress, Service
from feedback_api.models import ChatSession
from feedback_api.models.assistant import CONVERSATION_BEGUN
from feedback_api.topics.service import reply, switched_off

router = APIRouter(prefix="/api/chat", tags=["chat"])

Authorization = Annotated[str | None, Header(description="`Bearer <token>` from POST /api/chat/sessions.")]


@router.post("/sessions", status_code=201)
async def open_session(service: Service, address: ClientAddress) -> SessionOut:
    """Begin a chat: a token, good for 24 hours, and the greeting."""
    await service.limits.hit(service.settings.sessions_per_address, "session-address", address)
    message = await off_message(service.database)
    greeting = reply(service.catalogue, "greet") if message is None else switched_off(service.catalogue, message)
    moment = now()
    chat = ChatSession(
        id=uuid4().hex,
        conversation=new_conversation(),
        offered=[button.payload for button in greeting.buttons],
        created_at=moment,
        expires_at=moment + timedelta(hours=service.settings.chat_hours),
    )
    async with service.database.transaction() as session:
        repository = ChatRepository(session)
        await repository.delete_expired(moment)
        await repository.add(chat)
        await repository.count_turn(moment.astimezone(COUNCIL_ZONE).date(), CONVERSATION_BEGUN)
    return SessionOut(token=service.tokens.make(chat.id), messages=[greeting])


@router.delete("/sessions", status_code=204)
async def clear_session(service: Service, authorization: Authorization = None) -> None:
    """Erase the chat and its survey in progress; one that was paused stays for its code. The token opens nothing then.

    Rasa's memory of it, which has no name of the visitor's, is never on disk and goes within the hour.
    """
    session_id = service.tokens.read(authorization)
    lock = service.locks.of(session_id)
    async with lock, service.database.transaction() as session:
        await ChatRepository(session).erase(session_id)


@router.post("/messages")
async def post_message(
    body: MessageIn, service: Service, address: ClientAddress, authorization: Authorization = None
) -> MessagesOut:
    """Say something to the assistant."""
    session_id = service.tokens.read(authorization)
    outcome = await take_turn(service, session_id, address, body.text, body.id)
    return MessagesOut(messages=outcome.messages, degraded=outcome.degraded)
