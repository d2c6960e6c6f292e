"""The officers' pages: signing in, choosing a password, downloading reports."""

from __future__ import annotations

import hmac
import secrets
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from feedback_api.availability.service import MessageNeeded, latest_switch, turn_switch
from feedback_api.clock import HalfYear, Period, Quarter, now, parse_period
from feedback_api.dependencies import ClientAddress, Service
from feedback_api.errors import NotFound, TooMany
from feedback_api.jobs.service import given_up_sentence
from feedback_api.officers.passwords import MINIMUM_CHARACTERS, WeakPassword
from feedback_api.officers.service import Officers, SignedIn, SignInFailed
from feedback_api.reports.render import FORMATS
from feedback_api.reports.service import make_report
from feedback_api.responses.repository import ResponseRepository
from feedback_api.service_state import ServiceState
from feedback_api.web.pages import page

SESSION_COOKIE = "ourvoices_officer"
# Before anybody is signed in there is no session to keep the form's token, so it is held by a cookie of its own.
FORM_COOKIE = "ourvoices_form"

router = APIRouter(prefix="/officer", tags=["officers"], include_in_schema=False)


class SignInNeeded(Exception):
    """The page is for officers; the browser is sent to sign in."""


class PasswordNeeded(Exception):
    """The officer has only a one-time password so far; the browser is sent to choose one."""


def officers_of(service: Service) -> Officers:
    """The officers' service."""
    return Officers(service.database, service.settings.officer_hours)


AllOfficers = Annotated[Officers, Depends(officers_of)]


async def anyone_signed_in(request: Request, officers: AllOfficers) -> SignedIn:
    """The officer whose browser this is. Raises SignInNeeded."""
    signed_in = await officers.signed_in(request.cookies.get(SESSION_COOKIE, ""))
    if signed_in is None:
        raise SignInNeeded
    return signed_in


async def settled_officer(signed_in: Annotated[SignedIn, Depends(anyone_signed_in)]) -> SignedIn:
    """An officer with a password of their own. Raises PasswordNeeded."""
    if signed_in.must_choose_password:
        raise PasswordNeeded
    return signed_in


AnySignedIn = Annotated[SignedIn, Depends(anyone_signed_in)]
SettledOfficer = Annotated[SignedIn, Depends(settled_officer)]
Field = Annotated[str, Form(max_length=200)]


@router.get("/sign-in")
async def sign_in_page(request: Request, service: Service) -> HTMLResponse:
    """The form to sign in."""
    return _sign_in_form(request, service, error=None)


@router.post("/sign-in")
async def sign_in(
    request: Request,
    service: Service,
    officers: AllOfficers,
    address: ClientAddress,
    name: Field = "",
    password: Field = "",
    csrf_token: Field = "",
) -> Response:
    """Sign in, and go to the officers' page."""
    expected = request.cookies.get(FORM_COOKIE, "")
    if not expected or not hmac.compare_digest(csrf_token.encode(), expected.encode()):
        return _sign_in_form(request, service, "The form was out of date. Please sign in again.", status=403)
    try:
        await service.limits.hit(service.settings.sign_ins_per_address, "sign-in", address)
        signed_in = await officers.sign_in(name, password)
    except (SignInFailed, TooMany) as error:
        return _sign_in_form(request, service, error.sentence, status=error.status, name=name)
    reply = RedirectResponse("/officer", status_code=303)
    _set_cookie(service, reply, SESSION_COOKIE, signed_in.token, service.settings.officer_hours * 3600)
    reply.delete_cookie(FORM_COOKIE, path="/officer")
    return reply


@router.post("/sign-out")
async def sign_out(signed_in: AnySignedIn, officers: AllOfficers, csrf_token: Field = "") -> Response:
    """End the session."""
    signed_in.check_csrf(csrf_token)
    await officers.sign_out(signed_in)
    reply = RedirectResponse("/officer/sign-in", status_code=303)
    reply.delete_cookie(SESSION_COOKIE, path="/officer")
    return reply


@router.get("/password")
async def password_page(request: Request, service: Service, signed_in: AnySignedIn) -> HTMLResponse:
    """The form to choose a password."""
    return _password_form(request, service, signed_in, error=None)


@router.post("/password")
async def choose_password(
    request: Request,
    service: Service,
    signed_in: AnySignedIn,
    officers: AllOfficers,
    password: Field = "",
    repeated: Field = "",
    csrf_token: Field = "",
) -> Response:
    """Keep the new password, and sign in with it."""
    signed_in.check_csrf(csrf_token)
    try:
        if password != repeated:
            raise WeakPassword("The two passwords are not the same. Type the new one twice.")
        await officers.choose_password(signed_in, password)
        again = await officers.sign_in(signed_in.name, password)
    except WeakPassword as error:
        return _password_form(request, service, signed_in, error.sentence, status=422)
    reply = RedirectResponse("/officer", status_code=303)
    _set_cookie(service, reply, SESSION_COOKIE, again.token, service.settings.officer_hours * 3600)
    return reply


