"""Time: now, and the council's quarters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from feedback_api.errors import InvalidInput

# A response given at half past midnight in July belongs to the new day, as the person's own clock says.
COUNCIL_ZONE = ZoneInfo("Europe/London")
QUARTER_PATTERN = re.compile(r"([0-9]{4})-([0-9]{2})-Q([1-4])")
HALF_YEAR_PATTERN = re.compile(r"([0-9]{4})-([0-9]{2})-H([12])")


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

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        """Itself: a period is one quarter or several."""
        return (self,)

    @property
    def last_day(self) -> date:
        """Its last day on the council's clock."""
        year, month = (self.year, 4 + 3 * self.number) if self.number < 4 else (self.year + 1, 4)
        year, month = (year, month) if month <= 12 else (year + 1, month - 12)
        return date(year, month, 1) - timedelta(days=1)

    @property
    def first_day(self) -> date:
        """Its first day on the council's clock."""
        return self.previous().last_day + timedelta(days=1)

    def is_over(self, moment: datetime) -> bool:
        """Whether nobody can answer in it any more."""
        return moment.astimezone(COUNCIL_ZONE).date() > self.last_day

    def year_before(self) -> Quarter:
        """The same quarter of the year before."""
        return Quarter(self.year - 1, self.number)

    def previous(self) -> Quarter:
        """The quarter before."""
        return Quarter(self.year, self.number - 1) if self.number > 1 else Quarter(self.year - 1, 4)


@dataclass(frozen=True, order=True)
class HalfYear:
    """Two quarters: H1 is April to September, H2 October to March."""

    year: int
    half: int

    @property
    def name(self) -> str:
        """The name in the form 2026-27-H1."""
        return f"{self.year}-{(self.year + 1) % 100:02d}-H{self.half}"

    @property
    def title(self) -> str:
        """The name for people: "April to September 2026"."""
        if self.half == 1:
            return f"April to September {self.year}"
        return f"October {self.year} to March {self.year + 1}"

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        """Its two quarters."""
        return Quarter(self.year, 2 * self.half - 1), Quarter(self.year, 2 * self.half)

    def is_over(self, moment: datetime) -> bool:
        """Whether nobody can answer in it any more."""
        return self.quarters[-1].is_over(moment)

    def year_before(self) -> HalfYear:
        """The same half of the year before."""
        return HalfYear(self.year - 1, self.half)

    def previous(self) -> HalfYear:
        """The half year before."""
        return HalfYear(self.year, 1) if self.half == 2 else HalfYear(self.year - 1, 2)


Period = Quarter | HalfYear


def parse_period(name: str) -> Period:
    """Read a name such as 2026-27-Q2 or 2026-27-H1. Raises InvalidInput when it is neither."""
    match = HALF_YEAR_PATTERN.fullmatch(name)
    if match is not None and (int(match.group(1)) + 1) % 100 == int(match.group(2)):
        return HalfYear(int(match.group(1)), int(match.group(3)))
    return Quarter.parse(name)
