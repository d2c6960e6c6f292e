"""The purge: deletes what has had its time, wipes the space that it took, and writes down the proof."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import yaml

from feedback_api.clock import now
from feedback_api.database import Database
from feedback_api.models import PurgeRecord
from feedback_api.retention.repository import RetentionRepository
from feedback_api.settings import ROOT, Settings

FORGETTING_STORE = "bot.tracker_store.ForgettingTrackerStore"
LONGEST_MEMORY_MINUTES = 60


async def purge(database: Database, settings: Settings, trigger: str, moment: datetime | None = None) -> PurgeRecord:
    """Delete all that has had its time at `moment`, now when it is left out. Each kind is a transaction of its own.

    The record says for each kind how much there was, was due, was deleted and is left. It is proved when nothing that
    was due is left, the space was wiped, and Rasa forgets within the hour.
    """
    began = now()
    at = moment or began
    counts: list[dict[str, Any]] = []
    async with database.transaction() as session:
        kinds = await RetentionRepository(session).kinds(settings, at)
    for kind in kinds:
        async with database.transaction() as session:
            repository = RetentionRepository(session)
            before, due = await repository.how_many(kind), await repository.how_many_due(kind)
            deleted = await repository.delete_due(kind)
        async with database.transaction() as session:
            repository = RetentionRepository(session)
            after, left = await repository.how_many(kind), await repository.how_many_due(kind)
        counts.append(
            {
                "kind": kind.name,
                "title": kind.title,
                "before": before,
                "due": due,
                "deleted": deleted,
                "after": after,
                "due_left": left,
            }
        )
    await database.wipe_free_space()
    minutes = rasa_remembers(ROOT / "endpoints.yml")
    counts.append({"kind": "rasa", "title": "Rasa's memory, in minutes; never on disk", "after": minutes})
    record = PurgeRecord(
        id=uuid4().hex,
        trigger=trigger,
        began_at=began,
        ended_at=now(),
        counts=counts,
        is_proved=not any(count.get("due_left") for count in counts)
        and minutes is not None
        and minutes <= LONGEST_MEMORY_MINUTES,
    )
    async with database.transaction() as session:
        await RetentionRepository(session).add(record)
    return record


async def latest_purges(database: Database, most: int = 30) -> Sequence[PurgeRecord]:
    """The latest purges, the newest first."""
    async with database.transaction() as session:
        return await RetentionRepository(session).records(most)


def rasa_remembers(endpoints: Path) -> int | None:
    """For how many minutes Rasa remembers a conversation in its memory; None when it would write one down."""
    store = yaml.safe_load(endpoints.read_text(encoding="utf-8")).get("tracker_store") or {}
    return int(store.get("minutes", LONGEST_MEMORY_MINUTES)) if store.get("type") == FORGETTING_STORE else None
