"""The officers' page of comments that the analyser is unsure of."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel, Field

from feedback_api.analysis.corrections.service import (
    KINDS,
    Kind,
    agreement_so_far,
    correct,
    waiting_comments,
)
from feedback_api.analysis.disclosure import guarded_total
from feedback_api.clock import Quarter, now
from feedback_api.dependencies import Service
from feedback_api.officers.routes import AllOfficers, SettledOfficer
from feedback_api.responses.repository import ResponseRepository
from feedback_api.web.pages import page

router = APIRouter(prefix="/officer/comments", tags=["officers"], include_in_schema=False)


class LabelForm(BaseModel):
    """The form beside a comment."""

    response_id: str = Field("", max_length=200)
    question_id: str = Field("", max_length=200)
    label: str = Field("", max_length=200)
    quarter: str = Field("", max_length=20)
    kind: Kind = "unsure"
    csrf_token: str = Field("", max_length=200)


@router.get("")
async def comments_page(
    request: Request,
    service: Service,
    officers: AllOfficers,
    officer: SettledOfficer,
    quarter: Annotated[str, Query(max_length=20)] = "",
    kind: Kind = "unsure",
) -> HTMLResponse:
    """The comments of a quarter that wait for an officer, the newest quarter when none is named."""
    async with service.database.transaction() as session:
        known = await ResponseRepository(session).quarters()
    wanted = Quarter.parse(quarter) if quarter else Quarter.parse(known[0]) if known else Quarter.of(now())
    comments = await waiting_comments(service.database, service.surveys, wanted.name, kind)
    await officers.note_look(officer, "comments_read", f"{wanted.name} {kind}: {len(comments)}")
    minimum = service.area.disclosure.officers_minimum
    agreements = [(each, await agreement_so_far(service.database, each)) for each in KINDS]
    return page(
        request,
        service,
        "officer/comments.html",
        officer=officer,
        quarter=wanted,
        quarters=[Quarter.parse(name) for name in known],
        kind=kind,
        comments=comments,
        # A kappa of a handful says nothing, and gives the handful away.
        agreements=[(each, found) for each, found in agreements if guarded_total(found.base, minimum)],
        minimum=minimum,
    )


@router.post("")
async def set_label(
    service: Service,
    officers: AllOfficers,
    officer: SettledOfficer,
    form: Annotated[LabelForm, Form()],
) -> Response:
    """Keep the officer's label, and show what is left."""
    officer.check_csrf(form.csrf_token)
    wanted = Quarter.parse(form.quarter)
    # What can be no id is not looked for: PostgreSQL refuses a NUL byte, for one.
    response_id, question_id = form.response_id.replace("\0", ""), form.question_id.replace("\0", "")
    changed = await correct(service.database, response_id, question_id, form.label, officer.name)
    outcome = "changed to" if changed else "confirmed as"
    await officers.note_look(officer, "sentiment_set", f"{response_id} {question_id} {outcome} {form.label}")
    return RedirectResponse(f"/officer/comments?quarter={wanted.name}&kind={form.kind}", status_code=303)
