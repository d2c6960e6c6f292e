"""The officers' pages of the action log."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from feedback_api.action_log.service import STATUSES, ActionLog, Choices, read_form
from feedback_api.dependencies import Service
from feedback_api.errors import InvalidInput
from feedback_api.models import CouncilAction
from feedback_api.officers.routes import AllOfficers, SettledOfficer
from feedback_api.officers.service import SignedIn
from feedback_api.service_state import ServiceState
from feedback_api.web.pages import page
from language.themes.catalogue import default_catalogue

router = APIRouter(prefix="/officer/actions", tags=["officers"], include_in_schema=False)

FIELDS = ("title", "said", "did", "status", "survey_id", "theme_id", "ambition_id", "owner", "due_on", "progress")


@router.get("")
async def log_page(request: Request, service: Service, officer: SettledOfficer) -> HTMLResponse:
    """The whole log, with each line's colour."""
    rated = await ActionLog(service.database).all()
    return page(request, service, "action_log/log.html", officer=officer, rated=rated, statuses=STATUSES)


@router.get("/new")
async def new_page(request: Request, service: Service, officer: SettledOfficer) -> HTMLResponse:
    """The form for a new line."""
    return _form(request, service, officer, None, dict.fromkeys(FIELDS, ""))


@router.post("/new")
async def write(request: Request, service: Service, officers: AllOfficers, officer: SettledOfficer) -> Response:
    """Keep a new line. It is not published yet."""
    fields = await _fields(request)
    officer.check_csrf(fields.get("csrf_token", ""))
    try:
        action = await ActionLog(service.database).write(read_form(fields, _choices(service)), officer.name)
    except InvalidInput as error:
        return _form(request, service, officer, None, fields, error.sentence)
    await officers.note_look(officer, "action_written", action.id)
    return RedirectResponse("/officer/actions", status_code=303)


@router.get("/{action_id}")
async def edit_page(request: Request, service: Service, officer: SettledOfficer, action_id: str) -> HTMLResponse:
    """The form of a line that is there."""
    action = await ActionLog(service.database).get(action_id)
    return _form(request, service, officer, action, {name: str(getattr(action, name) or "") for name in FIELDS})


@router.post("/{action_id}")
async def rewrite(
    request: Request, service: Service, officers: AllOfficers, officer: SettledOfficer, action_id: str
) -> Response:
    """Keep the line's new words."""
    fields = await _fields(request)
    officer.check_csrf(fields.get("csrf_token", ""))
    log = ActionLog(service.database)
    try:
        await log.rewrite(action_id, read_form(fields, _choices(service)))
    except InvalidInput as error:
        return _form(request, service, officer, await log.get(action_id), fields, error.sentence)
    await officers.note_look(officer, "action_rewritten", action_id)
    return RedirectResponse("/officer/actions", status_code=303)


@router.post("/{action_id}/{turn}")
async def publish_or_withdraw(
    service: Service,
    officers: AllOfficers,
    officer: SettledOfficer,
    action_id: str,
    turn: Literal["publish", "withdraw"],
    csrf_token: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    """Let families read it, or take it away from them."""
    officer.check_csrf(csrf_token)
    log = ActionLog(service.database)
    await (log.publish(action_id) if turn == "publish" else log.withdraw(action_id))
    await officers.note_look(officer, "action_published" if turn == "publish" else "action_withdrawn", action_id)
    return RedirectResponse("/officer/actions", status_code=303)


async def _fields(request: Request) -> dict[str, str]:
    form = await request.form()
    return {name: value for name, value in form.items() if isinstance(value, str)}


def _choices(service: ServiceState) -> Choices:
    return Choices(
        surveys={survey.id: survey.title for survey in service.surveys.all()},
        themes={theme: theme.replace("_", " ").capitalize() for theme in default_catalogue().themes},
        ambitions=dict(service.area.ambitions),
    )


def _form(
    request: Request,
    service: ServiceState,
    officer: SignedIn,
    action: CouncilAction | None,
    fields: Mapping[str, str],
    error: str | None = None,
) -> HTMLResponse:
    return page(
        request,
        service,
        "action_log/form.html",
        status=422 if error else 200,
        officer=officer,
        action=action,
        fields={name: fields.get(name, "") for name in FIELDS},
        choices=_choices(service),
        statuses=STATUSES,
        error=error,
    )
