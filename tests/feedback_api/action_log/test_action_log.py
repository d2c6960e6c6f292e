"""You said, we did: written by officers, read by families."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from httpx import AsyncClient, Response
from sqlalchemy import select

from feedback_api.action_log.rag import Rag, rag_of
from feedback_api.action_log.service import ActionLog
from feedback_api.models import AuditEntry
from feedback_api.service_state import ServiceState
from tests.feedback_api.helpers import SURVEY, form_token, sign_in
from tests.feedback_api.officers.conftest import PASSWORD
from tests.feedback_api.survey_pages.walk import Walk

FORM = {
    "title": "Buses on time",
    "said": "The bus was late.",
    "did": "A second bus runs from January.",
    "status": "under_way",
    "owner": "School transport team",
    "due_on": "2027-01-31",
    "progress": "",
    "survey_id": SURVEY,
    "theme_id": "transport",
    "ambition_id": "voices",
}
TODAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("status", "due_in", "silent_for", "colour"),
    [
        ("done", -10, 200, "green"),
        ("not_done", -10, 0, None),
        ("planned", -1, 0, "red"),
        ("under_way", 0, 0, "amber"),
        ("under_way", 28, 0, "amber"),
        ("under_way", 29, 0, "green"),
        ("under_way", 29, 92, "green"),
        ("under_way", 29, 93, "amber"),
        ("planned", None, 0, "amber"),
    ],
)
def test_the_colour_follows_a_rule(status: str, due_in: int | None, silent_for: int, colour: Rag | None) -> None:
    due_on = None if due_in is None else TODAY + timedelta(days=due_in)
    assert rag_of(status, due_on, TODAY - timedelta(days=silent_for), TODAY) == colour


async def write(client: AsyncClient, **fields: str) -> Response:
    """Fill in the form of a new line and send it."""
    token = form_token(await client.get("/officer/actions/new"))
    return await client.post("/officer/actions/new", data={"csrf_token": token, **FORM, **fields})


async def turn(client: AsyncClient, action_id: str, way: str) -> Response:
    """Press "Publish" or "Withdraw"."""
    token = form_token(await client.get("/officer/actions"))
    return await client.post(f"/officer/actions/{action_id}/{way}", data={"csrf_token": token})


async def the_action(service: ServiceState) -> str:
    """The id of the only line."""
    [rated] = await ActionLog(service.database).all()
    return rated.action.id


async def test_families_read_a_line_from_its_publication_to_its_withdrawal(
    client: AsyncClient, service: ServiceState, officer: str
) -> None:
    await sign_in(client, officer, PASSWORD)
    await write(client)
    action = await the_action(service)
    for way, is_shown in ((None, False), ("publish", True), ("publish", True), ("withdraw", False), ("publish", True)):
        if way is not None:
            await turn(client, action, way)
        page = (await client.get("/you-said-we-did")).text
        assert ("The bus was late." in page) is is_shown
    async with service.database.transaction() as session:
        actions = (await session.scalars(select(AuditEntry.action).order_by(AuditEntry.id))).all()
    assert [name for name in actions if name.startswith("action_")][:3] == [
        "action_written",
        "action_published",
        "action_published",
    ]


async def test_it_stands_at_the_end_of_its_survey_and_beside_the_answers(
    client: AsyncClient, service: ServiceState, officer: str
) -> None:
    await sign_in(client, officer, PASSWORD)
    await write(client)
    await write(client, title="Elsewhere", said="Of another survey.", survey_id="ehc_parent")
    for rated in await ActionLog(service.database).all():
        await turn(client, rated.action.id, "publish")
    walk = await Walk(client, SURVEY).begin()
    await walk.fill(answer="never")
    await (await walk.to_check()).send_answers()
    fields = {"csrf_token": form_token(await client.get("/my-answers")), "code": walk.code}
    seen = await client.post("/my-answers", data=fields, follow_redirects=True)
    for page in (walk.page, seen):
        assert "A second bus runs from January." in page.text
        assert "Of another survey." not in page.text


async def test_a_line_can_be_changed(client: AsyncClient, service: ServiceState, officer: str) -> None:
    await sign_in(client, officer, PASSWORD)
    await write(client)
    action = await the_action(service)
    form = await client.get(f"/officer/actions/{action}")
    assert "A second bus runs from January." in form.text
    fields = {**FORM, "csrf_token": form_token(form), "status": "not_done", "did": "There is no second driver."}
    await client.post(f"/officer/actions/{action}", data=fields)
    await turn(client, action, "publish")
    assert "Why we are not doing it:</strong> There is no second driver." in (await client.get("/you-said-we-did")).text


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"title": ""}, "Give it a title."),
        ({"said": " \x00 "}, "Write what families said."),
        ({"did": ""}, "Write what is done about it, or why it is not."),
        ({"owner": ""}, "Name the team that owns it."),
        ({"status": "soon"}, "Pick how far it is."),
        ({"due_on": "31.1."}, "Write the day like 2026-12-01"),
        ({"survey_id": "<b>"}, "is not in the list"),
        ({"said": "x" * 2001}, "2,001 characters"),
    ],
)
async def test_what_is_missing_or_does_not_fit_is_said_and_the_rest_is_still_there(
    client: AsyncClient, service: ServiceState, officer: str, fields: dict[str, str], sentence: str
) -> None:
    await sign_in(client, officer, PASSWORD)
    page = await write(client, **fields)
    assert page.status_code == 422
    assert sentence in page.text
    assert "title" in fields or "Buses on time" in page.text
    assert await ActionLog(service.database).all() == []


async def test_html_is_shown_as_text(client: AsyncClient, service: ServiceState, officer: str) -> None:
    await sign_in(client, officer, PASSWORD)
    await write(client, said="<script>alert(1)</script>")
    await turn(client, await the_action(service), "publish")
    assert "<script>alert" not in (await client.get("/you-said-we-did")).text


async def test_only_officers_write(client: AsyncClient) -> None:
    for path in ("", "/new", "/abc"):
        assert (await client.get(f"/officer/actions{path}")).headers["location"] == "/officer/sign-in"
    assert (await client.post("/officer/actions/new", data=FORM)).headers["location"] == "/officer/sign-in"


async def test_a_line_that_is_not_there_is_said_so(client: AsyncClient, officer: str) -> None:
    await sign_in(client, officer, PASSWORD)
    for action in ("abc", "%00", "' OR 1=1"):
        assert (await client.get(f"/officer/actions/{action}")).status_code == 404
