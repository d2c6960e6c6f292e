"""Rules and network together: the level and kinds of a text."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from language.risk.folding import as_words, clauses, fold, sentences
from language.risk.levels import CONCERN_KINDS, KINDS, LEVELS, URGENT_KINDS, Level, Risk
from language.risk.network import FOLDER, Likelihoods, likelihoods
from language.risk.rules import default_rules

THRESHOLDS_FILE = FOLDER / "thresholds.json"
# A shorter piece says too little by itself.
FEWEST_WORDS_OF_A_PART = 3
LIKELY_KIND = 0.5


class Thresholds(NamedTuple):
    """From which likelihood a text counts; a part of a longer text must be surer than a whole one."""

    urgent: float
    urgent_part: float
    concern: float
    concern_part: float

    @classmethod
    def read(cls, file: Path) -> Thresholds:
        """As `python -m language.risk.thresholds` chose them."""
        return cls(**json.loads(file.read_text(encoding="utf-8")))


@lru_cache(maxsize=1)
def default_thresholds() -> Thresholds:
    """The project's, read once a process."""
    return Thresholds.read(THRESHOLDS_FILE)


def assess(text: str) -> Risk:
    """Whether `text` tells of danger (urgent), of a burden that help exists for (concern), or of neither.

    Takes a few milliseconds and touches nothing but memory: call it in a thread from an event loop.
    """
    folded = fold(text)
    if not as_words(folded):
        return Risk("none", ())
    level, kinds = by_rules(folded)
    if level == "urgent":
        return Risk(level, tuple(kinds))
    read = likelihoods(pieces(folded))
    heard, likely = by_network(read, default_thresholds())
    if heard == "urgent" and default_rules().excuse(sentences(folded)):
        heard, likely = _without_alarm(read)
    if LEVELS.index(heard) > LEVELS.index(level):
        return Risk(heard, tuple(likely))
    return Risk(level, tuple(dict.fromkeys((*kinds, *(likely if heard == level else ())))))


def warm_up() -> None:
    """Load rules and network, so that the first message does not wait for them."""
    assess("Hello.")


def pieces(folded: str) -> list[str]:
    """The whole text first, then its sentences and clauses when it has several."""
    whole = " ".join(folded.split())
    words = as_words(folded)
    return [whole, *(part for part in clauses(folded, FEWEST_WORDS_OF_A_PART) if part != words)]


def by_rules(folded: str) -> tuple[Level, list[str]]:
    """The highest level that a rule gives, and the kinds at that level."""
    hits = default_rules().find(sentences(folded))
    level: Level = max((level for level, _ in hits), key=LEVELS.index, default="none")
    return level, list(dict.fromkeys(kind for hit, kind in hits if hit == level))


def by_network(likely: Likelihoods, thresholds: Thresholds) -> tuple[Level, list[str]]:
    """The level of a text from the likelihoods of its pieces, the whole first; and the kinds of the surest piece."""
    urgent, burdened = likely.levels[:, 2], 1 - likely.levels[:, 0]
    if _reaches(urgent, thresholds.urgent, thresholds.urgent_part):
        return "urgent", _kinds(likely, int(urgent.argmax()), URGENT_KINDS)
    if _reaches(burdened, thresholds.concern, thresholds.concern_part):
        return "concern", _kinds(likely, int(burdened.argmax()), KINDS)
    return "none", []


def _without_alarm(likely: Likelihoods) -> tuple[Level, list[str]]:
    """What the whole is when it can't be urgent."""
    none, concern = likely.levels[0, 0], likely.levels[0, 1]
    return ("concern", _kinds(likely, 0, CONCERN_KINDS)) if concern > none else ("none", [])


def _reaches(shares: np.ndarray, whole: float, part: float) -> bool:
    return bool(shares[0] >= whole or (len(shares) > 1 and shares[1:].max() >= part))


def _kinds(likely: Likelihoods, piece: int, among: Sequence[str]) -> list[str]:
    """The likeliest of these kinds, and the others that are likely."""
    shares = {kind: float(likely.kinds[piece, KINDS.index(kind)]) for kind in among}
    ordered = sorted(among, key=lambda kind: -shares[kind])
    return [ordered[0], *(kind for kind in ordered[1:] if shares[kind] >= LIKELY_KIND)]
