"""The council's quarters, on the council's clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_api.clock import Quarter
from feedback_api.errors import InvalidInput


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 3, 31), "2025-26-Q4"),
        (date(2026, 4, 1), "2026-27-Q1"),
        (date(2026, 6, 30), "2026-27-Q1"),
        (date(2026, 7, 1), "2026-27-Q2"),
        (date(2026, 9, 30), "2026-27-Q2"),
        (date(2026, 10, 1), "2026-27-Q3"),
        (date(2026, 12, 31), "2026-27-Q3"),
        (date(2027, 1, 1), "2026-27-Q4"),
        (date(2100, 1, 1), "2099-00-Q4"),
    ],
)
def test_the_councils_year_begins_in_april(day: date, name: str) -> None:
    assert Quarter.of_day(day).name == name


@pytest.mark.parametrize(
    ("moment", "name"),
    [
        (datetime(2026, 3, 31, 22, 59, 59, tzinfo=UTC), "2025-26-Q4"),
        # The clocks went forward two days before: it is half past midnight on 1 April in the council.
        (datetime(2026, 3, 31, 23, 30, tzinfo=UTC), "2026-27-Q1"),
        (datetime(2026, 6, 30, 23, 0, tzinfo=UTC), "2026-27-Q2"),
        # The clocks have gone back: the council's clock is that of UTC.
        (datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC), "2026-27-Q3"),
        (datetime(2027, 1, 1, tzinfo=UTC), "2026-27-Q4"),
    ],
)
def test_a_moment_belongs_to_the_day_on_the_councils_clock(moment: datetime, name: str) -> None:
    assert Quarter.of(moment).name == name


@pytest.mark.parametrize(
    ("name", "title"),
    [("2026-27-Q1", "April to June 2026"), ("2026-27-Q4", "January to March 2027")],
)
def test_a_quarter_has_a_title_for_people(name: str, title: str) -> None:
    assert Quarter.parse(name).title == title


@pytest.mark.parametrize(
    "name",
    [
        "",
        "2026",
        "2026-Q2",
        "2026-27-Q0",
        "2026-27-Q5",
        "2026-28-Q1",
        "26-27-Q1",
        "2026-27-q1",
        " 2026-27-Q1",
        "２０２６-27-Q1",
        "2026-27-Q1\n",
        "2026-27-Q1/../..",
        "x" * 10_000,
    ],
)
def test_a_name_of_another_form_is_refused_with_an_example(name: str) -> None:
    with pytest.raises(InvalidInput, match="Write it like 2026-27-Q2"):
        Quarter.parse(name)


QUARTERS = st.builds(Quarter, st.integers(1000, 9998), st.integers(1, 4))


@given(QUARTERS)
def test_every_quarters_name_reads_back_as_itself(quarter: Quarter) -> None:
    assert Quarter.parse(quarter.name) == quarter


@given(st.dates(date(1000, 4, 1), date(9998, 12, 31)))
def test_a_quarter_ends_where_the_next_begins(day: date) -> None:
    quarter, tomorrow = Quarter.of_day(day), Quarter.of_day(day + timedelta(days=1))
    assert quarter in (tomorrow, tomorrow.previous())


@given(QUARTERS, QUARTERS)
def test_quarters_sort_by_time(one: Quarter, other: Quarter) -> None:
    assert (one < other) == (one.name < other.name)
