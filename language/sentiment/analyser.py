"""For now TextBlob's own word list, which finds few of the real complaints (docs/model-cards/sentiment.md)."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from typing import NamedTuple

from textblob import TextBlob

from language.sentiment.labels import Label

ANALYSER = f"textblob-{version('textblob')}-pattern"
# Within this distance of 0 the words pull neither way.
MIXED_WITHIN = 0.1
# Below this confidence a person should look.
UNSURE_BELOW = 0.6


class Sentiment(NamedTuple):
    """`polarity` runs from -1 (bad) to 1 (good); `confidence` (to 1) is how likely the label is right."""

    label: Label
    polarity: float
    confidence: float

    @property
    def is_unsure(self) -> bool:
        """Whether a person should look at the comment before anybody builds on the label."""
        return self.confidence < UNSURE_BELOW


def analyse(text: str) -> Sentiment:
    """The sentiment of one comment in English."""
    polarity = float(TextBlob(text).sentiment.polarity)
    label: Label = "mixed" if abs(polarity) <= MIXED_WITHIN else "positive" if polarity > 0 else "negative"
    return Sentiment(label, round(polarity, 4), round(_confidence(polarity), 4))


def analyse_all(texts: Sequence[str]) -> list[Sentiment]:
    """The sentiment of many comments, in their order: much quicker than one by one."""
    return [analyse(text) for text in texts]


def _confidence(polarity: float) -> float:
    """0.5 at the cut between two labels, 1 as far from it as can be. A rule of thumb, not a calibrated probability."""
    distance = abs(abs(polarity) - MIXED_WITHIN)
    furthest = MIXED_WITHIN if abs(polarity) <= MIXED_WITHIN else 1 - MIXED_WITHIN
    return 0.5 + 0.5 * min(1.0, distance / furthest)
