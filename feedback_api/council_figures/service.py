"""Takes the figures of a quarter as an officer typed them, and stores all or none."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from feedback_api.clock import Quarter, now
from feedback_api.council_figures.definition import CouncilFigureKind
from feedback_api.council_figures.repository import CouncilFigureRepository
from feedback_api.database import Database
from feedback_api.models import CouncilFigure

NOTE_CHARACTERS = 500


@dataclass
class Typed:
    """What an officer typed for one quarter, by figure; `errors` has a sentence for each that can't be taken."""

    values: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


async def entered(database: Database, quarter: Quarter) -> Typed:
    """What was entered for a quarter, as it would be typed."""
    async with database.transaction() as session:
        found = await CouncilFigureRepository(session).of_quarters([quarter.name])
    return Typed(
        values={figure.figure: f"{figure.value:g}" for figure in found},
        notes={figure.figure: figure.note for figure in found},
    )


async def enter(
    database: Database, kinds: Sequence[CouncilFigureKind], quarter: Quarter, typed: Typed, officer: str
) -> list[str]:
    """Store the figures of a quarter; an empty one takes an earlier one away. Returns the ids that changed.

    When any can't be read, nothing is stored, and `typed.errors` says why.
    """
    before = await entered(database, quarter)
    read: dict[str, float | None] = {}
    for kind in kinds:
        try:
            read[kind.id] = read_number(kind, typed.values.get(kind.id, ""))
        except ValueError as error:
            typed.errors[kind.id] = str(error)
    if typed.errors:
        return []
    changed = [kind.id for kind in kinds if _is_new(kind, read[kind.id], typed, before)]
    async with database.transaction() as session:
        repository = CouncilFigureRepository(session)
        for name in changed:
            value = read[name]
            if value is None:
                await repository.take_away(name, quarter.name)
            else:
                await repository.put(
                    CouncilFigure(
                        figure=name,
                        quarter=quarter.name,
                        value=value,
                        note=_note(typed, name),
                        entered_by=officer,
                        entered_at=now(),
                    )
                )
    return changed


def read_number(kind: CouncilFigureKind, typed: str) -> float | None:
    """The number, or None for an empty box. Raises ValueError with a sentence for the officer."""
    text = typed.strip().rstrip("%").replace(",", "").strip()
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        raise ValueError(f"{kind.title}: “{typed.strip()[:20]}” is not a number. Write it like 12 or 81.8.") from None
    if not math.isfinite(value) or not 0 <= value <= kind.maximum:
        raise ValueError(f"{kind.title}: it must be between 0 and {kind.maximum:,g}.")
    if kind.unit == "number" and value != int(value):
        raise ValueError(f"{kind.title}: it counts cases, so it must be a whole number.")
    return value


def _note(typed: Typed, name: str) -> str:
    return typed.notes.get(name, "").replace("\x00", "").strip()[:NOTE_CHARACTERS]


def _is_new(kind: CouncilFigureKind, value: float | None, typed: Typed, before: Typed) -> bool:
    if value is None:
        return kind.id in before.values
    return before.values.get(kind.id) != f"{value:g}" or before.notes.get(kind.id, "") != _note(typed, kind.id)
