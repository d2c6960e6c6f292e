"""How a comment sounds: negative, mixed or positive.

For now by TextBlob's own analyser, which finds few of the real complaints (docs/model-cards/sentiment.md). Whatever
replaces it stands behind `analyse`, and changes `ANALYSER`.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version
from typing import Literal

from textblob import TextBlob

Label = Literal["negative", "mixed", "positive"]
LABELS: tuple[Label, ...] = ("negative", "mixed", "positive")
ANALYSER = f"textblob-{version('textblob')}-pattern"
# Within this distance of 0 the words pull neither way.
MIXED_WITHIN = 0.1


@dataclass(frozen=True)
class Sentiment:
    """`polarity` runs from -1 (bad) to 1 (good); `confidence` (to 1) grows with the distance from the nearest cut."""

    label: Label
    polarity: float
    confidence: float


def analyse(text: str) -> Sentiment:
    """The sentiment of one comment in English."""
    polarity = float(TextBlob(text).sentiment.polarity)
    label: Label = "mixed" if abs(polarity) <= MIXED_WITHIN else "positive" if polarity > 0 else "negative"
    return Sentiment(label, round(polarity, 4), round(_confidence(polarity), 4))


def _confidence(polarity: float) -> float:
    """0.5 at the cut between two labels, 1 as far from it as can be. A rule of thumb, not a calibrated probability."""
    distance = abs(abs(polarity) - MIXED_WITHIN)
    furthest = MIXED_WITHIN if abs(polarity) <= MIXED_WITHIN else 1 - MIXED_WITHIN
    return 0.5 + 0.5 * min(1.0, distance / furthest)
