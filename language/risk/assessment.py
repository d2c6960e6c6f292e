"""Rules and network together: the level and kinds of a text."""

from __future__ import annotations

from language.risk.folding import fold, sentences
from language.risk.levels import LEVELS, Level, Risk
from language.risk.rules import default_rules


def assess(text: str) -> Risk:
    """Whether `text` tells of danger (urgent), of a burden that help exists for (concern), or of neither.

    Takes a few milliseconds and touches nothing but memory: call it in a thread from an event loop.
    """
    folded = fold(text)
    level, kinds = _by_rules(folded)
    return Risk(level, tuple(kinds))


def warm_up() -> None:
    """Load rules and network, so that the first message does not wait for them."""
    assess("Hello.")


def _by_rules(folded: str) -> tuple[Level, list[str]]:
    hits = default_rules().find(sentences(folded))
    level: Level = max((level for level, _ in hits), key=LEVELS.index, default="none")
    return level, list(dict.fromkeys(kind for hit, kind in hits if hit == level))
