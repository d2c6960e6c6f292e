"""Disclosure control: no small count is shown, and none can be worked out from what is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_api.analysis.disclosure import guarded, guarded_total

MINIMUM = 5
COUNTS = st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 12), min_size=2)


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({"yes": 12, "no": 5}, {"yes": 12, "no": 5}),
        ({"yes": 12, "no": 0}, {"yes": 12, "no": 0}),
        ({"yes": 12, "no": 4}, {"yes": None, "no": None}),
        ({"yes": 12, "no": 3, "not_sure": 7}, {"yes": 12, "no": None, "not_sure": None}),
        ({"yes": 12, "no": 3, "not_sure": 2}, {"yes": 12, "no": None, "not_sure": None}),
        # Two hidden that are fewer than five people together would still be a small group.
        ({"yes": 12, "no": 1, "not_sure": 1}, {"yes": None, "no": None, "not_sure": None}),
        # A zero beside hidden counts would narrow them down.
        ({"a": 4, "b": 4, "c": 0, "d": 10}, {"a": None, "b": None, "c": None, "d": 10}),
    ],
)
def test_a_small_count_is_hidden_and_so_is_what_would_give_it_away(
    counts: dict[str, int], shown: dict[str, int | None]
) -> None:
    assert guarded(counts, MINIMUM) == shown


@given(COUNTS)
def test_what_is_shown_is_true_and_never_small(counts: dict[str, int]) -> None:
    shown = guarded(counts, MINIMUM)
    assert shown.keys() == counts.keys()
    for name, count in shown.items():
        assert count is None or (count == counts[name] and (count == 0 or count >= MINIMUM))


@given(COUNTS)
def test_a_zero_is_shown_only_where_nothing_is_hidden(counts: dict[str, int]) -> None:
    shown = guarded(counts, MINIMUM).values()
    assert not (None in shown and 0 in shown)


@given(COUNTS)
def test_no_hidden_count_can_be_worked_out_from_the_total_and_the_rest(counts: dict[str, int]) -> None:
    shown = guarded(counts, MINIMUM)
    hidden_people = sum(counts.values()) - sum(count or 0 for count in shown.values())
    hidden = [name for name, count in shown.items() if count is None]
    if hidden:
        # With two unknowns or more, and people to share among them, each could be any number up to their sum.
        assert len(hidden) >= 2
        assert hidden_people >= MINIMUM or len(hidden) == len(counts)


@given(COUNTS)
def test_nothing_is_hidden_without_need(counts: dict[str, int]) -> None:
    if not any(0 < count < MINIMUM for count in counts.values()):
        assert guarded(counts, MINIMUM) == counts


@pytest.mark.parametrize(("total", "shown"), [(0, 0), (1, None), (4, None), (5, 5), (100, 100)])
def test_a_total_is_hidden_when_it_is_small(total: int, shown: int | None) -> None:
    assert guarded_total(total, MINIMUM) == shown
