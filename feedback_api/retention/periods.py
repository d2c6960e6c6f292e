"""From when something has had its time."""

from __future__ import annotations

from datetime import date, datetime

from feedback_api.clock import COUNCIL_ZONE, Quarter


def responses_go_on(quarter: Quarter, years: int) -> date:
    """The day from which a quarter's responses are deleted: so many years after the quarter's end.

    A quarter goes as a whole. If it went day by day, its report would shrink each night, and from two of its reports
    one could read what a single family had said.
    """
    month = quarter.number * 3 % 12 + 4
    year = quarter.year + (quarter.number == 4) + (month > 12) + years
    return date(year, (month - 1) % 12 + 1, 1)


def years_before(moment: datetime, years: int) -> datetime:
    """The same moment so many years earlier; of 29 February, the 28th."""
    local = moment.astimezone(COUNCIL_ZONE)
    try:
        return local.replace(year=local.year - years)
    except ValueError:
        return local.replace(year=local.year - years, day=28)
