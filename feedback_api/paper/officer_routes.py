"""The officers' pages of surveys: every wording to look at, and typing in what came on paper."""

from __future__ import annotations

import secrets
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from pydantic import JsonValue
from starlette.datastructures import FormData

from feedback_api.dependencies import Service
from feedback_api.errors import InvalidInput, NotFound
from feedback_api.officers.routes import AllOfficers, SettledOfficer
from feedback_api.officers.service import SignedIn
from feedback_api.paper.document import condition_words
from feedback_api.paper.service import Paper, all_steps, type_in
from feedback_api.service_state import ServiceState
from feedback_api.survey_pages.forms import PICKED, Filled
from feedback_api.survey_pages.languages import direction_of, name_of
from feedback_api.survey_pages.routes import AUDIENCES
from feedback_api.survey_pages.service import audience_named
from feedback_api.surveys.answers import InvalidAnswer
from feedback_api.surveys.survey import Survey
from feedback_api.surveys.voice import Voice
from feedback_api.surveys.wording import ENGLISH, Audience
from feedback_api.web.pages import page

router = APIRouter(prefix="/officer/surveys", tags=["officers"], include_in_schema=False)


@router.get("")
async def surveys_page(request: Request, service: Service, officer: SettledOfficer) -> HTMLResponse:
    """All surveys, those in preparation too."""
    asked = {survey.id for survey in service.surveys.all()}
    return page(
        request,
        service,
        "paper/surveys.html",
        officer=officer,
        surveys=service.surveys.prepared(),
        asked=asked,
        audiences=AUDIENCES,
    )


@router.get("/{survey_id}")
async def preview(
    request: Request, service: Service, officer: SettledOfficer, survey_id: str, audience: str = "", language: str = ""
) -> HTMLResponse:
    """The survey as it stands in its file, released or not, in the words for one audience."""
    survey = next((one for one in service.surveys.prepared() if one.id == survey_id), None)
    if survey is None:
        raise NotFound("There is no such survey.")
    chosen = audience_named(audience, survey.audiences) or survey.audience
    spoken = language if language in service.surveys.languages(survey) else ENGLISH
    voice = service.surveys.voice(survey, chosen, spoken)
    steps = all_steps(voice)
    numbers = {str(step.question_id): place for place, step in enumerate(steps, start=1)}
    conditions = {one.id: condition_words(voice, one.show_if, numbers) for one in survey.questions if one.show_if}
    return page(
        request,
        service,
        "paper/preview.html",
        officer=officer,
        survey=survey,
        voice=voice,
        steps=steps,
        conditions=conditions,
        audiences=AUDIENCES,
        language=spoken,
        languages=service.surveys.languages(survey),
        language_name=name_of,
        direction=direction_of(spoken),
    )


@router.get("/{survey_id}/paper/{audience}")
async def paper_form(
    request: Request, service: Service, officer: SettledOfficer, survey_id: str, audience: Audience
) -> HTMLResponse:
    """The form to type in one paper."""
    return _form(request, service, officer, service.surveys.get(survey_id), audience, FormData(), None)


@router.post("/{survey_id}/paper/{audience}")
async def type_in_paper(
    request: Request,
    service: Service,
    officers: AllOfficers,
    officer: SettledOfficer,
    survey_id: str,
    audience: Audience,
) -> Response:
    """Store one paper, once however often the form is sent."""
    form, survey = await request.form(), service.surveys.get(survey_id)
    officer.check_csrf(_text(form, "csrf_token"))
    voice = service.surveys.voice(survey, audience)
    try:
        stored = await type_in(service, _paper(form, survey, voice))
    except InvalidInput as error:
        return _form(request, service, officer, survey, audience, form, error)
    if stored.is_new:
        await officers.note_look(officer, "paper_typed_in", f"{survey.id} {_text(form, 'dated')}")
    return page(
        request,
        service,
        "paper/done.html",
        officer=officer,
        survey=survey,
        audience=audience,
        code=stored.reference_code,
    )


def _paper(form: FormData, survey: Survey, voice: Voice) -> Paper:
    answers: dict[str, JsonValue] = {}
    for step in all_steps(voice):
        value = Filled.from_form(form, f"{step.question_id}-").value(step.question_kind)
        if value is not None:
            answers[str(step.question_id)] = value
    return Paper(
        key=_text(form, "key")[:40],
        survey=survey,
        audience=voice.audience,
        dated=_text(form, "dated"),
        agreed=_text(form, "agreed") == "yes",
        helped=_text(form, "helped"),
        may_publish=_text(form, "may_publish") == "yes",
        answers=answers,
    )


def _text(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def _form(
    request: Request,
    service: ServiceState,
    officer: SignedIn,
    survey: Survey,
    audience: Audience,
    form: FormData,
    error: InvalidInput | None,
) -> HTMLResponse:
    steps = all_steps(service.surveys.voice(survey, audience))
    values: dict[str, Any] = {name: _text(form, name) for name in ("dated", "agreed", "helped", "may_publish")}
    return page(
        request,
        service,
        "paper/form.html",
        status=422 if error else 200,
        officer=officer,
        survey=survey,
        audience=audience,
        audiences=AUDIENCES,
        steps=[(step, Filled.from_form(form, f"{step.question_id}-"), step.question_kind in PICKED) for step in steps],
        values=values,
        key=_text(form, "key") or secrets.token_hex(16),
        error=error.reason if isinstance(error, InvalidAnswer) else error.sentence if error else None,
        wrong=error.question_id if isinstance(error, InvalidAnswer) else None,
    )
