"""The levels and kinds of risk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["none", "concern", "urgent"]
LEVELS: tuple[Level, ...] = ("none", "concern", "urgent")

URGENT_KINDS = (
    "suicide",
    "self_harm",
    "abuse_sexual",
    "abuse_physical",
    "abuse_emotional",
    "neglect",
    "domestic_abuse",
    "exploitation",
    "missing_child",
    "immediate_danger",
    "medical_emergency",
    "restraint_harm",
)
CONCERN_KINDS = (
    "carer_exhaustion",
    "low_mood",
    "bullying",
    "food_or_heating",
    "housing",
    "substance",
    "online_harm",
    "eating",
    "violence_at_home",
    "safeguarding_question",
    "past_harm",
)
# In the order in which an answer speaks of them.
KINDS = URGENT_KINDS + CONCERN_KINDS


@dataclass(frozen=True)
class Risk:
    """How a text was heard. `kinds` are of KINDS, the likeliest first; none when the level is none."""

    level: Level
    kinds: tuple[str, ...]
