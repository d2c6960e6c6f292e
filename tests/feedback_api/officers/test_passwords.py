"""One-time passwords lead only to choosing one's own, and weak ones are refused with advice."""

from __future__ import annotations

from httpx import AsyncClient, Response
from sqlalchemy import select

from feedback_api.models import Officer
from feedback_api.officers.service import Officers
from feedback_api.service_state import ServiceState
from tests.feedback_api.conftest import Serve
from tests.feedback_api.helpers import SUMMER_QUARTER, form_token, sign_in
from tests.feedback_api.officers.conftest import PASSWORD

NEW = "another three words"


async def choose(client: AsyncClient, password: str, repeated: str | None = None) -> Response:
    """Fill in the form for a new password and send it."""
    token = form_token(await client.get("/officer/password"))
    data = {"password": password, "repeated": password if repeated is None else repeated, "csrf_token": token}
    return await client.post("/officer/password", data=data)


async def test_a_one_time_password_leads_only_to_choosing_one(client: AsyncClient, newcomer: str) -> None:
    await sign_in(client, newcomer, PASSWORD)
    report = f"/officer/reports/{SUMMER_QUARTER}"
    for page in ("/officer", report, f"{report}/download?format=csv"):
        reply = await client.get(page)
        assert (reply.status_code, reply.headers["location"]) == (303, "/officer/password")


async def test_a_chosen_password_opens_the_reports(client: AsyncClient, newcomer: str) -> None:
    await sign_in(client, newcomer, PASSWORD)
    assert (await choose(client, NEW)).headers["location"] == "/officer"
    assert (await client.get("/officer")).status_code == 200
    assert (await sign_in(client, newcomer, PASSWORD)).status_code == 401
    assert (await sign_in(client, newcomer, NEW)).status_code == 303


async def test_a_weak_or_mistyped_password_is_refused_with_advice(client: AsyncClient, newcomer: str) -> None:
    await sign_in(client, newcomer, PASSWORD)
    for password, repeated, advice in (
        ("short", None, "at least 12 characters"),
        ("", None, "at least 12 characters"),
        ("x" * 129, None, "at most 128 characters"),
        ("aaaaaaaaaaaaaaaa", None, "too easy to guess"),
        ("J.Smith-j.smith", None, "too easy to guess"),
        (NEW, NEW + ".", "not the same"),
    ):
        reply = await choose(client, password, repeated)
        assert reply.status_code == 422
        assert advice in reply.text
    assert (await client.get("/officer")).headers["location"] == "/officer/password"


async def test_a_password_from_another_sites_form_is_not_taken(client: AsyncClient, officer: str) -> None:
    await sign_in(client, officer, PASSWORD)
    reply = await client.post("/officer/password", data={"password": NEW, "repeated": NEW})
    assert reply.status_code == 403
    assert (await sign_in(client, officer, NEW)).status_code == 401


async def test_changing_the_password_ends_every_other_session(client: AsyncClient, serve: Serve, officer: str) -> None:
    async with serve() as elsewhere:
        await sign_in(elsewhere, officer, PASSWORD)
        await sign_in(client, officer, PASSWORD)
        await choose(client, NEW)
        assert (await elsewhere.get("/officer")).status_code == 303
        assert (await client.get("/officer")).status_code == 200


async def test_only_a_slow_hash_of_the_password_is_kept(service: ServiceState, officer: str) -> None:
    async with service.database.transaction() as session:
        kept = (await session.scalars(select(Officer.password_hash))).one()
    assert kept.startswith("$argon2id$")


async def test_the_first_officer_gets_a_new_one_time_password_until_one_is_chosen(
    client: AsyncClient, officers: Officers
) -> None:
    first, second = [await officers.first_sign_in() for _ in range(2)]
    assert first is not None and second is not None and first != second
    assert (await sign_in(client, "officer", first)).status_code == 401
    assert (await sign_in(client, "officer", second)).status_code == 303
    await choose(client, NEW)
    assert await officers.first_sign_in() is None
