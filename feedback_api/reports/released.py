"""A period's counts as they may be shown, and the memory of what was shown before.

Figures are made for a period that is over. Once made they stand, unless nobody has come or gone since or so many have
that the difference is no small group; so nobody who took answers back shows as a difference between two looks.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy.ext.asyncio import AsyncSession

from feedback_api.analysis.counting.cells import CellsOf
from feedback_api.analysis.counting.counts import Counts
from feedback_api.analysis.counting.layout import AskedSheet, asked_sheets
from feedback_api.analysis.counting.periods import guard_against_earlier, guard_against_quarters
from feedback_api.analysis.counting.repository import CountingRepository
from feedback_api.analysis.disclosure import Release, protect
from feedback_api.clock import Period, Quarter, now
from feedback_api.database import Database
from feedback_api.models import ReleasedFigures
from feedback_api.reports.content import ReportContent
from feedback_api.reports.repository import ReportRepository

Level = Literal["officers", "published"]


@dataclass(frozen=True)
class PeriodFigures:
    """What may be shown of a period. `shown` maps a cell's key to its count, or to None where it is hidden."""

    period: Period
    shown: Mapping[str, int | None]
    sheets: Sequence[AskedSheet]
    counts: Counts
    release: Release | None

    def count(self, key: str) -> int | None:
        """The count of a cell, None when it is hidden or was not there when the figures were made."""
        return self.shown.get(key)


class Releases:
    """Makes and remembers the figures of periods, for one group of readers."""

    def __init__(self, database: Database, content: ReportContent, level: Level) -> None:
        self._database = database
        self._content = content
        self._level = level
        disclosure = content.area.disclosure
        self.minimum = disclosure.officers_minimum if level == "officers" else disclosure.published_minimum

    async def figures(self, period: Period) -> PeriodFigures:
        """The figures of a period that is over."""
        return await self._figures(period, {})

    async def _figures(self, period: Period, known: dict[Quarter, Counts]) -> PeriodFigures:
        counts = Counts()
        async with self._database.transaction() as session:
            for quarter in period.quarters:
                if quarter not in known:
                    known[quarter] = await self._counts(session, quarter)
                counts = counts.plus(known[quarter])
            kept = await ReportRepository(session).released(period.name, self._level)
            changed = await self._changed(session, period, counts, kept) if kept is not None else []
        sheets = asked_sheets(self._content.surveys, counts)
        digest = self._digest(counts)
        if kept is not None and (kept.digest == digest or self._must_stand(kept, counts, changed)):
            return PeriodFigures(period, kept.cells, sheets, counts, None)
        release = await asyncio.to_thread(CellsOf(counts, sheets, self._content.indicators, self.minimum).build)
        if len(period.quarters) > 1:
            await self._guard_against_quarters(release, period.quarters, known)
        if kept is not None and changed:
            guard_against_earlier(release, kept.cells)
        # Some seconds of computing: the service goes on meanwhile, and no transaction waits for it.
        shown = await asyncio.to_thread(protect, release, self.minimum)
        if counts.responses:
            await self._keep(period, digest, counts, shown)
        return PeriodFigures(period, shown, sheets, counts, release)

    async def _counts(self, session: AsyncSession, quarter: Quarter) -> Counts:
        indicators = self._content.indicators
        broken_down = {indicator.question for indicator in indicators.indicators}
        return await CountingRepository(session).of_quarter(quarter.name, broken_down, indicators.breakdowns)

    async def _changed(self, session: AsyncSession, period: Period, counts: Counts, kept: ReleasedFigures) -> list[int]:
        """How many came and how many went in each survey since the figures were made, without the zeros."""
        gone: dict[str, int] = {}
        for quarter in period.quarters:
            found = await CountingRepository(session).withdrawn_since(quarter.name, kept.made_at)
            for sheet, number in found.items():
                gone[sheet.key] = gone.get(sheet.key, 0) + number
        standing = _standing(counts)
        names = {*standing, *kept.standing, *gone}
        come = [standing.get(name, 0) + gone.get(name, 0) - kept.standing.get(name, 0) for name in sorted(names)]
        return [number for number in [*come, *gone.values()] if number]

    async def _guard_against_quarters(
        self, release: Release, quarters: Sequence[Quarter], known: dict[Quarter, Counts]
    ) -> None:
        beside = []
        for quarter in quarters:
            figures = await self._figures(quarter, known)
            sheets = asked_sheets(self._content.surveys, known[quarter])
            cells = figures.release or CellsOf(known[quarter], sheets, self._content.indicators, self.minimum).build()
            beside.append((quarter.name, cells, figures.shown))
        guard_against_quarters(release, beside)

    async def _keep(self, period: Period, digest: str, counts: Counts, shown: Mapping[str, int | None]) -> None:
        async with self._database.transaction() as session:
            await ReportRepository(session).keep(
                ReleasedFigures(
                    period=period.name,
                    level=self._level,
                    made_at=now(),
                    digest=digest,
                    cells=dict(shown),
                    standing=_standing(counts),
                )
            )

    def _must_stand(self, kept: ReleasedFigures, counts: Counts, changed: Sequence[int]) -> bool:
        """Whether making the figures anew would show what a few people did: came, went, or corrected an answer."""
        if kept.digest.startswith(counts.digest_of_answers):
            # The same answers, read by another model, corrected by an officer, or counted by other rules.
            return False
        return not changed or any(number < self.minimum for number in changed)

    def _digest(self, counts: Counts) -> str:
        rules = hashlib.sha256(f"{self._content.digest} {self.minimum}".encode()).hexdigest()
        return f"{counts.digest_of_answers}:{counts.digest_of_scores}:{rules[:20]}"


def _standing(counts: Counts) -> dict[str, int]:
    return {sheet.key: number for sheet, number in counts.responses.items() if number}
