"""How far the analyser and the officers agree."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

Z = 1.96


@dataclass(frozen=True)
class Agreement:
    """Cohen's kappa: 1 is full agreement, 0 what chance would give. `low` to `high` is its 95 % interval.

    `kappa` is None when it can't be said: no comment, or both always gave the same one label. `base` is the number of
    comments.
    """

    base: int
    agreed: int
    kappa: float | None
    low: float | None
    high: float | None


def agreement(pairs: Sequence[tuple[str, str]]) -> Agreement:
    """From the analyser's and the officer's label of each comment.

    The interval is the large-sample one of Cohen (1960), and so is rough for a small base.
    """
    base = len(pairs)
    agreed = sum(machine == officer for machine, officer in pairs)
    machine_counts, officer_counts = Counter(m for m, _ in pairs), Counter(o for _, o in pairs)
    by_chance = (
        sum(machine_counts[label] * officer_counts[label] for label in machine_counts) / base**2 if base else 1.0
    )
    if by_chance == 1:
        return Agreement(base, agreed, None, None, None)
    observed = agreed / base
    kappa = (observed - by_chance) / (1 - by_chance)
    half = Z * math.sqrt(observed * (1 - observed) / base) / (1 - by_chance)
    return Agreement(base, agreed, kappa, max(-1.0, kappa - half), min(1.0, kappa + half))
