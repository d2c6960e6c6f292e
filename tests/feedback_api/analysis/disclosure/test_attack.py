"""Attacks on whole reports: tables that share people, filters, periods, and what was shown before."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback_api.analysis.disclosure import Release, protect
from tests.feedback_api.analysis.disclosure.attacker import assert_safe, ranges

SMALL_AND_NOT = st.integers(0, 14)
TABLES = st.lists(st.lists(SMALL_AND_NOT, min_size=3, max_size=3), min_size=2, max_size=3)
MINIMUMS = st.sampled_from([5, 10])
UNHURRIED = settings(max_examples=15)


def two_way(rows: list[list[int]], release: Release | None = None, name: str = "") -> Release:
    """A table of options by district, with the totals of both and of all."""
    release = release or Release()
    options = range(len(rows[0]))
    for number, row in enumerate(rows):
        for option in options:
            release.add(f"{name}{number}/{option}", row[option])
        release.add(f"{name}{number}/all", sum(row), rank=1)
        release.relate(f"{name}{number}/all", [f"{name}{number}/{option}" for option in options])
    for option in options:
        release.add(f"{name}all/{option}", sum(row[option] for row in rows), rank=1)
        release.relate(f"{name}all/{option}", [f"{name}{number}/{option}" for number in range(len(rows))])
    release.add(f"{name}all/all", sum(map(sum, rows)), rank=2)
    release.relate(f"{name}all/all", [f"{name}all/{option}" for option in options])
    release.relate(f"{name}all/all", [f"{name}{number}/all" for number in range(len(rows))])
    return release


@UNHURRIED
@given(TABLES, MINIMUMS)
def test_rows_and_columns(rows: list[list[int]], minimum: int) -> None:
    release = two_way(rows)
    assert_safe(release, protect(release, minimum), minimum)


@UNHURRIED
@given(st.lists(SMALL_AND_NOT, min_size=3, max_size=4), SMALL_AND_NOT, MINIMUMS)
def test_base_skipped_and_responses(options: list[int], skipped: int, minimum: int) -> None:
    release = Release()
    names = [release.add(str(number), count) for number, count in enumerate(options)]
    release.relate(release.add("base", sum(options), rank=2), names)
    release.add("skipped", skipped)
    release.relate(release.add("responses", sum(options) + skipped, rank=1), ["base", "skipped"])
    assert_safe(release, protect(release, minimum), minimum)


@UNHURRIED
@given(st.integers(0, 40), st.lists(st.integers(0, 40), min_size=1, max_size=4), MINIMUMS)
def test_several_answers_each_and_those_who_did_not_pick_one(base: int, picked: list[int], minimum: int) -> None:
    release = Release()
    release.add("base", base, rank=1)
    for number, count in enumerate(picked):
        option = release.add(str(number), min(count, base))
        release.rest("base", option, f"not {number}")
    shown = protect(release, minimum)
    assert_safe(release, shown, minimum)
    for number, count in enumerate(picked):
        if 0 < base - min(count, base) < minimum:
            assert None in (shown[str(number)], shown["base"])


@settings(max_examples=6)
@given(TABLES, TABLES, MINIMUMS)
def test_a_quarter_subtracted_from_a_half_year(first: list[list[int]], second: list[list[int]], minimum: int) -> None:
    """The quarters' reports are out when the half-year's is made: it may show only what keeps both safe."""
    second = second[: len(first)]
    first = first[: len(second)]
    quarters = [two_way(first, name="Q1 "), two_way(second, name="Q2 ")]
    out = [protect(quarter, minimum) for quarter in quarters]
    half = two_way([[a + b for a, b in zip(*rows, strict=True)] for rows in zip(first, second, strict=True)])
    for quarter, shown in zip(quarters, out, strict=True):
        for key, cell in quarter.cells.items():
            half.add(key, cell.count, is_known=shown[key] is not None, is_latent=shown[key] is None)
        half.relations += quarter.relations
    for key in quarters[0].cells:
        half.relate(key.removeprefix("Q1 "), [key, key.replace("Q1", "Q2")])
    assert_safe(half, protect(half, minimum), minimum)


@UNHURRIED
@given(st.lists(SMALL_AND_NOT, min_size=4, max_size=4), MINIMUMS)
def test_two_filters_of_the_same_people(cells: list[int], minimum: int) -> None:
    """By district and by need, each with its rest: neither difference shows a small group."""
    in_both, only_district, only_need, neither = cells
    release = Release()
    release.add("all", sum(cells), rank=2)
    release.add("district", in_both + only_district)
    release.add("need", in_both + only_need)
    release.rest("all", "district", "other districts")
    release.rest("all", "need", "without the need")
    shown = protect(release, minimum)
    assert_safe(release, shown, minimum)
    del neither


@UNHURRIED
@given(st.lists(SMALL_AND_NOT, min_size=3, max_size=3), st.lists(SMALL_AND_NOT, min_size=3, max_size=3), MINIMUMS)
def test_a_report_made_again_after_some_came_and_some_went(before: list[int], now: list[int], minimum: int) -> None:
    earlier = _one_question(before)
    shown_before = protect(earlier, minimum)
    later = _one_question(now)
    for key, count in shown_before.items():
        if count is not None:
            later.remember(key, count)
    assert_safe(later, protect(later, minimum), minimum)


@pytest.mark.parametrize("change", [1, -1, 4, -4])
def test_a_respondent_added_or_withdrawn_does_not_show_as_a_difference(change: int) -> None:
    release = Release()
    release.add("yes", 20 + change)
    release.remember("yes", 20)
    assert protect(release, 5) == {"yes": None}


def test_a_change_of_enough_people_may_show() -> None:
    release = Release()
    release.add("yes", 26)
    release.remember("yes", 20)
    assert protect(release, 5) == {"yes": 26}


def test_a_hidden_cell_that_only_another_table_gives_away_takes_company_there() -> None:
    rows = [[3, 20, 30], [20, 20, 20], [20, 20, 20]]
    release = two_way(rows)
    shown = protect(release, 5)
    hidden = {key for key, count in shown.items() if count is None}
    # One cell alone in its row or its column would follow from the total.
    assert len(hidden) >= 4
    assert ranges(release, shown)["0/0"][1] - ranges(release, shown)["0/0"][0] >= 5


def test_nothing_is_hidden_where_nothing_is_small() -> None:
    release = two_way([[10, 20, 30], [20, 0, 20]])
    assert protect(release, 10) == {key: cell.count for key, cell in release.cells.items()}


def test_sums_that_do_not_add_up_are_refused() -> None:
    release = Release()
    for key, count in (("a", 2), ("b", 3), ("all", 6)):
        release.add(key, count)
    with pytest.raises(ValueError, match="add up to 5, not to 6"):
        release.relate("all", ["a", "b"])


def test_a_cell_cannot_be_counted_in_two_ways() -> None:
    release = Release()
    release.add("a", 2)
    with pytest.raises(ValueError, match="counted twice"):
        release.add("a", 3)


def _one_question(counts: list[int]) -> Release:
    release = Release()
    options = [release.add(str(number), count) for number, count in enumerate(counts)]
    release.relate(release.add("base", sum(counts), rank=1), options)
    return release
