"""What holds for every address, so that a new one can't be forgotten."""

from __future__ import annotations

from fastapi import FastAPI
from httpx import AsyncClient

from tests.feedback_api.security.conftest import Address, addresses

FROM_ANOTHER_SITE = {"csrf_token": "made-up"}


async def test_v4_1_1_nothing_of_the_officers_is_open_to_a_stranger(
    client: AsyncClient, officers_addresses: list[Address]
) -> None:
    assert len(officers_addresses) > 5
    open_to_all = [
        address
        for address in officers_addresses
        if (await client.request(address.method, address.path)).headers.get("location") != "/officer/sign-in"
    ]
    assert open_to_all == []


async def test_v4_2_2_no_other_sites_form_does_anything_in_an_officers_name(
    signed_in: AsyncClient, officers_addresses: list[Address]
) -> None:
    posts = [address for address in officers_addresses if address.method != "GET"]
    done = []
    for address in posts:
        # Each field that a form of ours may hold, so that only the token is wrong.
        reply = await signed_in.request(address.method, address.path, data=FROM_ANOTHER_SITE)
        if reply.status_code not in (403, 404, 422):
            done.append((address, reply.status_code))
    assert done == []
    assert (await signed_in.get("/officer")).status_code == 200


async def test_v8_2_1_no_browser_keeps_an_officers_page(
    signed_in: AsyncClient, officers_addresses: list[Address]
) -> None:
    for address in officers_addresses:
        if address.method == "GET":
            reply = await signed_in.get(address.path)
            assert reply.headers.get("cache-control") == "no-store", address


async def test_v1_9_1_the_inner_addresses_know_their_own_processes(client: AsyncClient, loaded_app: FastAPI) -> None:
    inner = addresses(loaded_app, "/internal")
    assert len(inner) > 5
    for address in inner:
        for headers in ({}, {"Authorization": "Bearer "}, {"Authorization": "Bearer guessed"}):
            reply = await client.request(address.method, address.path, headers=headers, json={})
            # A wrong body may be told first; neither does anything.
            assert reply.status_code in (401, 422), address


async def test_v14_5_1_only_methods_that_an_address_has_are_taken(client: AsyncClient, loaded_app: FastAPI) -> None:
    known = {(address.method, address.path) for address in addresses(loaded_app, "/")}
    for path in {path for _, path in known}:
        for method in ("PUT", "DELETE", "PATCH", "TRACE"):
            if (method, path) not in known:
                assert (await client.request(method, path)).status_code == 405, (method, path)
