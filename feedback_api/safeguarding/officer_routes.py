"""The safeguarding officers' queue."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Path, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from feedback_api.dependencies import Service
from feedback_api.officers.routes import AllOfficers, SettledOfficer
from feedback_api.safeguarding.service import closed_flags, deal_with, open_flags
from feedback_api.web.pages import page

CLOSED_SHOWN = 50

router = APIRouter(prefix="/officer/safeguarding", tags=["officers"], include_in_schema=False)


@router.get("")
async def queue(request: Request, service: Service, officers: AllOfficers, officer: SettledOfficer) -> HTMLResponse:
    """The flags, those that wait first. Each look leaves an audit line."""
    waiting = await open_flags(service.database)
    await officers.note_look(officer, "safeguarding_queue_read", f"{len(waiting)} waiting")
    return page(
        request,
        service,
        "officer/safeguarding.html",
        officer=officer,
        waiting=waiting,
        closed=await closed_flags(service.database, CLOSED_SHOWN),
        policy=service.area.safeguarding,
    )


@router.post("/{flag_id}")
async def mark_as_dealt_with(
    service: Service,
    officers: AllOfficers,
    officer: SettledOfficer,
    flag_id: Annotated[str, Path(max_length=32, pattern="^[0-9a-f]+$")],
    csrf_token: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    """Mark a flag as dealt with."""
    officer.check_csrf(csrf_token)
    await deal_with(service.database, flag_id, officer.name)
    await officers.note_look(officer, "safeguarding_dealt_with", flag_id)
    return RedirectResponse("/officer/safeguarding", status_code=303)
