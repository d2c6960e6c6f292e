"""Red, amber or green: always by the indicator's rule, never typed in."""

from __future__ import annotations

from typing import Literal

from feedback_api.analysis.indicators.definition import RatingRule
from feedback_api.analysis.indicators.statistics import Share

Rating = Literal["green", "amber", "red", "grey"]


def rate(share: Share | None, rule: RatingRule) -> Rating:
    """The rating; grey when the figures are hidden or rest on too few people to say."""
    if share is None or share.percent is None or share.base < rule.minimum_base:
        return "grey"
    if share.percent >= rule.green:
        return "green"
    return "amber" if share.percent >= rule.amber else "red"


def explain(rule: RatingRule) -> str:
    """The rule in a sentence."""
    return (
        f"Green from {rule.green:g} % on, amber from {rule.amber:g} % on, red below; "
        f"grey when fewer than {rule.minimum_base} people count."
    )
