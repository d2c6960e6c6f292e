"""Invitations by officers, their links, and the kiosk."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from httpx import AsyncClient, Response
from sqlalchemy import select, update

from feedback_api.invitations.service import NewInvitation, invite, qr_picture, returns
from feedback_api.models import AuditEntry, Invitation, SurveyDraft, SurveyResponse
from feedback_api.service_state import ServiceState
from tests.feedback_api.helpers import SURVEY, form_token, sign_in
from tests.feedback_api.officers.conftest import PASSWORD
from tests.feedback_api.survey_pages.walk import Walk

FORM = {"survey_id": SURVEY, "kind": "event", "title": "The bus fair", "invited": "40", "closes_on": ""}


async def make(client: AsyncClient, **fields: str) -> Response:
    """Fill in the officers' form and send it."""
    token = form_token(await client.get("/officer/invitations"))
    return await client.post("/officer/invitations", data={"csrf_token": token, **FORM, **fields})


async def invited(service: ServiceState, **fields: str) -> Invitation:
    """An invitation that an officer made."""
    return await invite(service.database, NewInvitation(**{**FORM, **fields}), "an.officer")


async def answer(client: AsyncClient, times: int = 1) -> None:
    """So many people follow the way in that this browser shows, and send one answer each."""
    for _ in range(times):
        walk = await Walk(client, SURVEY).begin()
        await walk.fill(answer="always")
        await (await walk.to_check()).send_answers()
        await walk.send("/forget")


async def responses(service: ServiceState) -> list[tuple[str, str | None]]:
    """The channel and the invitation of each response."""
    async with service.database.transaction() as session:
        found = await session.execute(select(SurveyResponse.channel, SurveyResponse.invitation_id))
        return [(channel, invitation) for channel, invitation in found.all()]


async def test_an_officer_makes_one_and_it_is_noted(client: AsyncClient, service: ServiceState, officer: str) -> None:
    await sign_in(client, officer, PASSWORD)
    assert (await make(client)).headers["location"] == "/officer/invitations"
    page = (await client.get("/officer/invitations")).text
    [one] = await returns(service.database, 5)
    assert f"/i/{one.invitation.code}" in page
    assert (one.invitation.title, one.invitation.invited, one.invitation.created_by) == ("The bus fair", 40, officer)
    async with service.database.transaction() as session:
        actions = (await session.scalars(select(AuditEntry.action))).all()
    assert "invitation_made" in actions


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"title": " "}, "Give the occasion a name"),
        ({"kind": "party"}, "Pick what kind of occasion it is."),
        ({"survey_id": "nothing"}, "Pick a survey."),
        ({"invited": "-1"}, "How many were asked is a whole number"),
        ({"invited": "٣"}, "How many were asked is a whole number"),
        ({"closes_on": "soon"}, "Write the day like 2026-12-01"),
    ],
)
async def test_what_does_not_fit_is_said_and_still_there(
    client: AsyncClient, officer: str, fields: Mapping[str, str], sentence: str
) -> None:
    await sign_in(client, officer, PASSWORD)
    page = await make(client, **fields)
    assert page.status_code == 422
    assert sentence in page.text
    assert "title" in fields or "The bus fair" in page.text


async def test_only_officers_make_them(client: AsyncClient) -> None:
    for reply in (await client.get("/officer/invitations"), await client.post("/officer/invitations")):
        assert reply.headers["location"] == "/officer/sign-in"


async def test_the_link_leads_to_the_survey_and_the_response_knows_the_occasion(
    client: AsyncClient, service: ServiceState
) -> None:
    invitation = await invited(service)
    reply = await client.get(f"/i/{invitation.code.lower().replace('-', '')}")
    assert reply.headers["location"] == f"/surveys/{SURVEY}"
    await answer(client)
    assert await responses(service) == [("page", invitation.id)]


async def test_an_invitation_to_another_survey_is_not_counted_here(client: AsyncClient, service: ServiceState) -> None:
    invitation = await invited(service, survey_id="ehc_parent")
    await client.get(f"/i/{invitation.code}")
    await answer(client)
    assert await responses(service) == [("page", None)]


