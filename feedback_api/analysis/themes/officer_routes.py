"""The officers' pages on themes: read a sample blind, see how far the model agrees, see talk that fits no theme."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel, Field

from feedback_api.analysis.themes.service import (
    FEWEST_READ,
    MOST_READ,
    NoThemeChosen,
    how_many_read,
    mark,
    new_talk,
    next_to_read,
    read_so_far,
)
from feedback_api.clock import Quarter, now
from feedback_api.dependencies import Service
from feedback_api.officers.routes import AllOfficers, SettledOfficer
from feedback_api.officers.service import Officers, SignedIn
from feedback_api.responses.repository import ResponseRepository
from feedback_api.service_state import ServiceState
from feedback_api.web.pages import page

router = APIRouter(prefix="/officer/themes", tags=["officers"], include_in_schema=False)
AQuarter = Annotated[str, Query(max_length=20)]


class MarksForm(BaseModel):
    """The form under a comment: a box for each theme, and one for none."""

    response_id: str = Field("", max_length=200)
    question_id: str = Field("", max_length=200)
    theme: list[Annotated[str, Field(max_length=64)]] = Field([], max_length=64)
    quarter: str = Field("", max_length=20)
    csrf_token: str = Field("", max_length=200)


@router.get("")
async def sample_page(
    request: Request, service: Service, officers: AllOfficers, officer: SettledOfficer, quarter: AQuarter = ""
) -> HTMLResponse:
    """The next comment to read without sight of what the model found; of the newest quarter when none is named."""
    wanted = await _quarter(service, quarter)
    return await _sample(request, service, officers, officer, wanted)


@router.post("")
async def keep_marks(
    request: Request,
    service: Service,
    officers: AllOfficers,
    officer: SettledOfficer,
    form: Annotated[MarksForm, Form()],
) -> Response:
    """Keep what was ticked, and show the next comment."""
    officer.check_csrf(form.csrf_token)
    wanted = Quarter.parse(form.quarter)
    # What can be no id is not looked for: PostgreSQL refuses a NUL byte, for one.
    key = form.response_id.replace("\0", ""), form.question_id.replace("\0", "")
    known = [theme.id for theme in service.themes.themes]
    try:
        await mark(service.database, wanted.name, key, form.theme, known, officer.name)
    except NoThemeChosen as error:
        return await _sample(request, service, officers, officer, wanted, refused=(error, form.theme))
    await officers.note_look(officer, "themes_marked", f"{key[0]} {key[1]}")
    return RedirectResponse(f"/officer/themes?quarter={wanted.name}", status_code=303)


@router.get("/agreement")
async def agreement_page(
    request: Request, service: Service, officers: AllOfficers, officer: SettledOfficer, quarter: AQuarter = ""
) -> HTMLResponse:
    """How far the model agrees with what officers read, and where it does not."""
    wanted = await _quarter(service, quarter)
    titles = {theme.id: theme.title for theme in service.themes.themes}
    reading = await read_so_far(service.database, wanted.name, list(titles))
    await officers.note_look(officer, "theme_marks_read", f"{wanted.name}: {len(reading.disagreements)}")
    return page(
        request,
        service,
        "officer/theme_agreement.html",
        officer=officer,
        quarter=wanted,
        reading=reading,
        fewest=FEWEST_READ,
        titles=titles,
    )


@router.get("/new")
async def new_talk_page(
    request: Request, service: Service, officers: AllOfficers, officer: SettledOfficer, quarter: AQuarter = ""
) -> HTMLResponse:
    """Comments that fit no theme, in groups with a name: perhaps a theme that is missing."""
    wanted = await _quarter(service, quarter)
    minimum = service.area.disclosure.officers_minimum
    groups = await new_talk(service.database, wanted.name, minimum)
    await officers.note_look(officer, "new_talk_read", f"{wanted.name}: {len(groups)}")
    return page(
        request,
        service,
        "officer/new_talk.html",
        officer=officer,
        quarter=wanted,
        groups=groups,
        minimum=minimum,
    )


async def _sample(
    request: Request,
    service: ServiceState,
    officers: Officers,
    officer: SignedIn,
    quarter: Quarter,
    refused: tuple[NoThemeChosen, list[str]] | None = None,
) -> HTMLResponse:
    """The page; where ticks were refused, with the reason and the ticks."""
    read = await how_many_read(service.database, quarter.name, officer.name)
    comment = (
        await next_to_read(service.database, service.surveys, quarter.name, officer.name) if read < MOST_READ else None
    )
    await officers.note_look(officer, "theme_sample_read", f"{quarter.name}: {read + (comment is not None)}")
    async with service.database.transaction() as session:
        known = await ResponseRepository(session).quarters()
    return page(
        request,
        service,
        "officer/theme_sample.html",
        status=refused[0].status if refused else 200,
        officer=officer,
        quarter=quarter,
        quarters=[Quarter.parse(name) for name in known],
        themes=service.themes.themes,
        comment=comment,
        read=read,
        fewest=FEWEST_READ,
        most=MOST_READ,
        error=refused[0].sentence if refused else None,
        ticked=refused[1] if refused else [],
    )


async def _quarter(service: ServiceState, name: str) -> Quarter:
    """The quarter of that name; without one, the newest that has responses, or the present one."""
    if name:
        return Quarter.parse(name)
    async with service.database.transaction() as session:
        known = await ResponseRepository(session).quarters()
    return Quarter.parse(known[0]) if known else Quarter.of(now())
