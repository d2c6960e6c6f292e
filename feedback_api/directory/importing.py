"""`ourvoices import-directory`: reads a feed, holds it against the standard, and brings the directory up to date.

It can be run every night: what has not changed is not written, what vanished is closed, what comes back opens again.
Nothing is closed unless the whole feed could be read.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx

from feedback_api.clock import COUNCIL_ZONE, now
from feedback_api.database import Database
from feedback_api.directory import words
from feedback_api.directory.check import as_uuid, check
from feedback_api.directory.dialects import in_the_standard
from feedback_api.directory.extract import Extract, digest, extract
from feedback_api.directory.feed import Feed, Item, read_feed, source_of
from feedback_api.directory.needs import load_needs
from feedback_api.directory.places import load_places
from feedback_api.directory.repository import DirectoryRepository, Known
from feedback_api.models import DirectoryLocation, DirectoryNeed, DirectorySchedule, DirectoryTerm
from language.abbreviations import default_opener
from language.encoder import default_encoder

BATCH = 250
# A feed that has lost more than half of many services has more likely lost its mind than its services.
MANY = 20
MOST_WARNINGS = 1000


@dataclass(frozen=True)
class Fault:
    """A record that was refused, or was mended, and why."""

    id: str
    name: str
    why: list[str]


@dataclass
class Report:
    """What an import found and did."""

    source: str
    said: int | None = None
    held: int = 0
    complete: bool = True
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    reopened: int = 0
    closed: int = 0
    rejected: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """All of it, for programs."""
        return asdict(self)

    @property
    def sentence(self) -> str:
        """The same in short."""
        parts = [
            f"{self.new} new",
            f"{self.changed} changed",
            f"{self.unchanged} unchanged",
            f"{self.closed} closed",
            f"{len(self.rejected)} rejected",
            f"{len(self.warnings)} with warnings",
        ]
        end = "" if self.complete else " Not all that the feed says it holds could be read, so nothing was closed."
        return f"Read {self.held} records from {self.source}: {', '.join(parts)}.{end}"


@dataclass(frozen=True)
class _Ready:
    """A service that can be stored."""

    external_id: str
    extract: Extract
    digest: str
    is_whole: bool


async def import_directory(
    database: Database,
    data_folder: Path,
    address: str,
    transport: httpx.AsyncBaseTransport | None = None,
    close_many: bool = False,
) -> Report:
    """Import the feed at a web address or in a file. Raises NoFeed when it can't be read at all."""
    feed = await read_feed(address, transport)
    return await store_feed(database, data_folder, source_of(address), feed, close_many)


async def store_feed(
    database: Database, data_folder: Path, source: str, feed: Feed, close_many: bool = False
) -> Report:
    """Bring the directory up to date with what was read of a source."""
    report = Report(source, said=feed.said, held=feed.held, complete=feed.complete, notes=feed.notes)
    at = now()
    ready, named = await asyncio.to_thread(_checked, feed.items, data_folder, source, report)
    async with database.transaction() as session:
        known = await DirectoryRepository(session).known(source)
    for start in range(0, len(ready), BATCH):
        await _store(database, source, ready[start : start + BATCH], known, report, at)
    await _close_the_vanished(database, known, named, report, at, close_many)
    return report


def _checked(items: Sequence[Item], data_folder: Path, source: str, report: Report) -> tuple[list[_Ready], set[str]]:
    """The services that can be stored, and the ids of all that the feed names, refused ones too."""
    needs, places = load_needs(data_folder), load_places(data_folder)
    today = now().astimezone(COUNCIL_ZONE).date()
    ready, named = [], set()
    for item in items:
        record = item.record
        external_id = str(record.get("id", "")).strip()[:255] if isinstance(record, dict) else ""
        name = str(record.get("name", ""))[:120] if isinstance(record, dict) else ""
        if external_id:
            named.add(external_id)
        in_standard = in_the_standard(record, item.dialect, source) if isinstance(record, dict) else record
        checked = check(in_standard, source)
        if checked.service is None:
            report.rejected.append(Fault(external_id, name, checked.faults))
            continue
        if checked.faults and len(report.warnings) < MOST_WARNINGS:
            report.warnings.append(Fault(external_id, name, checked.faults))
        found = extract(checked.service, needs, places, today)
        ready.append(_Ready(external_id, found, digest(found), item.whole))
    return ready, named


