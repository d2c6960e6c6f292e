"""How sure a share is, and whether two shares really differ."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from scipy.stats import binomtest, norm

CONFIDENCE = 0.95
# Below this p-value a difference counts as a change.
SIGNIFICANT = 0.05

Direction = Literal["up", "down", "no clear change", "too few to compare"]


@dataclass(frozen=True)
class Share:
    """`yes` of `base` people. Both are counts that may be shown."""

    yes: int
    base: int

    @property
    def percent(self) -> float | None:
        """With one decimal; None of nobody."""
        return round(100 * self.yes / self.base, 1) if self.base else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's 95 % interval in per cent (Wilson 1927), with one decimal; None of nobody."""
        if not self.base:
            return None
        found = binomtest(self.yes, self.base).proportion_ci(confidence_level=CONFIDENCE, method="wilson")
        return round(100 * float(found.low), 1), round(100 * float(found.high), 1)


@dataclass(frozen=True)
class Comparison:
    """This share beside an earlier one: `points` is the difference in percentage points, `p_value` of the test."""

    direction: Direction
    points: float | None
    p_value: float | None


def compare(present: Share, earlier: Share) -> Comparison:
    """A two-sided test of two independent proportions, with the pooled standard error.

    The normal approximation holds where at least 5 people are expected on each side of each share; below that it says
    that there are too few to compare, rather than call chance a change.
    """
    if not present.base or not earlier.base:
        return Comparison("too few to compare", None, None)
    pooled = (present.yes + earlier.yes) / (present.base + earlier.base)
    first, second = present.yes / present.base, earlier.yes / earlier.base
    points = round(100 * (first - second), 1)
    if pooled in (0, 1):
        return Comparison("no clear change", points, 1.0)
    if min(present.base, earlier.base) * min(pooled, 1 - pooled) < 5:
        return Comparison("too few to compare", points, None)
    error = math.sqrt(pooled * (1 - pooled) * (1 / present.base + 1 / earlier.base))
    p_value = round(2 * float(norm.sf(abs(first - second) / error)), 4)
    if p_value >= SIGNIFICANT:
        return Comparison("no clear change", points, p_value)
    return Comparison("up" if first > second else "down", points, p_value)
