"""Reads a feed, page by page, from a web address or a file, however badly it behaves.

It may say 31 services and hold 128, say the wrong page, give the same page for ever, or break off in the middle. What
can be read is read; `complete` says whether that was all, since only then may what is missing be taken for closed.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from json import JSONDecodeError, JSONDecoder
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

import httpx

from feedback_api.directory.dialects import V1_NESTED, Dialect, dialect_of
from feedback_api.directory.standard import NESTED
from feedback_api.errors import InvalidInput

SECONDS = 30.0
ATTEMPTS = 3
PAUSE = 0.5
PER_PAGE = 100
MOST_PAGES = 1000
MOST_BYTES = 64 * 2**20
# So many services' own pages are fetched at once, and so many may fail before the rest is taken from the list.
DETAILS_AT_ONCE = 4
DETAILS_MAY_FAIL = 20
# Where a page holds its services, in each form.
LISTS = ("contents", "content", "services", "items", "data")
LIST_START = re.compile(r'"(?:' + "|".join(LISTS) + r')"\s*:\s*\[')


class NoFeed(InvalidInput):
    """There is nothing at the address that could be read."""

    code = "no_feed"


@dataclass(frozen=True)
class Item:
    """A record as the feed gave it. `whole` is False when only its line of the list could be read."""

    record: Any
    dialect: Dialect
    whole: bool


@dataclass
class Feed:
    """What was read. `said` is the number of services that the feed claims to hold."""

    items: list[Item] = field(default_factory=list)
    said: int | None = None
    held: int = 0
    repeated: int = 0
    pages: int = 0
    complete: bool = True
    notes: list[str] = field(default_factory=list)

    def broke_off(self, why: str) -> None:
        """Note that not all could be read."""
        self.complete = False
        self.notes.append(why)


def source_of(address: str) -> str:
    """The name under which services of this feed are kept: its address without what changes, or the file's name."""
    if not is_url(address):
        return f"file:{Path(address).name}"[:255]
    parts = urlsplit(address)
    return urlunsplit((parts.scheme, parts.netloc.rsplit("@")[-1], parts.path.rstrip("/"), "", ""))[:255]


def is_url(address: str) -> bool:
    """Whether this is a web address rather than a file."""
    return address.lower().startswith(("http://", "https://"))


async def read_feed(
    address: str, transport: httpx.AsyncBaseTransport | None = None, most_pages: int = MOST_PAGES
) -> Feed:
    """Read all of it. Raises NoFeed when not even its beginning can be read. `transport` is for tests."""
    if not is_url(address):
        return _read_file(Path(address))
    async with httpx.AsyncClient(
        timeout=SECONDS,
        follow_redirects=True,
        max_redirects=5,
        transport=transport,
        headers={"Accept": "application/json", "User-Agent": "Our Voices (service directory)"},
    ) as client:
        return await _Reader(client, address, most_pages).read()


def _read_file(file: Path) -> Feed:
    try:
        content = file.read_bytes()
    except OSError as error:
        raise NoFeed(f"{file} can't be read: {error.strerror}.") from error
    feed = Feed(pages=1)
    page = _parsed(content, feed, "the file")
    records = _records(page)
    if records is None:
        raise NoFeed(f"{file} is no feed of services: it holds neither a list nor a service.")
    _take(feed, records, page if isinstance(page, dict) else {}, set())
    _compare_count(feed)
    return feed