@router.get("")
async def home(request: Request, service: Service, officer: SettledOfficer) -> HTMLResponse:
    """The quarters, and each report to download."""
    async with service.database.transaction() as session:
        known = await ResponseRepository(session).quarters()
    quarters = sorted({*map(Quarter.parse, known), Quarter.of(now())}, reverse=True)
    halves = sorted({HalfYear(quarter.year, (quarter.number + 1) // 2) for quarter in quarters}, reverse=True)
    periods: list[Period] = [*quarters, *halves]
    moment = now()
    return page(
        request,
        service,
        "officer/home.html",
        officer=officer,
        quarters=[(period, not period.is_over(moment)) for period in periods],
        given_up=await given_up_sentence(service.database),
        formats=list(FORMATS.values()),
    )


@router.get("/assistant")
async def switch_page(request: Request, service: Service, officer: SettledOfficer) -> HTMLResponse:
    """The assistant's switch."""
    return await _switch_form(request, service, officer, error=None)


@router.post("/assistant")
async def turn_the_switch(
    request: Request,
    service: Service,
    officers: AllOfficers,
    officer: SettledOfficer,
    turn: Annotated[Literal["on", "off"], Form()],
    message: Annotated[str, Form(max_length=5000)] = "",
    csrf_token: Field = "",
) -> Response:
    """Switch the assistant on or off, at once."""
    officer.check_csrf(csrf_token)
    try:
        await turn_switch(service.database, turn == "on", message, officer.name)
    except MessageNeeded as error:
        return await _switch_form(request, service, officer, error.sentence, status=error.status)
    await officers.note_look(officer, f"assistant_switched_{turn}", message)
    return RedirectResponse("/officer/assistant", status_code=303)


@router.get("/reports/{quarter}")
async def report_page(service: Service, officers: AllOfficers, officer: SettledOfficer, quarter: str) -> Response:
    """The report as a page, in the browser."""
    return await _report(service, officers, officer, quarter, "html", download=False)


@router.get("/reports/{quarter}/download")
async def download_report(
    service: Service,
    officers: AllOfficers,
    officer: SettledOfficer,
    quarter: str,
    format: Annotated[str, Query(alias="format", max_length=8)] = "csv",
) -> Response:
    """The report as a file."""
    return await _report(service, officers, officer, quarter, format, download=True)


async def _report(
    service: ServiceState,
    officers: Officers,
    officer: SignedIn,
    quarter: str,
    extension: str,
    *,
    download: bool,
) -> Response:
    if extension not in FORMATS:
        raise NotFound(f"There is no report as “{extension}”. There are: {', '.join(FORMATS)}.")
    wanted = parse_period(quarter)
    report = await make_report(service.database, service.report_content, wanted)
    await officers.note_look(officer, "report_downloaded" if download else "report_read", f"{wanted.name} {extension}")
    format = FORMATS[extension]
    headers = {"Cache-Control": "no-store"}
    if download:
        headers["Content-Disposition"] = f'attachment; filename="our-voices-{wanted.name}.{extension}"'
    return Response(format.render(report), media_type=format.media_type, headers=headers)


def _sign_in_form(
    request: Request, service: ServiceState, error: str | None, status: int = 200, name: str = ""
) -> HTMLResponse:
    token = secrets.token_urlsafe(32)
    reply = page(request, service, "officer/sign_in.html", status=status, error=error, name=name, csrf_token=token)
    _set_cookie(service, reply, FORM_COOKIE, token, 3600)
    return reply


async def _switch_form(
    request: Request, service: ServiceState, officer: SignedIn, error: str | None, status: int = 200
) -> HTMLResponse:
    latest = await latest_switch(service.database)
    return page(request, service, "officer/assistant.html", status=status, officer=officer, error=error, latest=latest)


def _password_form(
    request: Request, service: ServiceState, officer: SignedIn, error: str | None, status: int = 200
) -> HTMLResponse:
    return page(
        request,
        service,
        "officer/password.html",
        status=status,
        officer=officer,
        error=error,
        minimum_characters=MINIMUM_CHARACTERS,
    )


def _set_cookie(service: ServiceState, reply: Response, name: str, value: str, seconds: int) -> None:
    reply.set_cookie(
        name,
        value,
        max_age=seconds,
        path="/officer",
        httponly=True,
        samesite="strict",
        secure=service.settings.https_only,
    )
