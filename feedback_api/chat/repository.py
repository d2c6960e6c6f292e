"""All SQL on chat sessions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncSession

from feedback_api.models import ChatSession, SurveyDraft, TurnCount


class ChatRepository:
    """Questions about chat sessions, each a method."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, chat: ChatSession) -> None:
        """Store a new session."""
        self._session.add(chat)
        await self._session.flush()

    async def live(self, session_id: str, moment: datetime) -> ChatSession | None:
        """The session, unless it has expired by `moment`."""
        found: ChatSession | None = await self._session.scalar(
            select(ChatSession).where(ChatSession.id == session_id, ChatSession.expires_at > moment)
        )
        return found

    async def remember_turn(
        self, session_id: str, conversation: str, turns: int, offered: list[str], topic: str | None
    ) -> None:
        """Keep what the next turn needs. Leaves the draft alone: the survey's engine writes that."""
        await self._session.execute(
            update(ChatSession)
            .where(ChatSession.id == session_id)
            .values(conversation=conversation, turns_in_conversation=turns, offered=offered, topic=topic)
        )

    async def remember_safeguarding(self, session_id: str, said: dict[str, Any]) -> None:
        """Keep which answers about danger this chat has had."""
        await self._session.execute(update(ChatSession).where(ChatSession.id == session_id).values(safeguarding=said))

    async def erase(self, session_id: str) -> None:
        """Delete a session, and its survey in progress unless that was paused to be taken up again by its code."""
        draft = select(ChatSession.draft_id).where(ChatSession.id == session_id).scalar_subquery()
        await self._session.execute(
            delete(SurveyDraft)
            .where(SurveyDraft.id == draft, SurveyDraft.resume_code_hash.is_(None))
            .execution_options(synchronize_session=False)
        )
        await self._session.execute(delete(ChatSession).where(ChatSession.id == session_id))

    async def delete_expired(self, moment: datetime) -> None:
        """Forget the sessions that had expired by `moment`."""
        await self._session.execute(delete(ChatSession).where(ChatSession.expires_at <= moment))

    async def count_turn(self, day: date, status: str) -> None:
        """Count one turn more of this day that ended so."""
        insert = postgresql_insert if self._session.get_bind().dialect.name == "postgresql" else sqlite_insert
        await self._session.execute(
            insert(TurnCount)
            .values(day=day, status=status, turns=1)
            .on_conflict_do_update(
                index_elements=[TurnCount.day, TurnCount.status], set_={"turns": TurnCount.turns + 1}
            )
        )
