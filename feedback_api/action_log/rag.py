"""Red, amber or green: a rule, so that nobody has to be persuaded of a colour."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

Status = Literal["planned", "under_way", "done", "not_done"]
Rag = Literal["red", "amber", "green"]

SOON = timedelta(days=28)
# A quarter without news.
SILENT = timedelta(days=92)


def rag_of(status: str, due_on: date | None, updated_on: date, today: date) -> Rag | None:
    """The colour of an action; None for one that is not going to be done, which is no matter of progress.

    Done is green. Red is overdue. Amber is due within four weeks, or has no day, or no news for a quarter.
    """
    if status == "not_done":
        return None
    if status == "done":
        return "green"
    if due_on is not None and due_on < today:
        return "red"
    if due_on is None or due_on - today <= SOON or today - updated_on > SILENT:
        return "amber"
    return "green"