class _Reader:
    """Reads the pages of one web address."""

    def __init__(self, client: httpx.AsyncClient, address: str, most_pages: int) -> None:
        self._client = client
        self._most_pages = most_pages
        base = httpx.URL(address)
        path = base.path.rstrip("/")
        self._services = base.copy_with(path=path if path.endswith("/services") else f"{path}/services")
        self._feed = Feed()
        self._seen: set[str] = set()

    async def read(self) -> Feed:
        feed = self._feed
        number = 1
        page, records = await self._page(number)
        if records is None:
            raise NoFeed(f"{self._services.copy_with(query=None)} is no feed of services: {_glimpse(page)}.")
        _take(feed, records, page, self._seen)
        if _says(page, "first_page", "first") is False:
            # Some count their pages from 0.
            await self._zeroth()
        while not self._is_over(page, number):
            if feed.pages >= self._most_pages:
                feed.broke_off(f"More than {self._most_pages} pages: stopped.")
                break
            number += 1
            before = len(self._seen)
            page, records = await self._page(number)
            if not records or not isinstance(page, dict):
                break
            _take(feed, records, page, self._seen)
            if len(self._seen) == before:
                feed.notes.append(f"Page {number} holds nothing new: stopped there.")
                break
        _compare_count(feed)
        await self._details()
        return feed

    def _is_over(self, page: Any, number: int) -> bool:
        """Whether the page says that it is the last and all that was said is there; else one more page is tried."""
        if not isinstance(page, dict) or not self._feed.complete:
            return True
        total_pages = _count(page, "total_pages", "totalPages")
        is_last = _says(page, "last_page", "last")
        at_end = is_last is True or (total_pages is not None and number >= total_pages)
        said_right = self._feed.said is None or len(self._seen) == self._feed.said
        return at_end and said_right

    async def _zeroth(self) -> None:
        page, records = await self._page(0)
        if records:
            _take(self._feed, records, page, self._seen)

    async def _page(self, number: int) -> tuple[Any, list[Any] | None]:
        url = self._services.copy_merge_params({"page": number, "per_page": PER_PAGE})
        where = f"page {number}"
        try:
            content, whole = await self._fetch(url)
        except httpx.HTTPStatusError as error:
            if self._feed.pages and error.response.status_code in (400, 404):
                # Beyond the last page there is none: that is no fault, if all was there.
                return {}, None
            return self._failed(where, f"HTTP {error.response.status_code}")
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return self._failed(where, type(error).__name__)
        self._feed.pages += 1
        if not whole:
            self._feed.broke_off(f"The connection broke in the middle of {where}.")
        page = _parsed(content, self._feed, where)
        return page, _records(page)

    def _failed(self, where: str, why: str) -> tuple[Any, None]:
        if not self._feed.pages:
            raise NoFeed(f"{self._services.copy_with(query=None)} can't be read ({why}). Is the address right?")
        self._feed.broke_off(f"The feed broke off at {where} ({why}).")
        return {}, None

    async def _fetch(self, url: httpx.URL) -> tuple[bytes, bool]:
        """The body, and whether it came whole; another attempt when it fails for the moment."""
        for attempt in range(1, ATTEMPTS + 1):
            body = bytearray()
            try:
                async with self._client.stream("GET", url) as reply:
                    reply.raise_for_status()
                    async for chunk in reply.aiter_bytes():
                        body += chunk
                        if len(body) > MOST_BYTES:
                            return bytes(body), False
                return bytes(body), True
            except httpx.HTTPStatusError as error:
                if attempt == ATTEMPTS or (error.response.status_code < 500 and error.response.status_code != 429):
                    raise
            except httpx.TransportError:
                if attempt == ATTEMPTS:
                    if body:
                        return bytes(body), False
                    raise
            await asyncio.sleep(PAUSE * attempt**2)
        raise AssertionError("the last attempt returns or raises")

    async def _details(self) -> None:
        """Fetch each service's own page where the list gives only its first lines."""
        turns = asyncio.Semaphore(DETAILS_AT_ONCE)
        failures = 0

        async def whole(item: Item) -> Item:
            nonlocal failures
            if item.whole or not isinstance(item.record, dict) or not _identity(item.record):
                return item
            async with turns:
                if failures >= DETAILS_MAY_FAIL:
                    return item
                record = await self._detail(_identity(item.record))
            if record is None:
                failures += 1
                return item
            # The list's own word on the identity counts: a page that answers with another service is a fault.
            dialect = item.dialect if item.dialect != "Open Referral UK 3.0" else dialect_of(record)
            return Item({**record, "id": item.record["id"]}, dialect, whole=True)

        self._feed.items = list(await asyncio.gather(*map(whole, self._feed.items)))
        if failures:
            self._feed.notes.append(
                f"{failures} services' own pages could not be read; those are known from the list alone."
            )

    async def _detail(self, identity: str) -> dict[str, Any] | None:
        path = f"{self._services.path}/{quote(identity, safe='')}".encode()
        # The address may bear a key.
        query = b"?" + self._services.query if self._services.query else b""
        try:
            content, whole = await self._fetch(self._services.copy_with(raw_path=path + query))
            record = json.loads(content) if whole else None
        except (httpx.HTTPError, httpx.InvalidURL, ValueError, RecursionError):
            return None
        return record if isinstance(record, dict) and "name" in record else None


