"""All SQL on finished responses."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from feedback_api.models import ResponseAnswer, SurveyResponse


class ResponseRepository:
    """Questions about responses, each a method."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def with_key(self, idempotency_key: str) -> SurveyResponse | None:
        """The response that was stored under this key, if any."""
        found: SurveyResponse | None = await self._session.scalar(
            select(SurveyResponse).where(SurveyResponse.idempotency_key == idempotency_key)
        )
        return found

    async def add(self, response: SurveyResponse) -> None:
        """Store a response with its answers; raises IntegrityError when its key is already there."""
        self._session.add(response)
        await self._session.flush()

    async def of_quarter(self, quarter: str) -> Sequence[SurveyResponse]:
        """All responses of a quarter that still stand, with answers and scores, oldest first."""
        found = await self._session.scalars(
            select(SurveyResponse)
            .where(SurveyResponse.quarter == quarter, SurveyResponse.withdrawn_at.is_(None))
            .options(selectinload(SurveyResponse.answers).selectinload(ResponseAnswer.sentiment))
            .order_by(SurveyResponse.submitted_at, SurveyResponse.id)
        )
        return found.all()

    async def with_code(self, reference_code: str) -> SurveyResponse | None:
        """The response that bears this reference code, with its answers; locked until the transaction ends."""
        found: SurveyResponse | None = await self._session.scalar(
            select(SurveyResponse)
            .where(SurveyResponse.reference_code == reference_code)
            .options(selectinload(SurveyResponse.answers).selectinload(ResponseAnswer.sentiment))
            .with_for_update()
        )
        return found

    async def quarters(self) -> list[str]:
        """The names of all quarters that have responses, newest first."""
        found = await self._session.scalars(select(SurveyResponse.quarter).distinct())
        return sorted(found.all(), reverse=True)
