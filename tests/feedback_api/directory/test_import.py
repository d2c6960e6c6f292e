"""An import brings the directory up to date: new, changed, vanished and come back; and reports what it refused."""

from __future__ import annotations

import asyncio

import httpx
import pytest
from httpx import AsyncClient
from sqlalchemy import select

from feedback_api.directory import importing
from feedback_api.directory.demo import import_demo
from feedback_api.directory.index import Query
from feedback_api.directory.service import Directory
from feedback_api.models import DirectoryService
from feedback_api.service_state import ServiceState
from tests.feedback_api.directory.conftest import Import
from tests.feedback_api.directory.feeds import broken_page, numbers, page, service_id, serving
from tests.feedback_api.directory.feeds import service as record
from tests.feedback_api.directory.schema import STANDARD, faults, service_schema
from tests.feedback_api.directory.test_dialects import OUTPOST, V1


async def stored(service_state: ServiceState) -> dict[str, DirectoryService]:
    """Every service by its name."""
    async with service_state.database.transaction() as session:
        return {row.name: row for row in await session.scalars(select(DirectoryService))}


async def names(directory: Directory, text: str = "") -> set[str]:
    """What a search finds."""
    found = await directory.search(Query(text))
    return {row.name for row in await directory.listed(found.numbers)}


async def test_a_feed_is_imported_and_a_second_time_nothing_changes(
    importing_from: Import, service: ServiceState, directory: Directory
) -> None:
    first = await importing_from(list(numbers(1, 12)))
    assert (first.new, first.changed, first.unchanged, first.closed, first.rejected) == (12, 0, 0, 0, [])
    index = await directory.index()
    again = await importing_from(list(numbers(1, 12)))
    assert (again.new, again.changed, again.unchanged, again.closed) == (0, 0, 12, 0)
    assert len(await stored(service)) == 12
    # What has not changed is not loaded again.
    assert await directory.index() is index


async def test_what_changes_is_found_by_its_new_words_and_no_longer_by_the_old(
    importing_from: Import, directory: Directory
) -> None:
    await importing_from([record(1, name="Trumpet lessons"), record(2)])
    assert "Trumpet lessons" in await names(directory, "trumpet")
    report = await importing_from([record(1, name="Pottery evenings"), record(2)])
    assert (report.new, report.changed, report.unchanged) == (0, 1, 1)
    assert await names(directory, "trumpets") == set()
    assert "Pottery evenings" in await names(directory, "pottery")


async def test_what_vanishes_is_closed_and_opens_when_it_comes_back(
    importing_from: Import, service: ServiceState, directory: Directory, client: AsyncClient
) -> None:
    await importing_from(list(numbers(1, 3)))
    report = await importing_from(list(numbers(1, 2)))
    assert report.closed == 1
    assert (await stored(service))["Service number 3"].closed_at is not None
    assert await names(directory) == {"Service number 1", "Service number 2"}
    assert "Service number 3" not in await names(directory, "number 3")
    # Its address still answers, and says so.
    kept = await client.get(f"/api/services/{service_id(3)}")
    assert (kept.status_code, kept.json()["status"]) == (200, "inactive")
    again = await importing_from(list(numbers(1, 2)))
    assert (again.closed, again.unchanged) == (0, 2)
    back = await importing_from(list(numbers(1, 3)))
    assert (back.reopened, back.new) == (1, 0)
    assert "Service number 3" in await names(directory, "number 3")


@pytest.mark.parametrize(
    "transport",
    [
        serving(list(numbers(1, 2)), total_items=3),
        httpx.MockTransport(lambda _: httpx.Response(200, content=broken_page(list(numbers(1, 3))))),
        serving([]),
    ],
    ids=["says more than it holds", "breaks off", "is empty"],
)
async def test_nothing_is_closed_unless_all_was_read(
    importing_from: Import, directory: Directory, transport: httpx.MockTransport
) -> None:
    await importing_from(list(numbers(1, 3)))
    report = await importing_from(transport)
    assert (report.closed, report.complete) == (0, False)
    assert len(await names(directory)) == 3
    assert "They stay open" in report.notes[-1]


async def test_a_feed_that_loses_most_of_many_services_closes_none_unless_told(
    importing_from: Import, directory: Directory
) -> None:
    await importing_from(list(numbers(1, 30)))
    assert (await importing_from(list(numbers(1, 10)))).closed == 0
    assert len(await names(directory)) == 30
    assert (await importing_from(list(numbers(1, 10)), close_many=True)).closed == 20
    assert len(await names(directory)) == 10


async def test_what_is_refused_is_reported_with_the_reason_and_what_was_there_stays(
    importing_from: Import, directory: Directory
) -> None:
    await importing_from(list(numbers(1, 2)))
    report = await importing_from(
        [record(1, name=None), record(2, minimum_age="five"), {"name": "No id", "status": "active"}, "odd", record(4)]
    )
    assert [(fault.id, fault.why) for fault in report.rejected] == [
        (service_id(1), ["name: field required"]),
        ("", ["id: field required"]),
        ("", ["the record is no object"]),
    ]
    assert [(fault.id, fault.name) for fault in report.warnings] == [(service_id(2), "Service number 2")]
    assert (report.new, report.closed) == (1, 0)
    assert await names(directory) == {"Service number 1", "Service number 2", "Service number 4"}
    assert report.as_json()["rejected"][0]["why"] == ["name: field required"]


