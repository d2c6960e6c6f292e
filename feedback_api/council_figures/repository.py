"""All SQL on the figures that officers enter."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from feedback_api.models import CouncilFigure


class CouncilFigureRepository:
    """Questions about entered figures, each a method."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def of_quarters(self, quarters: Collection[str]) -> Sequence[CouncilFigure]:
        """What was entered for these quarters."""
        found = await self._session.scalars(
            select(CouncilFigure)
            .where(CouncilFigure.quarter.in_(quarters))
            .order_by(CouncilFigure.quarter, CouncilFigure.figure)
        )
        return found.all()

    async def put(self, figure: CouncilFigure) -> None:
        """Store a figure in the place of an earlier one."""
        await self._session.merge(figure)

    async def take_away(self, figure: str, quarter: str) -> None:
        """Forget a figure."""
        await self._session.execute(
            delete(CouncilFigure).where(CouncilFigure.figure == figure, CouncilFigure.quarter == quarter)
        )