async def test_after_the_last_day_it_is_closed_and_the_survey_is_still_there(
    client: AsyncClient, service: ServiceState
) -> None:
    invitation = await invited(service)
    await client.get(f"/i/{invitation.code}")
    async with service.database.transaction() as session:
        await session.execute(update(Invitation).values(closes_on=date.today() - timedelta(days=2)))
    assert "This invitation is closed" in (await client.get(f"/i/{invitation.code}")).text
    await answer(client)
    assert await responses(service) == [("page", None)]


@pytest.mark.parametrize("code", ["NOPE-NOPE", "%00", "<script>", "🙂"])
async def test_a_code_that_was_never_made_is_said_so(client: AsyncClient, code: str) -> None:
    for path in ("/i/", "/kiosk/"):
        reply = await client.get(path + code)
        assert reply.status_code == 404
        assert "No invitation has that code" in reply.text


async def test_returns_are_told_in_whole_steps_so_that_nobody_is_seen_answering(
    client: AsyncClient, service: ServiceState
) -> None:
    invitation = await invited(service)
    await client.get(f"/i/{invitation.code}")
    await answer(client, 4)
    [one] = await returns(service.database, 5)
    assert (one.responses, one.rate) == (0, None)
    await answer(client, 3)
    [one] = await returns(service.database, 5)
    assert (one.responses, one.rate) == (5, 12)


async def test_the_qr_picture_is_of_the_link(client: AsyncClient, service: ServiceState, officer: str) -> None:
    invitation = await invited(service)
    await sign_in(client, officer, PASSWORD)
    link = f"http://testserver/i/{invitation.code}"
    svg = await client.get(f"/officer/invitations/{invitation.code}/qr.svg")
    png = await client.get(f"/officer/invitations/{invitation.code}/qr.png")
    assert (svg.headers["content-type"], svg.content) == ("image/svg+xml", qr_picture(link, "svg"))
    assert (png.headers["content-type"], png.content) == ("image/png", qr_picture(link, "png"))


async def kiosk(client: AsyncClient, service: ServiceState) -> Invitation:
    """A device that was made a kiosk."""
    invitation = await invited(service)
    token = form_token(await client.get(f"/kiosk/{invitation.code}"))
    reply = await client.post(f"/kiosk/{invitation.code}", data={"csrf_token": token})
    assert reply.status_code == 303
    return invitation


async def test_a_kiosk_takes_one_person_after_another(client: AsyncClient, service: ServiceState) -> None:
    invitation = await kiosk(client, service)
    await answer(client, 2)
    assert await responses(service) == [("kiosk", invitation.id)] * 2


async def test_a_kiosk_shows_nothing_that_leads_away_or_of_the_person_before(
    client: AsyncClient, service: ServiceState
) -> None:
    invitation = await kiosk(client, service)
    walk = await Walk(client, SURVEY).begin()
    assert 'class="site-footer"' not in walk.page.text
    assert "/static/kiosk.js" in walk.page.text
    await walk.fill(answer="always")
    await (await walk.to_check()).send_answers()
    code = walk.code
    await walk.send("/forget")
    assert walk.page.url.path == f"/kiosk/{invitation.code}"
    await walk.open("/sent")
    assert code not in walk.page.text


async def test_a_kiosk_that_was_left_throws_away_what_was_not_sent(client: AsyncClient, service: ServiceState) -> None:
    invitation = await kiosk(client, service)
    walk = await Walk(client, SURVEY).begin()
    await walk.fill(answer="always")
    await walk.open("/clear")
    assert walk.page.url.path == f"/kiosk/{invitation.code}"
    async with service.database.transaction() as session:
        assert (await session.scalars(select(SurveyDraft))).all() == []
    assert (await walk.open("/next")).page.status_code == 404


async def test_elsewhere_nothing_is_cleared(client: AsyncClient) -> None:
    walk = await Walk(client, SURVEY).begin()
    await walk.fill(answer="always")
    assert (await walk.open("/clear")).place == "q/friendly"


async def test_staff_end_a_kiosk(client: AsyncClient, service: ServiceState) -> None:
    invitation = await kiosk(client, service)
    token = form_token(await client.get(f"/kiosk/{invitation.code}"))
    await client.post(f"/kiosk/{invitation.code}/end", data={"csrf_token": token})
    await answer(client)
    assert [channel for channel, _ in await responses(service)] == ["page"]
