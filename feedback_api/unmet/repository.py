"""All SQL on questions that were not answered."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from feedback_api.models import UnmetQuestion


class UnmetRepository:
    """Questions about them, each a method."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, question: UnmetQuestion) -> None:
        """Keep one."""
        self._session.add(question)
        await self._session.flush()

    async def of_quarters(self, quarters: Sequence[str]) -> Sequence[UnmetQuestion]:
        """Those of some quarters, in the order of their letters: never the order in which they came."""
        found = await self._session.scalars(
            select(UnmetQuestion)
            .where(UnmetQuestion.quarter.in_(quarters))
            .order_by(UnmetQuestion.text, UnmetQuestion.kind, UnmetQuestion.topic)
        )
        return found.all()
