"""All SQL on officers, their sessions and the audit trail."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from feedback_api.models import AuditEntry, Officer, OfficerSession


class OfficerRepository:
    """Questions about officers, each a method."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def named(self, name: str) -> Officer | None:
        """The officer of that name."""
        found: Officer | None = await self._session.scalar(select(Officer).where(Officer.name == name))
        return found

    async def how_many(self) -> int:
        """The number of officers."""
        return await self._session.scalar(select(func.count()).select_from(Officer)) or 0

    async def add(self, officer: Officer) -> None:
        """Store a new officer."""
        self._session.add(officer)
        await self._session.flush()

    async def add_session(self, signed_in: OfficerSession) -> None:
        """Store a new sign-in."""
        self._session.add(signed_in)
        await self._session.flush()

    async def live_session(self, token_hash: str, moment: datetime) -> OfficerSession | None:
        """The sign-in with its officer, unless it has expired by `moment`."""
        found: OfficerSession | None = await self._session.scalar(
            select(OfficerSession).where(OfficerSession.token_hash == token_hash, OfficerSession.expires_at > moment)
        )
        return found

    async def delete_session(self, token_hash: str) -> None:
        """Sign one browser out."""
        await self._session.execute(delete(OfficerSession).where(OfficerSession.token_hash == token_hash))

    async def delete_sessions_of(self, officer_id: str) -> None:
        """Sign an officer out everywhere."""
        await self._session.execute(delete(OfficerSession).where(OfficerSession.officer_id == officer_id))

    async def set_password(self, officer_id: str, password_hash: str) -> None:
        """Replace a password by one of the officer's own choosing."""
        officer = await self._session.get_one(Officer, officer_id)
        officer.password_hash = password_hash
        officer.password_is_temporary = False

    async def note(self, entry: AuditEntry) -> None:
        """Add a line to the audit trail."""
        self._session.add(entry)
        await self._session.flush()
