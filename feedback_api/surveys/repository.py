"""All SQL on drafts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from feedback_api.models import ChatSession, SurveyDraft


class DraftRepository:
    """Questions about drafts, each a method."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def chat_of(self, conversation: str) -> ChatSession | None:
        """The chat session that Rasa knows as `conversation`, held until the transaction ends."""
        found: ChatSession | None = await self._session.scalar(
            select(ChatSession).where(ChatSession.conversation == conversation).with_for_update()
        )
        return found

    async def draft(self, draft_id: str, moment: datetime) -> SurveyDraft | None:
        """The draft with its answers, unless it has expired; held until the transaction ends."""
        found: SurveyDraft | None = await self._session.scalar(
            select(SurveyDraft).where(SurveyDraft.id == draft_id, SurveyDraft.expires_at > moment).with_for_update()
        )
        return found

    async def paused(self, code_hash: str, moment: datetime) -> SurveyDraft | None:
        """The draft that this code opens, unless it has expired."""
        found: SurveyDraft | None = await self._session.scalar(
            select(SurveyDraft)
            .where(SurveyDraft.resume_code_hash == code_hash, SurveyDraft.expires_at > moment)
            .with_for_update()
        )
        return found

    async def add(self, draft: SurveyDraft) -> None:
        """Store a new draft."""
        self._session.add(draft)
        await self._session.flush()

    async def delete(self, draft: SurveyDraft) -> None:
        """Forget a draft and its answers."""
        await self._session.delete(draft)
        await self._session.flush()

    async def delete_expired(self, moment: datetime) -> None:
        """Forget every draft whose time was over by `moment`."""
        await self._session.execute(delete(SurveyDraft).where(SurveyDraft.expires_at <= moment))
