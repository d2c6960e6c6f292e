"""Hears in a text that somebody may be in danger, or needs kindness and the right service.

    assess("he comes into my room at night") == Risk("urgent", ("abuse_sexual",))

It is no judge of a person. docs/model-cards/risk.md says what it is and what it misses.
"""

from __future__ import annotations

from language.risk.assessment import assess, warm_up
from language.risk.levels import CONCERN_KINDS, KINDS, LEVELS, URGENT_KINDS, Level, Risk

__all__ = ["CONCERN_KINDS", "KINDS", "LEVELS", "URGENT_KINDS", "Level", "Risk", "assess", "warm_up"]
