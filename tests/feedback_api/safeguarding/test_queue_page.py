"""The officers' queue of flags."""

from __future__ import annotations

from httpx import AsyncClient
from sqlalchemy import select

from feedback_api.models import AuditEntry
from feedback_api.safeguarding.service import Origin, hear, open_flags
from feedback_api.service_state import ServiceState
from tests.feedback_api.helpers import form_token, sign_in
from tests.feedback_api.officers.conftest import NAME, PASSWORD, officer, password_hash

__all__ = ["officer", "password_hash"]


async def flagged(service: ServiceState) -> str:
    """The id of a flag that waits."""
    await hear(service, ["my stepdad hits me"], Origin("chat"))
    (flag,) = await open_flags(service.database)
    return flag.id


async def test_an_officer_sees_a_flag_and_marks_it(client: AsyncClient, service: ServiceState, officer: str) -> None:
    flag_id = await flagged(service)
    await sign_in(client, officer, PASSWORD)
    page = await client.get("/officer/safeguarding")
    assert "Urgent: abuse physical" in page.text
    assert "stepdad" not in page.text
    reply = await client.post(f"/officer/safeguarding/{flag_id}", data={"csrf_token": form_token(page)})
    assert reply.status_code == 303
    page = await client.get("/officer/safeguarding")
    assert "Nothing is waiting." in page.text
    assert f"by {NAME}" in page.text
    async with service.database.transaction() as session:
        entries = (await session.scalars(select(AuditEntry).order_by(AuditEntry.id))).all()
    assert [(entry.action, entry.detail) for entry in entries][1:] == [
        ("safeguarding_queue_read", "1 waiting"),
        ("safeguarding_dealt_with", flag_id),
        ("safeguarding_queue_read", "0 waiting"),
    ]


async def test_without_the_forms_token_nothing_happens(
    client: AsyncClient, service: ServiceState, officer: str
) -> None:
    flag_id = await flagged(service)
    await sign_in(client, officer, PASSWORD)
    assert (await client.post(f"/officer/safeguarding/{flag_id}")).status_code == 403
    assert len(await open_flags(service.database)) == 1


async def test_a_flag_that_is_not_there_is_said_to_be_gone(client: AsyncClient, officer: str) -> None:
    await sign_in(client, officer, PASSWORD)
    token = form_token(await client.get("/officer"))
    for flag_id, status in (("0" * 32, 404), ("' OR 1=1", 422)):
        reply = await client.post(f"/officer/safeguarding/{flag_id}", data={"csrf_token": token})
        assert reply.status_code == status


async def test_nobody_else_gets_to_it(client: AsyncClient) -> None:
    for reply in (await client.get("/officer/safeguarding"), await client.post("/officer/safeguarding/" + "0" * 32)):
        assert (reply.status_code, reply.headers["location"]) == (303, "/officer/sign-in")
