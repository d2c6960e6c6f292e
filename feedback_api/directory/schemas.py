"""The shape of Open Referral UK 3.0's own answers."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel


class Page(BaseModel):
    """A page of anything, as the standard has it."""

    total_items: int
    total_pages: int
    page_number: int
    size: int
    first_page: bool
    last_page: bool
    empty: bool
    contents: list[dict[str, Any]]


class About(BaseModel):
    """What this API is."""

    version: str
    profile: str
    openapi_url: str


def page_of(contents: list[dict[str, Any]], total: int, number: int, per_page: int) -> Page:
    """The page `number` (from 1) of `total` things, `per_page` to a page."""
    pages = max(1, -(-total // per_page))
    return Page(
        total_items=total,
        total_pages=pages,
        page_number=number,
        size=len(contents),
        first_page=number == 1,
        last_page=number >= pages,
        empty=not contents,
        contents=contents,
    )
