"""Every look at a report leaves a line of the audit trail."""

from __future__ import annotations

from httpx import AsyncClient
from sqlalchemy import select

from feedback_api.models import AuditEntry
from feedback_api.officers.service import Officers
from feedback_api.service_state import ServiceState
from tests.feedback_api.helpers import SUMMER_QUARTER, form_token, sign_in, store
from tests.feedback_api.officers.conftest import NAME, PASSWORD


async def trail(service: ServiceState) -> list[tuple[str, str, str]]:
    """Who did what to what, in order."""
    async with service.database.transaction() as session:
        entries = (await session.scalars(select(AuditEntry).order_by(AuditEntry.id))).all()
    return [(entry.officer_name, entry.action, entry.detail) for entry in entries]


async def test_signing_in_and_out_is_noted(client: AsyncClient, service: ServiceState, officer: str) -> None:
    await sign_in(client, officer, "a wrong password")
    await sign_in(client, "a name or a password?", PASSWORD)
    await sign_in(client, officer, PASSWORD)
    token = form_token(await client.get("/officer"))
    await client.post("/officer/sign-out", data={"csrf_token": token})
    assert await trail(service) == [
        (NAME, "sign_in_failed", ""),
        # Not what was typed: people type passwords into the name's box.
        ("-", "sign_in_failed", ""),
        (NAME, "signed_in", ""),
        (NAME, "signed_out", ""),
    ]


async def test_each_look_at_a_report_is_noted(client: AsyncClient, service: ServiceState, officer: str) -> None:
    await sign_in(client, officer, PASSWORD)
    for path in ("", "", "/download?format=csv", "/download?format=json"):
        assert (await client.get(f"/officer/reports/{SUMMER_QUARTER}{path}")).status_code == 200
    assert (await trail(service))[-4:] == [
        (NAME, "report_read", f"{SUMMER_QUARTER} html"),
        (NAME, "report_read", f"{SUMMER_QUARTER} html"),
        (NAME, "report_downloaded", f"{SUMMER_QUARTER} csv"),
        (NAME, "report_downloaded", f"{SUMMER_QUARTER} json"),
    ]


async def test_a_report_that_does_not_exist_is_refused_and_not_noted(
    client: AsyncClient, service: ServiceState, officer: str
) -> None:
    await sign_in(client, officer, PASSWORD)
    before = await trail(service)
    for path, status in (("2026-27-Q9", 422), ("nonsense", 422), (f"{SUMMER_QUARTER}/download?format=exe", 404)):
        reply = await client.get(f"/officer/reports/{path}")
        assert reply.status_code == status
        assert "Something is not right" in reply.text
    assert await trail(service) == before


async def test_a_download_is_a_file_that_no_cache_keeps(client: AsyncClient, officer: str) -> None:
    await sign_in(client, officer, PASSWORD)
    reply = await client.get(f"/officer/reports/{SUMMER_QUARTER}/download?format=csv")
    assert reply.headers["content-disposition"] == f'attachment; filename="our-voices-{SUMMER_QUARTER}.csv"'
    assert reply.headers["content-type"] == "text/csv; charset=utf-8"
    assert reply.headers["cache-control"] == "no-store"


async def test_the_officers_page_offers_every_quarter_that_has_responses(
    client: AsyncClient, service: ServiceState, officer: str
) -> None:
    await store(service, {"on_time": "always"})
    await sign_in(client, officer, PASSWORD)
    home = (await client.get("/officer")).text
    for extension in ("csv", "json", "html"):
        assert f"/officer/reports/{SUMMER_QUARTER}/download?format={extension}" in home


async def test_adding_an_officer_is_noted(service: ServiceState, officers: Officers) -> None:
    await officers.create(NAME, PASSWORD, temporary=False)
    assert await trail(service) == [(NAME, "officer_created", NAME)]
