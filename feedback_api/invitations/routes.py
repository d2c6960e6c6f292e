"""The way in by an invitation's link, and the kiosk that clears itself between people."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import Response

from feedback_api.dependencies import ClientAddress
from feedback_api.invitations.service import find, is_open
from feedback_api.survey_pages.pages import Here, see_other

router = APIRouter(include_in_schema=False)
Field = Annotated[str, Form(max_length=200)]


@router.get("/i/{code}")
async def follow(here: Here, address: ClientAddress, code: str) -> Response:
    """To the survey of the invitation. The code says which occasion it was, and nothing about the person."""
    await here.service.limits.hit(here.service.settings.codes_per_address, "invitation", address)
    invitation = await find(here.service.database, code)
    if not is_open(invitation):
        return here.page("invitations/closed.html", invitation=invitation)
    reply = see_other(f"/surveys/{invitation.survey_id}")
    here.visits.keep_invitation(reply, invitation.code)
    return reply


@router.get("/kiosk/{code}")
async def kiosk_page(here: Here, code: str) -> Response:
    """Ready for the next person; or, on a device that is no kiosk yet, the button that makes it one."""
    invitation = await find(here.service.database, code)
    if not is_open(invitation):
        return here.page("invitations/closed.html", invitation=invitation)
    survey = here.service.surveys.get(invitation.survey_id)
    template = "invitations/kiosk.html" if here.kiosk == invitation.code else "invitations/kiosk_start.html"
    return here.form_page(template, invitation=invitation, survey=survey)


@router.post("/kiosk/{code}")
async def make_kiosk(here: Here, code: str, csrf_token: Field = "") -> Response:
    """Make this device a kiosk."""
    here.check_visitor_token(csrf_token)
    invitation = await find(here.service.database, code)
    reply = see_other(f"/kiosk/{invitation.code}")
    here.visits.keep_kiosk(reply, invitation.code)
    return reply


@router.post("/kiosk/{code}/end")
async def end_kiosk(here: Here, code: str, csrf_token: Field = "") -> Response:
    """Make it an ordinary device again."""
    here.check_visitor_token(csrf_token)
    reply = see_other(f"/kiosk/{(await find(here.service.database, code)).code}")
    here.visits.end_kiosk(reply)
    return reply
