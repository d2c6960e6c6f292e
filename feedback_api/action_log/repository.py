"""All SQL on the action log."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from feedback_api.models import CouncilAction


class ActionRepository:
    """Questions about the action log, each a method."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, action: CouncilAction) -> None:
        """Store a new one."""
        self._session.add(action)
        await self._session.flush()

    async def get(self, action_id: str) -> CouncilAction | None:
        """The action of that id."""
        return await self._session.get(CouncilAction, action_id)

    async def all(self) -> Sequence[CouncilAction]:
        """All, the one that was changed last first."""
        found = await self._session.scalars(
            select(CouncilAction).order_by(CouncilAction.updated_at.desc(), CouncilAction.id)
        )
        return found.all()

    async def published(self, survey_id: str | None = None) -> Sequence[CouncilAction]:
        """Those that families can read; of one survey, those that belong to none as well. The newest first."""
        query = select(CouncilAction).where(
            CouncilAction.published_at.is_not(None), CouncilAction.withdrawn_at.is_(None)
        )
        if survey_id is not None:
            query = query.where(or_(CouncilAction.survey_id == survey_id, CouncilAction.survey_id.is_(None)))
        found = await self._session.scalars(query.order_by(CouncilAction.published_at.desc(), CouncilAction.id))
        return found.all()
