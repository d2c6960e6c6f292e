"""All SQL on jobs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from feedback_api.models import Job


class JobRepository:
    """Questions about jobs, each a method."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, job: Job) -> None:
        """Store a new job."""
        self._session.add(job)
        await self._session.flush()

    async def of(self, kind: str, subject: str) -> Job | None:
        """The job of that kind on that subject, locked until the transaction ends."""
        found: Job | None = await self._session.scalar(
            select(Job).where(Job.kind == kind, Job.subject == subject).with_for_update()
        )
        return found

    async def locked(self, job_id: str) -> Job | None:
        """The job, unless another worker is claiming it at this moment."""
        found: Job | None = await self._session.scalar(
            select(Job).where(Job.id == job_id).with_for_update(skip_locked=True)
        )
        return found

    async def due(self, moment: datetime, limit: int) -> Sequence[str]:
        """The ids of the jobs that should be run by `moment`, the longest overdue first; lost ones among them."""
        found = await self._session.scalars(
            select(Job.id)
            .where(Job.state.in_(("waiting", "running")), Job.due_at <= moment)
            .order_by(Job.due_at, Job.created_at, Job.id)
            .limit(limit)
        )
        return found.all()

    async def given_up(self) -> Sequence[Job]:
        """The jobs that failed too often, the latest first."""
        found = await self._session.scalars(
            select(Job).where(Job.state == "given_up").order_by(Job.finished_at.desc(), Job.id)
        )
        return found.all()

    async def how_many_given_up(self) -> int:
        """The number of jobs that failed too often."""
        return await self._session.scalar(select(func.count()).where(Job.state == "given_up")) or 0

    async def counts(self) -> Sequence[tuple[str, str, int]]:
        """For each kind and state the number of jobs, in the order of their names."""
        found = await self._session.execute(
            select(Job.kind, Job.state, func.count()).group_by(Job.kind, Job.state).order_by(Job.kind, Job.state)
        )
        return [(kind, state, number) for kind, state, number in found]

    async def oldest_overdue(self, moment: datetime) -> datetime | None:
        """Since when the longest overdue job has been due, or None when nothing is overdue by `moment`."""
        found: datetime | None = await self._session.scalar(
            select(func.min(Job.due_at)).where(Job.state.in_(("waiting", "running")), Job.due_at <= moment)
        )
        return found
