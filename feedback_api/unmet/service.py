"""Keeping what was not answered, and saying in groups what families miss."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from feedback_api.clock import Quarter, now
from feedback_api.database import Database
from feedback_api.models import UnmetQuestion
from feedback_api.topics.schemas import Status
from feedback_api.unmet.repository import UnmetRepository
from language.clusters import cluster
from language.redaction import redact

UnmetKind = Literal["unanswered", "no_service", "not_helped"]
# How a turn ended, and what that makes of its question.
KINDS: dict[Status, UnmetKind] = {"unanswerable_unsure": "unanswered", "no_service_found": "no_service"}
# A question, not a story: the rest tells more of the person than of what is missing.
LONGEST = 300


@dataclass(frozen=True)
class Wanted:
    """What several families asked for: a name for it, how often, and the most typical question (redacted)."""

    name: str
    times: int
    example: str


async def keep_unmet(database: Database, kind: UnmetKind, text: str, topic: str | None = None) -> None:
    """Keep a question that was not answered, redacted, with no more than the quarter and the kind."""
    redacted = await asyncio.to_thread(redact, text[:LONGEST])
    async with database.transaction() as session:
        await UnmetRepository(session).add(
            UnmetQuestion(quarter=Quarter.of(now()).name, kind=kind, text=redacted.text, topic=topic)
        )


async def wanted(database: Database, quarters: Sequence[str]) -> list[Wanted]:
    """What was asked for and not found in some quarters, the most frequent first.

    A question that is like no other is in no group: one family's words stay out of the report.
    """
    async with database.transaction() as session:
        texts = [question.text for question in await UnmetRepository(session).of_quarters(quarters)]
    groups = await asyncio.to_thread(cluster, texts)
    return [Wanted(group.name, len(group.members), group.central) for group in groups]
