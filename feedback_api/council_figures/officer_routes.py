"""The officers' page for the council's own quarterly figures."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from feedback_api.clock import Quarter, now
from feedback_api.council_figures.definition import UNIT_WORDS
from feedback_api.council_figures.service import NOTE_CHARACTERS, Typed, enter, entered
from feedback_api.dependencies import Service
from feedback_api.officers.routes import AllOfficers, SettledOfficer
from feedback_api.officers.service import SignedIn
from feedback_api.service_state import ServiceState
from feedback_api.web.pages import page

router = APIRouter(prefix="/officer/figures", tags=["officers"], include_in_schema=False)
QUARTERS_OFFERED = 8


@router.get("")
async def figures_page(
    request: Request,
    service: Service,
    officers: AllOfficers,
    officer: SettledOfficer,
    quarter: Annotated[str, Query(max_length=20)] = "",
    saved: bool = False,
) -> HTMLResponse:
    """The figures of a quarter, the one before the present when none is named."""
    wanted = Quarter.parse(quarter) if quarter else Quarter.of(now()).previous()
    typed = await entered(service.database, wanted)
    await officers.note_look(officer, "figures_read", wanted.name)
    return _form(request, service, officer, wanted, typed, saved=saved)


@router.post("")
async def enter_figures(request: Request, service: Service, officers: AllOfficers, officer: SettledOfficer) -> Response:
    """Keep the figures that were typed, or say which of them can't be read and keep none."""
    form = await request.form()
    texts = {name: value for name, value in form.items() if isinstance(value, str)}
    officer.check_csrf(texts.get("csrf_token", ""))
    wanted = Quarter.parse(texts.get("quarter", ""))
    kinds = service.report_content.council_figures
    typed = Typed(
        values={kind.id: texts.get(f"value-{kind.id}", "")[:40] for kind in kinds},
        notes={kind.id: texts.get(f"note-{kind.id}", "") for kind in kinds},
    )
    changed = await enter(service.database, kinds, wanted, typed, officer.name)
    if typed.errors:
        return _form(request, service, officer, wanted, typed, status=422)
    for name in changed:
        # What was entered stands in the trail, so that a figure can be traced to who typed it.
        await officers.note_look(officer, "figure_entered", f"{wanted.name} {name}: {typed.values[name].strip()}")
    return RedirectResponse(f"/officer/figures?quarter={wanted.name}&saved=true", status_code=303)


def _form(
    request: Request,
    service: ServiceState,
    officer: SignedIn,
    quarter: Quarter,
    typed: Typed,
    *,
    saved: bool = False,
    status: int = 200,
) -> HTMLResponse:
    quarters = [Quarter.of(now())]
    while len(quarters) < QUARTERS_OFFERED:
        quarters.append(quarters[-1].previous())
    return page(
        request,
        service,
        "officer/figures.html",
        status=status,
        officer=officer,
        quarter=quarter,
        quarters=quarters,
        kinds=service.report_content.council_figures,
        units=UNIT_WORDS,
        typed=typed,
        saved=saved,
        note_characters=NOTE_CHARACTERS,
    )
