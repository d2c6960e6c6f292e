"""All SQL on the switch."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from feedback_api.models import AssistantSwitch

ONLY_ROW = 1


class SwitchRepository:
    """The one row."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def latest(self) -> AssistantSwitch | None:
        """The latest word, or None when nobody has ever touched the switch."""
        return await self._session.get(AssistantSwitch, ONLY_ROW)

    async def put(self, switch: AssistantSwitch) -> None:
        """Replace the latest word."""
        switch.id = ONLY_ROW
        await self._session.merge(switch)
