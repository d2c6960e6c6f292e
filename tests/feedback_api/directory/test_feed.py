"""Feeds are read to their end, however they behave, and it is known whether that was all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from feedback_api.directory import feed as reading
from feedback_api.directory.feed import Feed, NoFeed, read_feed, source_of
from tests.feedback_api.directory.feeds import ADDRESS, Broken, broken_page, numbers, page, service, serving
from tests.feedback_api.directory.schema import STANDARD


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between two attempts."""

    monkeypatch.setattr(reading, "PAUSE", 0)


def ids(feed: Feed) -> list[str]:
    """The ids of what was read."""
    return [item.record["id"] for item in feed.items]


async def read(answer: Any, **options: Any) -> Feed:
    """Read a feed that answers so."""
    return await read_feed(ADDRESS, httpx.MockTransport(answer), **options)


async def test_every_page_is_read() -> None:
    records = list(numbers(1, 25))
    feed = await read_feed(ADDRESS, serving(records))
    assert ids(feed) == [record["id"] for record in records]
    assert (feed.complete, feed.said, feed.held, feed.pages, feed.notes) == (True, 25, 25, 3, [])


@pytest.mark.parametrize("address", [ADDRESS, f"{ADDRESS}/", f"{ADDRESS}/services", f"{ADDRESS}/services/?key=1"])
async def test_an_address_may_be_written_in_several_ways(address: str) -> None:
    asked = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url)
        return httpx.Response(200, json=page([service(1)]))

    assert len((await read_feed(address, httpx.MockTransport(answer))).items) == 1
    assert {url.path for url in asked} == {"/api/services"}
    assert ("key=1" in str(asked[0])) == ("key=1" in address)


async def test_a_feed_that_says_less_than_it_holds_is_read_whole() -> None:
    feed = await read_feed(
        ADDRESS, serving(list(numbers(1, 128)), per_page=50, total_items=31, total_pages=1, last_page=True)
    )
    assert len(feed.items) == 128
    assert feed.complete
    assert feed.notes == ["The feed says that it holds 31 services; it held 128."]


async def test_a_feed_that_says_more_than_it_holds_is_not_complete() -> None:
    feed = await read_feed(ADDRESS, serving(list(numbers(1, 12)), total_items=400))
    assert (len(feed.items), feed.complete) == (12, False)


async def test_a_feed_that_gives_one_page_for_ever_ends() -> None:
    asked = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200, json=page(list(numbers(1, 5)), 1, 1000, 5000))

    feed = await read(answer)
    assert (len(feed.items), feed.complete, len(asked)) == (5, False, 2)
    assert "Page 2 holds nothing new: stopped there." in feed.notes


async def test_a_feed_without_end_is_left_in_the_end() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        number = int(request.url.params["page"])
        return httpx.Response(200, json=page([service(number)], number, 10**9, 10**9))

    feed = await read(answer, most_pages=7)
    assert (len(feed.items), feed.complete) == (7, False)
    assert feed.notes[0] == "More than 7 pages: stopped."


async def test_a_feed_that_counts_its_pages_from_0_loses_none() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        number = int(request.url.params["page"])
        records = [{"id": str(number), "name": f"Number {number}", "regular_schedules": [{"byday": "MO"}]}]
        about = {"totalElements": 3, "totalPages": 3, "number": number, "first": number == 0, "last": number == 2}
        return httpx.Response(200, json={**about, "content": records if number < 3 else []})

    feed = await read(answer)
    assert (sorted(ids(feed)), feed.complete) == (["0", "1", "2"], True)
    assert {item.dialect for item in feed.items} == {"Open Referral UK 1.0"}


async def test_a_page_that_breaks_off_gives_what_it_had() -> None:
    records = list(numbers(1, 30))

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.params["page"] == "1":
            return httpx.Response(200, json=page(records[:10], 1, 3, 30))
        return httpx.Response(200, stream=Broken(broken_page(records[10:20])))

    feed = await read(answer)
    assert ids(feed) == [record["id"] for record in records[:19]]
    assert not feed.complete
    assert "The connection broke in the middle of page 2." in feed.notes


async def test_a_page_that_is_cut_short_without_a_fault_of_the_network_is_noticed() -> None:
    feed = await read(lambda _: httpx.Response(200, content=broken_page(list(numbers(1, 4)))))
    assert (len(feed.items), feed.complete) == (3, False)
    assert feed.notes[0] == "The JSON of page 1 is broken: 3 records could be read."


