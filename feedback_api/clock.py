"""Time: now, and the council's quarters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from feedback_api.errors import InvalidInput

# A response given at half past midnight in July belongs to the new day, as the person's own clock says.
COUNCIL_ZONE = ZoneInfo("Europe/London")
QUARTER_PATTERN = re.compile(r"([0-9]{4})-([0-9]{2})-Q([1-4])")


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, order=True)
class Quarter:
    """A quarter of the council's year: Q1 is April to June, Q4 January to March. `year` is that of its Q1."""

    year: int
    number: int

    @classmethod
    def of(cls, moment: datetime) -> Quarter:
        """The quarter in which `moment` falls on the council's clock."""
        return cls.of_day(moment.astimezone(COUNCIL_ZONE).date())

    @classmethod
    def of_day(cls, day: date) -> Quarter:
        """The quarter in which `day` falls."""
        number = (day.month - 4) // 3 % 4 + 1
        return cls(day.year if day.month >= 4 else day.year - 1, number)

    @classmethod
    def parse(cls, name: str) -> Quarter:
        """Read a name such as 2026-27-Q2.

        Raises InvalidInput when `name` has another form, or its two years do not follow each other.
        """
        match = QUARTER_PATTERN.fullmatch(name)
        if match is None or (int(match.group(1)) + 1) % 100 != int(match.group(2)):
            raise InvalidInput(f"“{name[:20]}” is not a quarter. Write it like 2026-27-Q2: Q1 is April to June.")
        return cls(int(match.group(1)), int(match.group(3)))

    @property
    def name(self) -> str:
        """The name in the form 2026-27-Q2."""
        return f"{self.year}-{(self.year + 1) % 100:02d}-Q{self.number}"

    @property
    def title(self) -> str:
        """The name for people: "July to September 2026"."""
        first, last = (
            ("April", "June"),
            ("July", "September"),
            ("October", "December"),
            ("January", "March"),
        )[self.number - 1]
        return f"{first} to {last} {self.year + (self.number == 4)}"

    def previous(self) -> Quarter:
        """The quarter before."""
        return Quarter(self.year, self.number - 1) if self.number > 1 else Quarter(self.year - 1, 4)
