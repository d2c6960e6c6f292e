"""Recall and nDCG of a ranking."""

from __future__ import annotations

import math
from collections.abc import Sequence


def recall(ranking: Sequence[int], best: set[int], most: int) -> float:
    """The share of the best answers among the first `most`."""
    return len(best & set(ranking[:most])) / min(len(best), most)


def ndcg(ranking: Sequence[int], best: set[int], also: set[int], most: int) -> float:
    """Normalised discounted cumulative gain: 2 for a best answer, 1 for one that would do, less the later it comes."""
    gains = [2 if number in best else 1 if number in also else 0 for number in ranking[:most]]
    ideal = sorted([2] * len(best) + [1] * len(also - best), reverse=True)[:most]
    return _discounted(gains) / _discounted(ideal)


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(position + 2) for position, gain in enumerate(gains))
