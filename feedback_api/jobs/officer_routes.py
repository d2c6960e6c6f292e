"""The officers' page of work in the background, and of the purges."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Path, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from feedback_api.dependencies import Service
from feedback_api.jobs.kinds import KINDS
from feedback_api.jobs.service import try_again, work_of
from feedback_api.officers.routes import AllOfficers, SettledOfficer
from feedback_api.retention.service import latest_purges
from feedback_api.web.pages import page

router = APIRouter(prefix="/officer/work", tags=["officers"], include_in_schema=False)


@router.get("")
async def work_page(request: Request, service: Service, officers: AllOfficers, officer: SettledOfficer) -> HTMLResponse:
    """What waits, what was given up, and what each purge deleted."""
    await officers.note_look(officer, "work_read", "")
    work = await work_of(service.database)
    return page(
        request,
        service,
        "officer/work.html",
        officer=officer,
        work=work,
        titles={name: kind.title for name, kind in KINDS.items()},
        purges=await latest_purges(service.database),
    )


@router.post("/{job_id}")
async def try_job_again(
    service: Service,
    officers: AllOfficers,
    officer: SettledOfficer,
    job_id: Annotated[str, Path(max_length=32, pattern="^[0-9a-f]+$")],
    csrf_token: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    """Queue a job that was given up once more."""
    officer.check_csrf(csrf_token)
    job = await try_again(service.database, job_id)
    await officers.note_look(officer, "work_tried_again", f"{job.kind} {job_id}")
    return RedirectResponse("/officer/work", status_code=303)
