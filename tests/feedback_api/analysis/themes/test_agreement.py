"""Precision, recall and F1 with their intervals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_api.analysis.themes.agreement import Share, agreement

THEMES = ["transport", "costs", "trust"]
SETS = st.lists(st.tuples(st.sets(st.sampled_from(THEMES)), st.sets(st.sampled_from(THEMES))), min_size=1, max_size=30)


def test_the_figures_are_those_counted_by_hand() -> None:
    truth = [{"transport"}, {"transport", "costs"}, set[str](), {"costs"}]
    guess = [{"transport"}, {"transport"}, {"trust"}, {"costs"}]
    found = agreement(truth, guess, THEMES)
    # 3 right of 4 said and of 4 seen.
    assert (found.precision.value, found.recall.value, found.micro.value) == (0.75, 0.75, 0.75)
    by_theme = {one.theme: one for one in found.themes}
    assert by_theme["transport"].f1.value == 1
    assert by_theme["costs"].f1.value == pytest.approx(2 / 3)
    assert (by_theme["trust"].officer, by_theme["trust"].machine, by_theme["trust"].recall) == (
        0,
        1,
        Share(None, None, None),
    )
    # The mean over the two themes that were there.
    assert found.macro.value == pytest.approx((1 + 2 / 3) / 2)


def test_full_agreement_is_one_and_its_interval_too() -> None:
    same = [{"transport"}, {"costs"}] * 20
    assert agreement(same, same, THEMES).micro == Share(1, 1, 1)


def test_more_comments_give_a_narrower_interval() -> None:
    truth, guess = [{"costs"}, {"costs"}, {"trust"}], [{"costs"}, {"trust"}, {"trust"}]
    few, many = (agreement(truth * times, guess * times, THEMES).micro for times in (10, 100))
    assert few.low is not None and few.high is not None and many.low is not None and many.high is not None
    assert many.high - many.low < few.high - few.low


@given(SETS)
def test_every_figure_lies_in_its_interval(pairs: list[tuple[set[str], set[str]]]) -> None:
    found = agreement([truth for truth, _ in pairs], [guess for _, guess in pairs], THEMES, resamples=50)
    assert found.base == len(pairs)
    for share in (found.micro, found.macro, found.precision, found.recall):
        assert share.value is None or 0 <= share.value <= 1
        assert share.low is None or share.high is None or 0 <= share.low <= share.high <= 1
