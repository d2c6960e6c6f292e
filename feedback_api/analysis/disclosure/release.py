"""What a report is about to show, as an attacker sees it: counts of people, and the sums that tie them together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Cell:
    """A count of people.

    `rank`: where another cell needs company, the lowest rank is hidden first. It must not depend on the count, or the
    choice itself would give the count away. `is_latent`: no table shows it, but a sum ties it to cells that are shown,
    such as those who did not pick an option. `is_known`: an earlier report showed it, so it can't be hidden any more.
    """

    count: int
    rank: int = 0
    is_latent: bool = False
    is_known: bool = False

    def is_small(self, minimum: int) -> bool:
        """Whether so few people are counted that they could be recognised. Nobody at all is not few."""
        return 0 < self.count < minimum


@dataclass(frozen=True)
class Relation:
    """The cells `parts` add up to the cell `total`."""

    total: str
    parts: tuple[str, ...]

    @property
    def cells(self) -> tuple[str, ...]:
        """All cells that take part."""
        return (self.total, *self.parts)


@dataclass
class Release:
    """All counts of one report, by key, and all sums among them and with what was shown before."""

    cells: dict[str, Cell] = field(default_factory=dict)
    relations: list[Relation] = field(default_factory=list)

    def add(self, key: str, count: int, *, rank: int = 0, is_latent: bool = False, is_known: bool = False) -> str:
        """Put a cell in, and give its key back. Raises ValueError when the key already has another count."""
        present = self.cells.get(key)
        if present is not None and present.count != count:
            raise ValueError(f"The cell {key} is counted twice, as {present.count} and as {count}.")
        if count < 0:
            raise ValueError(f"The cell {key} counts {count} people.")
        if present is None:
            self.cells[key] = Cell(count, rank, is_latent, is_known)
        return key

    def relate(self, total: str, parts: Iterable[str]) -> None:
        """Say that `parts` add up to `total`. Raises ValueError when they do not: then a figure is wrong."""
        relation = Relation(total, tuple(parts))
        added = sum(self.cells[part].count for part in relation.parts)
        if added != self.cells[total].count:
            raise ValueError(f"The parts of {total} add up to {added}, not to {self.cells[total].count}.")
        self.relations.append(relation)

    def rest(self, total: str, part: str, key: str) -> str:
        """Those of `total` who are not in `part`, as a latent cell: whoever sees both can subtract."""
        self.add(key, self.cells[total].count - self.cells[part].count, is_latent=True)
        self.relate(total, (part, key))
        return key

    def remember(self, key: str, shown_before: int) -> None:
        """Guard the cell `key` against what an earlier report showed of the same people: the difference is a group too.

        It is those who came since, or those who took their answers back.
        """
        earlier = self.add(f"{key} before", shown_before, is_known=True)
        if shown_before > self.cells[key].count:
            self.rest(earlier, key, f"{key} gone since")
        else:
            self.rest(key, earlier, f"{key} come since")