def _parsed(content: bytes, feed: Feed, where: str) -> Any:
    """The JSON, or as much of a broken one as can be read."""
    text = content.decode("utf-8-sig", errors="replace")
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        records = list(_salvaged(text))
        lines = [line for line in text.splitlines() if line.strip()]
        if len(records) > 1 and len(records) == len(lines):
            # One record a line is a form of its own, and nothing is broken.
            return records
        feed.broke_off(f"The JSON of {where} is broken: {len(records)} records could be read.")
        return {"contents": records} if records else None


def _salvaged(text: str) -> Iterator[Any]:
    """The whole records of a list that breaks off."""
    decoder = JSONDecoder()
    start = LIST_START.search(text)
    position = start.end() if start else len(text) - len(text.lstrip(" \t\r\n["))
    while position < len(text):
        if text[position] in " \t\r\n,":
            position += 1
            continue
        try:
            record, position = decoder.raw_decode(text, position)
        except (JSONDecodeError, RecursionError):
            return
        yield record


def _records(page: Any) -> list[Any] | None:
    """The records of a page, or None when it is no page."""
    if isinstance(page, list):
        return page
    if not isinstance(page, dict):
        return None
    for key in LISTS:
        if isinstance(page.get(key), list):
            return list(page[key])
    # A single service, as /services/{id} gives it.
    return [page] if "name" in page and "id" in page else None


def _take(feed: Feed, records: list[Any], page: Any, seen: set[str]) -> None:
    about = page if isinstance(page, dict) else {}
    said = _count(about, "total_items", "totalElements")
    feed.said = said if said is not None else feed.said
    for record in records:
        feed.held += 1
        if not isinstance(record, dict):
            feed.items.append(Item(record, "Open Referral UK 3.0", whole=True))
            continue
        identity = _identity(record)
        if identity and identity in seen:
            feed.repeated += 1
            continue
        seen.add(identity or f"no id, {feed.held}")
        dialect = dialect_of(record, about)
        # Outpost's list holds everything; the standard's holds none of what is nested, or empty lists.
        whole = dialect == "Outpost" or any(record.get(key) for key in NESTED | V1_NESTED)
        feed.items.append(Item(record, dialect, whole))


def _compare_count(feed: Feed) -> None:
    distinct = feed.held - feed.repeated
    if feed.said is not None and feed.said != feed.held:
        feed.notes.append(f"The feed says that it holds {feed.said} services; it held {feed.held}.")
    if feed.repeated:
        feed.notes.append(f"{feed.repeated} records repeat the id of an earlier one, and were left out.")
    if feed.said is not None and distinct < feed.said:
        feed.complete = False


def _identity(record: dict[str, Any]) -> str:
    given = record.get("id")
    return str(given).strip() if isinstance(given, str | int) and not isinstance(given, bool) else ""


def _count(page: dict[str, Any], *keys: str) -> int | None:
    for key in keys:
        value = page.get(key)
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return value
    return None


def _says(page: Any, *keys: str) -> bool | None:
    if isinstance(page, dict):
        for key in keys:
            if isinstance(page.get(key), bool):
                return bool(page[key])
    return None


def _glimpse(page: Any) -> str:
    if isinstance(page, dict):
        return f"its keys are {', '.join(sorted(map(str, page))[:8]) or 'none'}"
    return "it is no JSON object"
