"""The directory is served in the standard's own form."""

from __future__ import annotations

from typing import Any

import pytest
from httpx import AsyncClient

from feedback_api.directory.demo import demo_id
from feedback_api.directory.service import Directory
from tests.feedback_api.conftest import Serve
from tests.feedback_api.directory.conftest import Import
from tests.feedback_api.directory.feeds import service as record
from tests.feedback_api.directory.schema import faults, list_schema, page_schema, read, service_schema


async def page(client: AsyncClient, **query: Any) -> dict[str, Any]:
    """A page of services, held against the standard."""
    reply = await client.get("/api/services", params=query)
    assert reply.status_code == 200, reply.text
    found: dict[str, Any] = reply.json()
    assert list(faults(found, page_schema())) == []
    assert set(found) == {*page_schema()["properties"], "contents"}
    for service in found["contents"]:
        assert list(faults(service, list_schema())) == []
        assert set(service) <= set(list_schema()["properties"])
    return found


async def test_pages_fit_the_standard_and_hold_each_service_once(demo: Directory, client: AsyncClient) -> None:
    seen = []
    for number in (1, 2, 3, 4):
        found = await page(client, page=number, per_page=20)
        seen += [service["id"] for service in found["contents"]]
        assert (found["page_number"], found["first_page"], found["last_page"]) == (number, number == 1, number == 4)
    assert (found["total_items"], found["total_pages"], found["size"]) == (76, 4, 16)
    assert len(set(seen)) == 76
    beyond = await page(client, page=5, per_page=20)
    assert (beyond["empty"], beyond["size"], beyond["last_page"]) == (True, 0, True)


async def test_an_empty_directory_has_one_empty_page(client: AsyncClient) -> None:
    assert await page(client) == {
        "total_items": 0,
        "total_pages": 1,
        "page_number": 1,
        "size": 0,
        "first_page": True,
        "last_page": True,
        "empty": True,
        "contents": [],
    }
    assert (await page(client, search="swimming", postcode="M33"))["empty"]


async def test_every_service_fits_the_standard(demo: Directory, client: AsyncClient) -> None:
    for service in (await page(client, per_page=100))["contents"]:
        whole = await client.get(f"/api/services/{service['id']}")
        assert list(faults(whole.json(), service_schema())) == []
        assert {key: whole.json()[key] for key in service if key != "organization"} == {
            key: value for key, value in service.items() if key != "organization"
        }


async def test_what_was_imported_is_served_unchanged(importing_from: Import, client: AsyncClient) -> None:
    sample = {**read("feed/service_full.json")}
    await importing_from([sample])
    served = (await client.get(f"/api/services/{sample['id']}")).json()
    assert served == {**sample, "description": sample["description"].strip()}


CHOICES: tuple[tuple[dict[str, Any], str], ...] = (
    ({"search": "braille"}, "braille"),
    ({"search": "swimming", "postcode": "M41 5XX", "proximity": 3000, "day": "SU"}, "quiet_swim"),
    ({"search": "football", "need": "deaf"}, "deaf_football"),
    ({"search": "football", "cost": "free"}, "deaf_football"),
    ({"search": "football", "day": "SA"}, "inclusive_football"),
    ({"search": "football", "day": "Saturday,Sunday"}, "inclusive_football"),
    ({"search": "swimming", "age": 3, "day": "we"}, "hydro"),
    ({"search": "gaming", "start_time": "17:00", "end_time": "19:00:00"}, "gaming"),
)


async def test_choices_narrow_the_list(demo: Directory, client: AsyncClient) -> None:
    for query, first in CHOICES:
        assert (await page(client, **query))["contents"][0]["id"] == demo_id(first), query


async def test_a_category_is_listed_and_can_be_chosen(demo: Directory, client: AsyncClient) -> None:
    terms = (await client.get("/api/taxonomy_terms", params={"per_page": 100})).json()
    swimming = next(term for term in terms["contents"] if term["name"] == "Swimming")
    assert list(faults(swimming, service_schema()["definitions"]["taxonomy_term"])) == []
    assert (await client.get(f"/api/taxonomy_terms/{swimming['id']}")).json() == swimming
    assert (await page(client, taxonomy_term_id=swimming["id"]))["total_items"] == 3
    assert (await page(client, taxonomy_id="demonstration categories"))["total_items"] == 76
    assert (await page(client, taxonomy_term_id="none"))["empty"]
    assert (await client.get("/api/taxonomy_terms/none")).status_code == 404


async def test_it_says_which_standard_it_follows(client: AsyncClient) -> None:
    assert (await client.get("/api")).json()["version"] == "HSDS-UK-3.0"


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"page": 0}, "page"),
        ({"per_page": 100_000}, "per_page"),
        ({"day": "someday"}, "“someday” is no day. Write MO, TU, WE, TH, FR, SA, SU."),
        ({"postcode": "ZZ99 9ZZ"}, "There is no such postcode."),
        ({"need": "fame"}, "There is no need “fame”."),
        ({"age": "x"}, "age"),
        ({"start_time": "25:00"}, "start_time"),
        ({"search": "x" * 301}, "search"),
    ],
)
async def test_a_choice_that_makes_no_sense_is_explained(
    client: AsyncClient, query: dict[str, Any], sentence: str
) -> None:
    reply = await client.get("/api/services", params=query)
    assert reply.status_code == 422
    assert sentence in reply.json()["detail"]
    # A family's postcode is not said again.
    assert "ZZ99" not in reply.text


async def test_a_service_that_is_none_is_not_found(client: AsyncClient) -> None:
    for service_id in ("none", "ac148810-d857-441c-9679-408f346de14b", "x" * 500):
        reply = await client.get(f"/api/services/{service_id}")
        assert (reply.status_code, reply.json()["code"]) == (404, "not_found")


async def test_one_address_cannot_ask_without_end(serve: Serve) -> None:
    async with serve(directory_per_address="2/minute") as client:
        assert [(await client.get("/api/services")).status_code for _ in range(3)] == [200, 200, 429]


async def test_an_id_may_be_written_in_capitals(importing_from: Import, client: AsyncClient) -> None:
    await importing_from([record(1)])
    assert (await client.get(f"/api/services/{record(1)['id'].upper()}")).json()["name"] == "Service number 1"
