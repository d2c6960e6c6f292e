"""All SQL on the directory but the search by words (words.py)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from feedback_api.models import (
    DirectoryLocation,
    DirectoryNeed,
    DirectorySchedule,
    DirectoryService,
    DirectoryState,
    DirectoryTerm,
)

PARTS = (DirectoryLocation, DirectorySchedule, DirectoryNeed, DirectoryTerm)
IS_OPEN = (DirectoryService.closed_at.is_(None), DirectoryService.status == "active")


@dataclass(frozen=True)
class Known:
    """What an import must know of a service that is there already."""

    number: int
    id: str
    digest: str
    is_whole: bool
    is_closed: bool


@dataclass(frozen=True)
class Listed:
    """What lists and cards show of a service: columns of its table, by their names."""

    number: int
    name: str
    description: str
    status: str
    minimum_age: float | None
    maximum_age: float | None
    is_free: bool | None
    is_online: bool
    url: str | None
    email: str | None
    phone: str | None
    closed_at: datetime | None
    record: dict[str, Any]


@dataclass(frozen=True)
class Tables:
    """All that the search keeps in memory: rows of plain values."""

    services: Sequence[Any]
    locations: Sequence[Row[Any]]
    schedules: Sequence[Row[Any]]
    needs: Sequence[Row[Any]]
    terms: Sequence[Row[Any]]


class DirectoryRepository:
    """Questions about the directory, each a method."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def version(self) -> str | None:
        """The directory's version, or None when nothing was ever imported."""
        found: str | None = await self._session.scalar(select(DirectoryState.version))
        return found

    async def change_version(self, at: datetime) -> None:
        """Tell every running service to load again."""
        changed = {"version": uuid4().hex, "changed_at": at}
        done = await self._session.execute(update(DirectoryState).values(changed).returning(DirectoryState.id))
        if done.first() is None:
            await self._session.execute(insert(DirectoryState).values(id=1, **changed))

    async def known(self, source: str) -> dict[str, Known]:
        """The services of a source, by their ids there."""
        service = DirectoryService
        rows = await self._session.execute(
            select(
                service.external_id,
                service.number,
                service.id,
                service.digest,
                service.is_whole,
                service.closed_at.is_not(None),
            ).where(service.source == source)
        )
        return {row[0]: Known(*row[1:]) for row in rows}

    async def ids_of_others(self, source: str, ids: Sequence[str]) -> set[str]:
        """Those of `ids` that a service of another source has."""
        found = await self._session.scalars(
            select(DirectoryService.id).where(DirectoryService.id.in_(ids), DirectoryService.source != source)
        )
        return set(found)

    async def add(self, rows: Sequence[dict[str, Any]]) -> dict[str, int]:
        """Store new services; gives their numbers by id."""
        if not rows:
            return {}
        await self._session.execute(insert(DirectoryService), list(rows))
        found = await self._session.execute(
            select(DirectoryService.id, DirectoryService.number).where(
                DirectoryService.id.in_([row["id"] for row in rows])
            )
        )
        return {row[0]: row[1] for row in found}

    async def change(self, rows: Sequence[dict[str, Any]]) -> None:
        """Overwrite services by their numbers; their parts are removed, to be added anew."""
        if not rows:
            return
        await self._session.execute(update(DirectoryService), list(rows))
        numbers = [row["number"] for row in rows]
        for part in PARTS:
            await self._session.execute(delete(part).where(part.service_number.in_(numbers)))

    async def add_parts(self, part: type[Any], rows: Sequence[dict[str, Any]]) -> None:
        """Store locations, schedules, needs or terms."""
        if rows:
            await self._session.execute(insert(part), list(rows))

    async def seen(self, numbers: Sequence[int], at: datetime) -> None:
        """These services are still in their source, and unchanged: open again, if they were closed."""
        await self._session.execute(
            update(DirectoryService)
            .where(DirectoryService.number.in_(numbers))
            .values(imported_at=at, closed_at=None)
            .execution_options(synchronize_session=False)
        )

    async def close(self, numbers: Sequence[int], at: datetime) -> None:
        """These services vanished from their source."""
        await self._session.execute(
            update(DirectoryService)
            .where(DirectoryService.number.in_(numbers))
            .values(closed_at=at)
            .execution_options(synchronize_session=False)
        )

    async def tables(self) -> Tables:
        """Everything about the open services that the search needs."""
        service = DirectoryService
        services = await self._session.execute(
            select(
                service.number,
                service.id,
                service.name,
                service.minimum_age,
                service.maximum_age,
                service.is_free,
                service.is_online,
                service.embedding,
            )
            .where(*IS_OPEN)
            .order_by(service.number)
        )

        async def parts(*columns: Any) -> Sequence[Row[Any]]:
            of_open = select(service.number).where(*IS_OPEN)
            found = await self._session.execute(select(*columns).where(columns[0].in_(of_open)))
            return found.all()

        place, schedule, term = DirectoryLocation, DirectorySchedule, DirectoryTerm
        return Tables(
            services=services.all(),
            locations=await parts(place.service_number, place.latitude, place.longitude, place.town),
            schedules=await parts(schedule.service_number, schedule.day, schedule.opens_at, schedule.closes_at),
            needs=await parts(DirectoryNeed.service_number, DirectoryNeed.need),
            terms=await parts(term.service_number, term.term_id, term.name, term.taxonomy),
        )

    async def with_numbers(self, numbers: Sequence[int]) -> list[Listed]:
        """The services of these numbers, in this order."""
        if not numbers:
            return []
        # Plain rows of what is shown: no time is lost on embeddings.
        found = await self._session.execute(
            select(*(getattr(DirectoryService, column.name) for column in fields(Listed))).where(
                DirectoryService.number.in_(numbers)
            )
        )
        by_number = {row.number: Listed(*row) for row in found}
        return [by_number[number] for number in numbers if number in by_number]

    async def with_id(self, service_id: str) -> DirectoryService | None:
        """The service, open or closed, if there is one."""
        found: DirectoryService | None = await self._session.scalar(
            select(DirectoryService).where(DirectoryService.id == service_id)
        )
        return found