async def test_two_sources_do_not_touch_each_other(
    importing_from: Import, directory: Directory, client: AsyncClient
) -> None:
    await importing_from(list(numbers(1, 3)))
    other = "https://other.example.org/api"
    report = await importing_from([record(1, name="The other one")], address=other)
    assert (report.new, report.closed) == (1, 0)
    assert len(await names(directory)) == 4
    assert (await client.get(f"/api/services/{service_id(1)}")).json()["name"] == "Service number 1"
    again = await importing_from([record(1, name="The other one")], address=other)
    assert (again.new, again.unchanged) == (0, 1)


async def test_a_night_on_which_a_services_page_fails_does_not_thin_it_out(
    importing_from: Import, service: ServiceState
) -> None:
    await importing_from(list(numbers(1, 2)))
    whole = (await stored(service))["Service number 1"].record

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/api/services":
            short = [{key: whole[key] for key in ("id", "name", "status")} for whole in numbers(1, 3)]
            return httpx.Response(200, json=page(short))
        return httpx.Response(404)

    report = await importing_from(httpx.MockTransport(answer))
    assert (report.new, report.changed, report.unchanged) == (1, 0, 2)
    rows = await stored(service)
    assert rows["Service number 1"].record == whole
    assert [rows[f"Service number {number}"].is_whole for number in (1, 3)] == [True, False]


async def test_an_outpost_and_a_feed_of_the_old_standard_are_imported(
    importing_from: Import, directory: Directory, client: AsyncClient
) -> None:
    def outpost(request: httpx.Request) -> httpx.Response:
        about = {"number": 1, "size": 1, "totalPages": 1, "totalElements": 1, "first": True, "last": True}
        return httpx.Response(200, json={**about, "content": [OUTPOST]})

    def old(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/api/services/57":
            return httpx.Response(200, json=V1)
        about = {"number": 1, "size": 1, "totalPages": 1, "totalElements": 1, "first": True, "last": True}
        short = {key: V1[key] for key in ("id", "name", "description", "url", "email", "status", "organization")}
        return httpx.Response(200, json={**about, "content": [short]})

    for answer, address in ((outpost, "https://outpost.example.org/api/v1"), (old, "https://old.example.org/api")):
        for new in (1, 0):
            report = await importing_from(httpx.MockTransport(answer), address=address)
            assert (report.new, report.unchanged, report.rejected, report.complete) == (new, 1 - new, [], True)
    assert await names(directory) == {"Outpost Football", "Old Form Swimming"}
    found = await client.get("/api/services", params={"search": "football", "day": "TH", "age": 7, "need": "deaf"})
    assert [one["name"] for one in found.json()["contents"]] == ["Outpost Football"]
    service_page = (await client.get(f"/api/services/{found.json()['contents'][0]['id']}")).json()
    assert list(faults(service_page, service_schema())) == []


async def test_the_sample_feed_of_the_standard_is_imported(importing_from: Import, service: ServiceState) -> None:
    listed = await importing_from(STANDARD / "feed" / "service_list.json")
    assert (listed.said, listed.held, listed.new, listed.rejected, listed.warnings) == (31, 128, 1, [], [])
    whole = await importing_from(STANDARD / "feed" / "service_full.json")
    assert (whole.new, whole.rejected, whole.warnings) == (1, [], [])
    assert (await stored(service))["Community Counselling"].status == "active"


async def test_others_can_read_our_directory_as_a_feed(
    service: ServiceState, client: AsyncClient, importing_from: Import
) -> None:
    """What we serve is what we read: our own importer finds no fault with it, and loses nothing."""
    await import_demo(service.database, service.settings.data_folder)
    before = {row.id: row.record for row in (await stored(service)).values()}
    report = await importing_from(client._transport, address="http://testserver/api")
    assert (report.new, report.rejected, report.warnings, report.notes) == (len(before), [], [], [])
    async with service.database.transaction() as session:
        copies = list(
            await session.scalars(select(DirectoryService).where(DirectoryService.source == "http://testserver/api"))
        )
    # The same ids are taken by their first source.
    assert {copy.external_id: {**copy.record, "id": copy.external_id} for copy in copies} == before


async def test_no_transaction_is_open_while_the_encoder_works(
    importing_from: Import, service: ServiceState, monkeypatch: pytest.MonkeyPatch
) -> None:
    loop = asyncio.get_running_loop()
    encode = importing._vectors

    def encoding(services: object) -> object:
        async def use_the_database() -> None:
            await stored(service)

        # SQLite has one connection: this would wait for ever if the import held it.
        asyncio.run_coroutine_threadsafe(use_the_database(), loop).result(timeout=5)
        return encode(services)  # type: ignore[arg-type]

    monkeypatch.setattr(importing, "_vectors", encoding)
    assert (await importing_from(list(numbers(1, 2)))).new == 2
