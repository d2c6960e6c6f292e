"""Shares with their intervals, changes that are none, and colours by rule."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from scipy.stats import chi2_contingency

from feedback_api.analysis.indicators.definition import RatingRule
from feedback_api.analysis.indicators.rating import rate
from feedback_api.analysis.indicators.statistics import Share, compare

RULE = RatingRule(green=80, amber=60, minimum_base=20)


@pytest.mark.parametrize(
    ("yes", "base", "low", "high"),
    # Newcombe 1998 (Statistics in Medicine 17), table I, method 3: the score method without continuity correction.
    [(81, 263, 25.53, 36.62), (15, 148, 6.24, 16.05), (0, 20, 0.0, 16.11), (1, 29, 0.61, 17.18)],
)
def test_the_interval_is_wilsons(yes: int, base: int, low: float, high: float) -> None:
    assert Share(yes, base).interval == pytest.approx((low, high), abs=0.051)


def test_a_share_of_nobody_is_none() -> None:
    assert Share(0, 0).percent is None
    assert Share(0, 0).interval is None


@given(st.integers(1, 500), st.data())
def test_the_interval_holds_the_share(base: int, data: st.DataObject) -> None:
    share = Share(data.draw(st.integers(0, base)), base)
    assert share.percent is not None and share.interval is not None
    assert 0 <= share.interval[0] <= share.percent <= share.interval[1] <= 100


@pytest.mark.parametrize(
    ("present", "earlier", "direction"),
    [
        (Share(60, 100), Share(40, 100), "up"),
        (Share(40, 100), Share(60, 100), "down"),
        (Share(52, 100), Share(48, 100), "no clear change"),
        (Share(50, 100), Share(50, 100), "no clear change"),
        (Share(100, 100), Share(100, 100), "no clear change"),
        (Share(6, 6), Share(1, 6), "too few to compare"),
        (Share(50, 100), Share(0, 0), "too few to compare"),
    ],
)
def test_a_change_is_called_one_only_when_chance_would_hardly_make_it(
    present: Share, earlier: Share, direction: str
) -> None:
    assert compare(present, earlier).direction == direction


@given(st.integers(60, 300), st.integers(60, 300), st.data())
def test_the_test_of_two_shares_is_the_textbooks(first: int, second: int, data: st.DataObject) -> None:
    """Its square is Pearson's chi-squared of the two-by-two table, which scipy has."""
    present = Share(data.draw(st.integers(25, first - 25)), first)
    earlier = Share(data.draw(st.integers(25, second - 25)), second)
    found = compare(present, earlier)
    table = [[present.yes, first - present.yes], [earlier.yes, second - earlier.yes]]
    assert found.p_value == pytest.approx(chi2_contingency(table, correction=False).pvalue, abs=1e-4)


@pytest.mark.parametrize(
    ("share", "rating"),
    [
        (Share(80, 100), "green"),
        (Share(79, 100), "amber"),
        (Share(60, 100), "amber"),
        (Share(59, 100), "red"),
        (Share(19, 19), "grey"),
        (Share(0, 0), "grey"),
        (None, "grey"),
    ],
)
def test_the_colour_follows_from_the_rule_and_is_grey_without_enough_people(share: Share | None, rating: str) -> None:
    assert rate(share, RULE) == rating


@pytest.mark.parametrize("change", [{"amber": 80}, {"minimum_base": 5}, {"green": 101}])
def test_a_rule_that_makes_no_sense_is_refused(change: dict[str, float]) -> None:
    with pytest.raises(ValidationError):
        RatingRule.model_validate({"green": 80, "amber": 60, **change})
