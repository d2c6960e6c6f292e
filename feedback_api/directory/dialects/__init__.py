"""Other forms than the standard's newest, turned into it: Open Referral UK 1.0, and the API of Outpost."""

from __future__ import annotations

from typing import Any, Literal

from feedback_api.directory.dialects import outpost, v1

Dialect = Literal["Open Referral UK 3.0", "Open Referral UK 1.0", "Outpost"]

OUTPOST_KEYS = {"organisation", "send_needs", "suitabilities", "min_age", "max_age", "directories", "needs_referral"}
V1_NESTED = frozenset({"eligibilitys", "regular_schedules", "service_taxonomys", "fundings", "holiday_schedules"})
V1_KEYS = V1_NESTED | {"deliverable_type", "attending_access"}


def dialect_of(record: dict[str, Any], page: dict[str, Any] | None = None) -> Dialect:
    """Which form a record has, by what only that form holds; the page that it stood on helps with a bare list."""
    if record.keys() & OUTPOST_KEYS:
        return "Outpost"
    if record.keys() & V1_KEYS or (page is not None and "totalElements" in page):
        return "Open Referral UK 1.0"
    return "Open Referral UK 3.0"


def in_the_standard(record: dict[str, Any], dialect: Dialect, source: str) -> dict[str, Any]:
    """The record in the form of Open Referral UK 3.0, unchecked."""
    if dialect == "Outpost":
        return outpost.converted(record, source)
    if dialect == "Open Referral UK 1.0":
        return v1.converted(record, source)
    return record
