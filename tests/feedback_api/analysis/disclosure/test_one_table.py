"""The door for a single table: no small count is shown, and knowing the rule does not help."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_api.analysis.disclosure import guarded, guarded_total, stepped_total

MINIMUM = 5
COUNTS = st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 12), min_size=2)


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({"yes": 12, "no": 5}, {"yes": 12, "no": 5}),
        ({"yes": 12, "no": 0}, {"yes": 12, "no": 0}),
        ({"yes": 12, "no": 4}, {"yes": None, "no": None}),
        ({"yes": 12, "no": 3, "not_sure": 7}, {"yes": 12, "no": None, "not_sure": None}),
        # Any small count fits into 5 people in two cells; but 4 people in two cells are a small group themselves.
        ({"yes": 12, "no": 3, "not_sure": 2}, {"yes": 12, "no": None, "not_sure": None}),
        ({"yes": 12, "no": 2, "not_sure": 2}, {"yes": None, "no": None, "not_sure": None}),
        # 8 people in two cells of at most 4 could only be 4 and 4.
        ({"a": 5, "b": 4, "c": 4}, {"a": None, "b": None, "c": None}),
        ({"a": 40, "b": 30, "c": 4, "d": 4, "e": 3}, {"a": None, "b": 30, "c": None, "d": None, "e": None}),
        # A zero that is shown beside a hidden count says that the hidden one is no zero.
        ({"a": 30, "b": 20, "c": 0, "d": 4}, {"a": None, "b": 20, "c": None, "d": None}),
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
def test_nothing_is_hidden_without_need(counts: dict[str, int]) -> None:
    if not any(0 < count < MINIMUM for count in counts.values()):
        assert guarded(counts, MINIMUM) == counts


@pytest.mark.parametrize(("options", "minimum"), [(2, 3), (3, 3), (2, 5), (3, 5), (4, 3)])
def test_whoever_knows_the_rule_and_tries_every_table_learns_no_small_count(options: int, minimum: int) -> None:
    """All tables that look the same from outside, together: each small value is still possible in each hidden cell."""
    for total in range(minimum, 4 * minimum if options < 4 else 3 * minimum):
        alike: dict[tuple[int | None, ...], list[tuple[int, ...]]] = defaultdict(list)
        for table in tables(options, total):
            counts = {str(number): count for number, count in enumerate(table)}
            alike[tuple(guarded(counts, minimum).values())].append(table)
        for shown, possible in alike.items():
            for place, count in enumerate(shown):
                values = {table[place] for table in possible}
                if count is None and any(0 < value < minimum for value in values):
                    assert values >= set(range(1, minimum)), (shown, place, values)


def tables(options: int, total: int) -> Iterator[tuple[int, ...]]:
    """Every way to share `total` people among so many options."""
    if options == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for others in tables(options - 1, total - first):
            yield (first, *others)


@pytest.mark.parametrize(("total", "shown"), [(0, 0), (1, None), (4, None), (5, 5), (100, 100)])
def test_a_total_is_hidden_when_it_is_small(total: int, shown: int | None) -> None:
    assert guarded_total(total, MINIMUM) == shown


@pytest.mark.parametrize(("total", "shown"), [(0, 0), (4, 0), (5, 5), (9, 5), (23, 20)])
def test_a_count_that_grows_before_ones_eyes_grows_in_steps(total: int, shown: int) -> None:
    assert stepped_total(total, MINIMUM) == shown
