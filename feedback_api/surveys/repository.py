"""All SQL on drafts."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from feedback_api.models import ChatSession, SurveyDraft


class DraftRepository:
    """Questions about drafts, each a method."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def chat_of(self, conversation: str) -> ChatSession | None:
        """The chat session that Rasa knows as `conversation`."""
        found: ChatSession | None = await self._session.scalar(
            select(ChatSession).where(ChatSession.conversation == conversation).with_for_update()
        )
        return found

    async def draft(self, draft_id: str) -> SurveyDraft | None:
        """The draft with its answers."""
        return await self._session.get(SurveyDraft, draft_id)

    async def add(self, draft: SurveyDraft) -> None:
        """Store a new draft."""
        self._session.add(draft)
        await self._session.flush()

    async def delete(self, draft: SurveyDraft) -> None:
        """Forget a draft and its answers."""
        await self._session.delete(draft)
        await self._session.flush()