@pytest.mark.parametrize("fault", [httpx.ReadTimeout("slow"), httpx.ConnectError("away"), 500, 503, 429])
async def test_a_fault_in_mid_feed_is_tried_again_and_then_told(fault: Exception | int) -> None:
    def faulty(times: int) -> Any:
        failures: list[int] = []

        def answer(request: httpx.Request) -> httpx.Response:
            number = int(request.url.params["page"])
            if number == 2 and len(failures) < times:
                failures.append(1)
                if isinstance(fault, Exception):
                    raise fault
                return httpx.Response(fault)
            return httpx.Response(200, json=page([service(number)], number, 3, 3))

        return answer

    assert (await read(faulty(2))).complete
    broken = await read(faulty(3))
    assert (len(broken.items), broken.complete) == (1, False)
    assert broken.notes[0].startswith("The feed broke off at page 2")


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(404),
        httpx.Response(200, text="<html>Sorry</html>"),
        httpx.Response(200, json={"version": "HSDS-UK-3.0"}),
        httpx.Response(200, json="services"),
        httpx.Response(200, content=b""),
    ],
)
async def test_what_is_no_feed_is_said_in_one_sentence(answer: httpx.Response) -> None:
    with pytest.raises(NoFeed, match=r"feed\.example\.org/api/services"):
        await read(lambda _: answer)


async def test_services_own_pages_are_fetched_where_the_list_is_short() -> None:
    records = list(numbers(1, 3))
    short = [{key: record[key] for key in ("id", "name", "status")} for record in records]

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/api/services":
            return httpx.Response(200, json=page(short))
        if request.url.path.endswith(records[1]["id"]):
            return httpx.Response(500)
        record = next(record for record in records if request.url.path.endswith(record["id"]))
        return httpx.Response(200, json=record)

    feed = await read(answer)
    assert [item.whole for item in feed.items] == [True, False, True]
    assert [item.record for item in feed.items] == [records[0], short[1], records[2]]
    assert feed.complete
    assert feed.notes[0].startswith("1 services' own pages could not be read")


async def test_an_id_cannot_lead_to_another_address() -> None:
    asked = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url)
        return httpx.Response(200, json=page([{"id": "../../admin?x=1", "name": "Odd", "status": "active"}]))

    await read(answer)
    assert all(url.host == "feed.example.org" and url.raw_path.startswith(b"/api/services") for url in asked)


async def test_the_sample_feed_that_says_31_and_holds_128_is_read() -> None:
    feed = await read_feed(str(STANDARD / "feed" / "service_list.json"))
    assert (feed.said, feed.held, feed.repeated, len(feed.items)) == (31, 128, 127, 1)
    assert feed.notes[0] == "The feed says that it holds 31 services; it held 128."


@pytest.mark.parametrize(
    ("content", "count", "complete"),
    [
        (json.dumps(page(list(numbers(1, 3)))), 3, True),
        (json.dumps(list(numbers(1, 3))), 3, True),
        (json.dumps(service(1)), 1, True),
        ("\n".join(json.dumps(record) for record in numbers(1, 3)), 3, True),
        ("\ufeff" + json.dumps([service(1)]), 1, True),
        (broken_page(list(numbers(1, 3))).decode(), 2, False),
        (json.dumps(list(numbers(1, 3)))[:-40], 2, False),
    ],
)
async def test_files_come_in_several_forms(tmp_path: Path, content: str, count: int, complete: bool) -> None:
    file = tmp_path / "feed.json"
    file.write_text(content, encoding="utf-8")
    feed = await read_feed(str(file))
    assert (len(feed.items), feed.complete) == (count, complete)


@pytest.mark.parametrize("content", ["", "{}", "[" * 100_000, "not json", "7"])
async def test_a_file_that_is_no_feed_is_said_in_one_sentence(tmp_path: Path, content: str) -> None:
    file = tmp_path / "feed.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(NoFeed, match="is no feed of services"):
        await read_feed(str(file))
    with pytest.raises(NoFeed, match="can't be read"):
        await read_feed(str(tmp_path / "nowhere.json"))


def test_a_source_is_named_without_secrets_and_folders() -> None:
    assert source_of("https://user:word@feed.example.org/api/?key=1") == "https://feed.example.org/api"
    assert source_of("/somewhere/else/feed.json") == "file:feed.json"
