"""The page on which an officer switches the assistant off and on."""

from __future__ import annotations

from httpx import AsyncClient

from feedback_api.availability.service import off_message
from feedback_api.service_state import ServiceState
from tests.feedback_api.helpers import form_token, sign_in
from tests.feedback_api.officers.conftest import PASSWORD


async def test_an_officer_switches_it_off_and_on(client: AsyncClient, service: ServiceState, officer: str) -> None:
    await sign_in(client, officer, PASSWORD)
    page = await client.get("/officer/assistant")
    form = {"csrf_token": form_token(page), "turn": "off", "message": "Back on Monday."}
    assert (await client.post("/officer/assistant", data=form)).status_code == 303
    assert await off_message(service.database) == "Back on Monday."
    page = await client.get("/officer/assistant")
    assert "Last changed by j.smith" in page.text
    await client.post("/officer/assistant", data={"csrf_token": form_token(page), "turn": "on"})
    assert await off_message(service.database) is None


async def test_without_the_forms_token_nothing_happens(
    client: AsyncClient, service: ServiceState, officer: str
) -> None:
    await sign_in(client, officer, PASSWORD)
    reply = await client.post("/officer/assistant", data={"turn": "off", "message": "Back on Monday."})
    assert reply.status_code == 403
    assert await off_message(service.database) is None


async def test_without_a_message_it_says_what_is_missing(
    client: AsyncClient, service: ServiceState, officer: str
) -> None:
    await sign_in(client, officer, PASSWORD)
    page = await client.get("/officer/assistant")
    reply = await client.post("/officer/assistant", data={"csrf_token": form_token(page), "turn": "off"})
    assert reply.status_code == 422
    assert "Write what visitors should read" in reply.text


async def test_nobody_else_gets_to_it(client: AsyncClient) -> None:
    reply = await client.get("/officer/assistant")
    assert (reply.status_code, reply.headers["location"]) == (303, "/officer/sign-in")
