"""All SQL on flags."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import case, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from feedback_api.models import RiskFlag


class FlagRepository:
    """Questions about flags, each a method."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, flag: RiskFlag) -> None:
        """Store a new flag."""
        self._session.add(flag)
        await self._session.flush()

    async def get(self, flag_id: str) -> RiskFlag | None:
        """The flag, locked until the transaction ends."""
        found: RiskFlag | None = await self._session.scalar(
            select(RiskFlag).where(RiskFlag.id == flag_id).with_for_update()
        )
        return found

    async def waiting(self) -> Sequence[RiskFlag]:
        """Those that nobody has dealt with: urgent ones first, then the oldest."""
        found = await self._session.scalars(
            select(RiskFlag)
            .where(RiskFlag.dealt_with_at.is_(None))
            .order_by(case((RiskFlag.level == "urgent", 0), else_=1), RiskFlag.raised_at, RiskFlag.id)
        )
        return found.all()

    async def how_many_waiting(self) -> int:
        """The number of flags that nobody has dealt with."""
        return (
            await self._session.scalar(
                select(func.count()).select_from(RiskFlag).where(RiskFlag.dealt_with_at.is_(None))
            )
            or 0
        )

    async def dealt_with(self, most: int) -> Sequence[RiskFlag]:
        """Those that were dealt with, the latest first."""
        found = await self._session.scalars(
            select(RiskFlag)
            .where(RiskFlag.dealt_with_at.is_not(None))
            .order_by(RiskFlag.dealt_with_at.desc(), RiskFlag.id)
            .limit(most)
        )
        return found.all()

    async def delete_dealt_with(self, before: datetime) -> int:
        """Delete those that were dealt with before that moment."""
        gone = await self._session.scalars(
            delete(RiskFlag).where(RiskFlag.dealt_with_at < before).returning(RiskFlag.id)
        )
        return len(gone.all())
