"""All SQL on invitations."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from feedback_api.models import Invitation, SurveyResponse


class InvitationRepository:
    """Questions about invitations, each a method."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, invitation: Invitation) -> None:
        """Store a new one."""
        self._session.add(invitation)
        await self._session.flush()

    async def with_code(self, code: str) -> Invitation | None:
        """The invitation that bears this code."""
        found: Invitation | None = await self._session.scalar(select(Invitation).where(Invitation.code == code))
        return found

    async def all(self) -> Sequence[Invitation]:
        """All, the newest first."""
        found = await self._session.scalars(select(Invitation).order_by(Invitation.created_at.desc(), Invitation.id))
        return found.all()

    async def responses(self) -> dict[str, int]:
        """How many responses stand, by the invitation that led to them."""
        found = await self._session.execute(
            select(SurveyResponse.invitation_id, func.count())
            .where(SurveyResponse.withdrawn_at.is_(None), SurveyResponse.invitation_id.is_not(None))
            .group_by(SurveyResponse.invitation_id)
        )
        return {str(invitation_id): count for invitation_id, count in found.all()}
