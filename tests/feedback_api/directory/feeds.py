"""Feeds that behave, and feeds that do not."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import httpx

ADDRESS = "https://feed.example.org/api"
Answer = Callable[[httpx.Request], httpx.Response]


def service_id(number: int) -> str:
    """The id of the service of this number."""
    return str(uuid5(NAMESPACE_URL, f"service {number}"))


def service(number: int, **changes: Any) -> dict[str, Any]:
    """A whole service that fits the standard."""
    return {
        "id": service_id(number),
        "name": f"Service number {number}",
        "description": f"What service {number} does for families.",
        "status": "active",
        "cost_options": [{"id": service_id(1000 + number), "amount": 0}],
        **changes,
    }


def page(records: Sequence[Any], number: int = 1, pages: int = 1, total: int | None = None) -> dict[str, Any]:
    """A page of the standard."""
    return {
        "total_items": len(records) if total is None else total,
        "total_pages": pages,
        "page_number": number,
        "size": len(records),
        "first_page": number == 1,
        "last_page": number >= pages,
        "empty": not records,
        "contents": list(records),
    }


def serving(records: Sequence[Any], per_page: int = 10, **page_changes: Any) -> httpx.MockTransport:
    """A feed that gives the records in pages, and each by its id."""

    def answer(request: httpx.Request) -> httpx.Response:
        path = request.url.path
        if path == "/api/services":
            number = int(request.url.params.get("page", "1"))
            pages = max(1, -(-len(records) // per_page))
            part = records[(number - 1) * per_page : number * per_page]
            return httpx.Response(200, json={**page(part, number, pages, len(records)), **page_changes})
        for record in records:
            if isinstance(record, dict) and path == f"/api/services/{record.get('id')}":
                return httpx.Response(200, json=record)
        return httpx.Response(404, json={})

    return httpx.MockTransport(answer)


class Broken(httpx.AsyncByteStream):
    """A body that breaks off."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    async def __aiter__(self) -> Any:
        """Some bytes, and then no more."""
        yield self._content
        raise httpx.ReadError("the connection broke")


def broken_page(records: Sequence[Any]) -> bytes:
    """A page that ends in the middle of its last record."""
    text = json.dumps(page(records))
    return text[: text.rindex('"status"')].encode()


def numbers(first: int, last: int) -> Iterator[dict[str, Any]]:
    """Services of these numbers."""
    return (service(number) for number in range(first, last + 1))