async def _store(
    database: Database, source: str, batch: list[_Ready], known: dict[str, Known], report: Report, at: datetime
) -> None:
    changed: list[_Ready] = []
    seen: list[Known] = []
    for service in batch:
        before = known.get(service.external_id)
        if before is None or _must_be_written(service, before):
            changed.append(service)
        else:
            seen.append(before)
    # The encoder is slow: no transaction is open meanwhile.
    vectors = await asyncio.to_thread(_vectors, changed)
    async with database.transaction() as session:
        repository = DirectoryRepository(session)
        taken = await repository.ids_of_others(source, [service.extract.row["record"]["id"] for service in changed])
        new_rows: list[dict[str, Any]] = []
        old_rows: list[dict[str, Any]] = []
        parts_of: dict[str, Extract] = {}
        for service, vector in zip(changed, vectors, strict=True):
            before = known.get(service.external_id)
            row = _row(service, source, before, taken, vector, at)
            parts_of[row["id"]] = service.extract
            (new_rows if before is None else old_rows).append(row)
        numbers = await repository.add(new_rows)
        await repository.change([{key: row[key] for key in row if key != "id"} for row in old_rows])
        numbers |= {row["id"]: row["number"] for row in old_rows}
        await _add_parts(repository, {numbers[service_id]: extract for service_id, extract in parts_of.items()})
        reopened = [service.number for service in seen if service.is_closed]
        await repository.seen([service.number for service in seen], at)
        await words.keep_in_step(session, [*numbers.values(), *reopened])
        if numbers or reopened:
            await repository.change_version(at)
    report.new += len(new_rows)
    report.changed += len(old_rows)
    report.unchanged += len(seen)
    report.reopened += len(reopened) + sum(
        known[service.external_id].is_closed for service in changed if service.external_id in known
    )


def _must_be_written(service: _Ready, before: Known) -> bool:
    if before.is_whole and not service.is_whole:
        # Only its line of the list could be read tonight: what is known already is more.
        return False
    return before.digest != service.digest or before.is_whole != service.is_whole


def _vectors(services: Sequence[_Ready]) -> list[bytes]:
    opener = default_opener()
    meanings = [opener.open(service.extract.meaning) for service in services]
    return [vector.tobytes() for vector in default_encoder().encode(meanings)]


def _row(
    service: _Ready, source: str, before: Known | None, taken: set[str], vector: bytes, at: datetime
) -> dict[str, Any]:
    service_id = before.id if before is not None else service.extract.row["record"]["id"]
    if before is None and service_id in taken:
        # Two sources give the same id: the second gets one of its own.
        service_id = as_uuid(source, "service", f"{source} {service_id}")
    row = {
        **service.extract.row,
        "record": {**service.extract.row["record"], "id": service_id},
        "id": service_id,
        "source": source,
        "external_id": service.external_id,
        "digest": service.digest,
        "imported_at": at,
        "closed_at": None,
        "is_whole": service.is_whole,
        "embedding": vector,
    }
    return row if before is None else {**row, "number": before.number}


async def _add_parts(repository: DirectoryRepository, extracts: dict[int, Extract]) -> None:
    for part, rows in (
        (DirectoryLocation, [(number, row) for number, found in extracts.items() for row in found.locations]),
        (DirectorySchedule, [(number, row) for number, found in extracts.items() for row in found.schedules]),
        (DirectoryTerm, [(number, row) for number, found in extracts.items() for row in found.terms]),
        (DirectoryNeed, [(number, {"need": need}) for number, found in extracts.items() for need in found.needs]),
    ):
        await repository.add_parts(part, [{"service_number": number, **row} for number, row in rows])


async def _close_the_vanished(
    database: Database,
    known: dict[str, Known],
    named: set[str],
    report: Report,
    at: datetime,
    close_many: bool,
) -> None:
    opened = {external_id: service for external_id, service in known.items() if not service.is_closed}
    vanished = [service.number for external_id, service in opened.items() if external_id not in named]
    if not vanished:
        return
    if not report.complete:
        report.notes.append(f"{len(vanished)} services were not seen. They stay open, since the feed is not complete.")
        return
    if not named or (len(opened) >= MANY and len(vanished) > len(opened) / 2 and not close_many):
        report.complete = False
        report.notes.append(
            f"{len(vanished)} of {len(opened)} services vanished at once. They stay open: if that is right, import "
            "again with --close-many."
        )
        return
    async with database.transaction() as session:
        repository = DirectoryRepository(session)
        await repository.close(vanished, at)
        await words.forget(session, vanished)
        await repository.change_version(at)
    report.closed = len(vanished)
