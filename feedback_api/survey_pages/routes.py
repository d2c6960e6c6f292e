"""The list of surveys, the way into one, and the way back into one that was put away."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query
from fastapi.responses import HTMLResponse, Response
from pydantic import BaseModel, Field

from feedback_api.dependencies import ClientAddress
from feedback_api.errors import TooMany
from feedback_api.invitations.service import open_for
from feedback_api.safeguarding.said import Said
from feedback_api.safeguarding.service import again
from feedback_api.survey_pages.pages import Asked, Here, see_other
from feedback_api.survey_pages.service import audience_named
from feedback_api.survey_pages.visits import Visit
from feedback_api.surveys.definition import Audience, Survey
from feedback_api.surveys.engine import Progress, next_step
from feedback_api.surveys.errors import NoDraft, UnknownResumeCode
from feedback_api.surveys.questions import CONSENT
from feedback_api.surveys.schemas import Step
from feedback_api.surveys.wording import ENGLISH

router = APIRouter(prefix="/surveys", include_in_schema=False)

AUDIENCES: dict[Audience, str] = {
    "parent": "A parent or carer",
    "young_person": "A young person",
    "practitioner": "Somebody who works with families",
}


class ResumeForm(BaseModel):
    """A code as it was typed; `once` is set when a chat's link brought it."""

    code: Annotated[str, Field(max_length=60)] = ""
    once: Annotated[str, Field(max_length=3)] = ""
    csrf_token: Annotated[str, Field(max_length=200)] = ""


class StartForm(BaseModel):
    """The answer to the consent, and for whom the page was."""

    answer: Annotated[str, Field(max_length=20)] = ""
    audience: Annotated[str, Field(max_length=20)] = ""
    language: Annotated[str, Field(max_length=16)] = ENGLISH
    csrf_token: Annotated[str, Field(max_length=200)] = ""


class StartQuery(BaseModel):
    """Who begins the survey, and in which language; `who` is set once that was asked."""

    audience: Annotated[str, Field(alias="for", max_length=20)] = ""
    language: Annotated[str, Field(max_length=16)] = ENGLISH
    who: Annotated[str, Field(max_length=1)] = ""


@router.get("")
async def list_page(here: Here) -> HTMLResponse:
    """All surveys that can be answered."""
    return here.page("surveys/list.html", surveys=here.service.surveys.all(), audiences=AUDIENCES)


@router.get("/resume")
async def resume_page(here: Here) -> HTMLResponse:
    """The form for the code of a survey that was put away; a chat's link to it holds the code after “#”."""
    return here.form_page("surveys/resume.html", code="", error=None)


@router.post("/resume")
async def resume(here: Here, address: ClientAddress, form: Annotated[ResumeForm, Form()]) -> Response:
    """Go on with the survey of that code; a code that a chat gave works once."""
    here.check_visitor_token(form.csrf_token)
    settings = here.service.settings
    try:
        await here.service.limits.hit(settings.codes_per_address, "resume-code", address)
        begun = await here.drafts.resume(form.code)
    except (UnknownResumeCode, TooMany) as error:
        return here.form_page("surveys/resume.html", code=form.code, error=error.sentence, status=error.status)
    if form.once:
        # A new code, which nobody is told: the one in the browser's history opens nothing any more.
        await here.drafts.pause(begun.draft_id)
    step = begun.step
    reply = see_other(f"/surveys/{step.survey_id}/next")
    here.visits.keep(reply, step.survey_id, Visit().with_draft(begun.draft_id, step.audience, step.language))
    return reply


@router.get("/help")
async def help_page(here: Here) -> HTMLResponse:
    """Who can help now, for somebody who asks for it."""
    return here.page("surveys/help.html", help_first=again(here.service, Said()).text.split("\n\n"))


@router.get("/{survey_id}")
async def start_page(here: Here, survey_id: str, query: Annotated[StartQuery, Query()]) -> HTMLResponse:
    """What the survey is for and the consent; before them, where it asks several audiences, who is there."""
    survey = here.service.surveys.get(survey_id)
    step = await _present_step(here)
    chosen = audience_named(query.audience or (step.audience if step else None), survey.audiences)
    if chosen is None:
        error = "Pick who you are" if query.who else None
        return here.page(
            "surveys/who.html",
            survey=survey,
            audiences=AUDIENCES,
            query=query,
            error=error,
            status=422 if error else 200,
        )
    # One that a chat handed over before the consent has not begun yet.
    in_progress = step is not None and step.kind != "consent"
    return _start_form(here, survey, chosen, query.language, in_progress=in_progress)


@router.post("/{survey_id}")
async def start(here: Here, survey_id: str, form: Annotated[StartForm, Form()]) -> Response:
    """Begin with a yes to the consent; a no keeps nothing. A double click begins one that counts."""
    survey = here.service.surveys.get(survey_id)
    here.check_visitor_token(form.csrf_token)
    chosen = audience_named(form.audience, survey.audiences)
    if chosen is None:
        return see_other(f"/surveys/{survey.id}?who=1")
    if form.answer == "no":
        await here.drafts.discard(here.draft_id)
        reply: Response = here.page("surveys/no_thanks.html", survey=survey)
        here.visits.forget(reply, survey.id)
        return reply
    if form.answer != "yes":
        return _start_form(here, survey, chosen, form.language, error="Pick yes or no")
    begun = await _present_step(here) is not None
    draft_id = here.draft_id if begun else await _begun(here, survey, chosen, form.language)
    step = await here.drafts.answer(draft_id, CONSENT, "yes")
    reply = see_other(f"/surveys/{survey.id}/next")
    here.visits.keep(reply, survey.id, here.visit.with_draft(draft_id, step.audience, step.language))
    return reply


async def _begun(here: Asked, survey: Survey, audience: Audience, language: str) -> str:
    invitation = await open_for(here.service.database, here.visits.invitation(here.request), survey.id)
    begun = await here.drafts.start(
        survey.id,
        channel="kiosk" if here.kiosk else "page",
        audience=audience,
        language=language,
        invitation_id=invitation.id if invitation else None,
    )
    return begun.draft_id


async def _present_step(here: Asked) -> Step | None:
    try:
        return await here.drafts.step(here.draft_id)
    except NoDraft:
        return None


def _start_form(
    here: Asked,
    survey: Survey,
    audience: Audience,
    language: str,
    *,
    in_progress: bool = False,
    error: str | None = None,
) -> HTMLResponse:
    languages = here.service.surveys.languages(survey)
    spoken = language if language in languages else ENGLISH
    voice = here.service.surveys.voice(survey, audience, spoken)
    return here.form_page(
        "surveys/start.html",
        status=422 if error else 200,
        language=spoken,
        survey=survey,
        say=voice.sentence,
        consent=next_step(Progress(voice=voice, language=spoken, consented=False, answers={})),
        audience=audience,
        languages=languages,
        in_progress=in_progress,
        error=error,
    )
