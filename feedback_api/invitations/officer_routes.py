"""The officers' page of invitations."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel, Field

from feedback_api.dependencies import Service
from feedback_api.errors import InvalidInput
from feedback_api.invitations.service import KINDS, NewInvitation, find, invite, qr_picture, returns
from feedback_api.officers.routes import AllOfficers, SettledOfficer
from feedback_api.officers.service import SignedIn
from feedback_api.service_state import ServiceState
from feedback_api.web.pages import page

router = APIRouter(prefix="/officer/invitations", tags=["officers"], include_in_schema=False)


class InvitationForm(BaseModel):
    """The form of a new invitation."""

    survey_id: str = Field("", max_length=64)
    kind: str = Field("", max_length=20)
    title: str = Field("", max_length=500)
    invited: str = Field("", max_length=20)
    closes_on: str = Field("", max_length=20)
    csrf_token: str = Field("", max_length=200)


@router.get("")
async def invitations_page(request: Request, service: Service, officer: SettledOfficer) -> HTMLResponse:
    """All invitations with their returns, and the form for a new one."""
    return await _page(request, service, officer, InvitationForm.model_construct(), None)


@router.post("")
async def make(
    request: Request,
    service: Service,
    officers: AllOfficers,
    officer: SettledOfficer,
    form: Annotated[InvitationForm, Form()],
) -> Response:
    """Make an invitation."""
    officer.check_csrf(form.csrf_token)
    try:
        if form.survey_id not in [survey.id for survey in service.surveys.all()]:
            raise InvalidInput("Pick a survey.")
        new = NewInvitation(form.survey_id, form.kind, form.title, form.invited, form.closes_on)
        invitation = await invite(service.database, new, officer.name)
    except InvalidInput as error:
        return await _page(request, service, officer, form, error.sentence)
    await officers.note_look(officer, "invitation_made", f"{invitation.code} {invitation.survey_id}")
    return RedirectResponse("/officer/invitations", status_code=303)


@router.get("/{code}/qr.{form}")
async def qr(service: Service, request: Request, _: SettledOfficer, code: str, form: Literal["svg", "png"]) -> Response:
    """The QR picture of an invitation's link."""
    invitation = await find(service.database, code)
    picture = qr_picture(_link(request, invitation.code), form)
    return Response(
        picture,
        media_type="image/svg+xml" if form == "svg" else "image/png",
        headers={"Cache-Control": "no-store"},
    )


def _link(request: Request, code: str) -> str:
    return f"{str(request.base_url).rstrip('/')}/i/{code}"


async def _page(
    request: Request, service: ServiceState, officer: SignedIn, form: InvitationForm, error: str | None
) -> HTMLResponse:
    minimum = service.area.disclosure.officers_minimum
    return page(
        request,
        service,
        "invitations/officer.html",
        status=422 if error else 200,
        officer=officer,
        returns=await returns(service.database, minimum),
        surveys=service.surveys.all(),
        kinds=KINDS,
        form=form,
        error=error,
        link=lambda code: _link(request, code),
    )
