"""One question a page, checking the answers, sending them, and stopping."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, Response

from feedback_api.action_log.service import STATUSES, ActionLog
from feedback_api.survey_pages.forms import PICKED, Filled, nothing_filled_in
from feedback_api.survey_pages.hearing import after_hearing, paragraphs
from feedback_api.survey_pages.pages import Asked, Here, see_other
from feedback_api.survey_pages.service import sent_code
from feedback_api.survey_pages.visits import FormOutOfDate, Visit
from feedback_api.surveys.answers import InvalidAnswer
from feedback_api.surveys.errors import ConsentNeeded, NoDraft, NotAsked
from feedback_api.surveys.questions import CONSENT
from feedback_api.surveys.schemas import Finished, Step

router = APIRouter(prefix="/surveys/{survey_id}", include_in_schema=False)

Field = Annotated[str, Form(max_length=200)]


@router.get("/next")
async def go_on(here: Here, survey_id: str) -> Response:
    """To whatever the draft needs now."""
    try:
        return see_other(_address(survey_id, await here.drafts.step(here.draft_id)))
    except NoDraft:
        return await _without_draft(here, survey_id)


@router.get("/q/{question_id}")
async def question_page(here: Here, survey_id: str, question_id: str) -> Response:
    """A question, as it was last seen."""
    try:
        step = await here.drafts.step_at(here.draft_id, question_id)
    except NoDraft:
        return await _without_draft(here, survey_id)
    except (NotAsked, ConsentNeeded):
        return see_other(f"/surveys/{survey_id}/next")
    if step.question_id == CONSENT:
        return see_other(f"/surveys/{survey_id}")
    return _question(here, step, Filled.from_answer(step))


@router.post("/q/{question_id}")
async def answer(here: Here, survey_id: str, question_id: str) -> Response:
    """Save the answer, or that the question is skipped, and go on. What does not fit is shown again as it was typed."""
    form = await here.request.form()
    filled = Filled.from_form(form)
    try:
        step = await here.drafts.step_at(here.draft_id, question_id)
    except NoDraft:
        return await _without_draft(here, survey_id)
    except NotAsked:
        return see_other(f"/surveys/{survey_id}/next")
    try:
        here.check_draft_token(str(form.get("csrf_token", "")))
        skipped = form.get("action") == "skip"
        following = await _save(here, step, filled, skipped=skipped)
    except (NoDraft, NotAsked, ConsentNeeded):
        return see_other(f"/surveys/{survey_id}/next")
    except InvalidAnswer as error:
        return _question(here, step, filled, error.reason)
    except FormOutOfDate as error:
        return _question(here, step, filled, error.sentence)
    reply = see_other(_address(survey_id, following))
    here.visits.keep(reply, survey_id, await after_hearing(here, step, Filled() if skipped else filled))
    return reply


async def _save(here: Asked, step: Step, filled: Filled, *, skipped: bool) -> Step:
    """What comes after. Raises InvalidAnswer, and what the engine raises."""
    question_id = step.question_id or ""
    if skipped:
        return await here.drafts.skip(here.draft_id, question_id)
    value = filled.value(step.question_kind)
    if value is None:
        raise InvalidAnswer(question_id, nothing_filled_in(step))
    return await here.drafts.answer(here.draft_id, question_id, value)


@router.get("/check")
async def check_page(here: Here, survey_id: str) -> Response:
    """All answers, each with a way to change it."""
    try:
        step = await here.drafts.step(here.draft_id)
        answers = await here.drafts.check_answers(here.draft_id)
    except NoDraft:
        return await _without_draft(here, survey_id)
    if step.kind == "consent":
        return see_other(f"/surveys/{survey_id}")
    return here.page(
        "surveys/check.html",
        help_first=paragraphs(here.service, here.visit.help),
        language=step.language,
        answers=answers,
        csrf_token=here.draft_token,
    )


@router.post("/send")
async def send(here: Here, survey_id: str, csrf_token: Field = "") -> Response:
    """Send the answers: once, however often this comes."""
    here.check_draft_token(csrf_token)
    try:
        return _after_sending(here, survey_id, await here.drafts.finish(here.draft_id))
    except NoDraft:
        return await _without_draft(here, survey_id)


@router.get("/sent")
async def sent_page(here: Here, survey_id: str) -> Response:
    """The thanks and the code. Back, a reload or a second tab end here too."""
    survey = here.service.surveys.get(survey_id)
    code = await sent_code(here.service.database, here.visit.draft)
    if code is None:
        return await _without_draft(here, survey_id)
    audience = next((one for one in survey.audiences if one == here.visit.audience), survey.audience)
    voice = here.service.surveys.voice(survey, audience, here.visit.language)
    return here.page(
        "surveys/sent.html",
        help_first=paragraphs(here.service, here.visit.help),
        language=here.visit.language,
        survey=survey,
        thanks=voice.sentence("thanks"),
        code=code,
        actions=await ActionLog(here.service.database).published(survey_id),
        statuses=STATUSES,
        csrf_token=here.draft_token,
        already="already" in here.request.query_params,
    )


@router.get("/stop")
async def stop_page(here: Here, survey_id: str) -> Response:
    """Keep what was said, throw it away, or come back later."""
    try:
        return _stop(here, await here.drafts.step(here.draft_id))
    except NoDraft:
        return await _without_draft(here, survey_id)


@router.post("/stop")
async def stop(here: Here, survey_id: str, answer: Field = "", csrf_token: Field = "") -> Response:
    """Do what was picked."""
    here.check_draft_token(csrf_token)
    try:
        if answer == "send":
            return _after_sending(here, survey_id, await here.drafts.finish(here.draft_id))
        if answer == "later":
            paused = await here.drafts.pause(here.draft_id)
            reply = see_other(f"/surveys/{survey_id}/paused")
            # The draft itself is forgotten here: others may use this device.
            here.visits.keep(reply, survey_id, Visit(paused=paused.code))
            return reply
        # Raises NoDraft when it was sent meanwhile: what was sent is not thrown away here, and its code stays.
        step = await here.drafts.step(here.draft_id)
        if answer == "throw_away":
            await here.drafts.discard(here.draft_id)
            return _stopped(here, survey_id)
        return _stop(here, step, error="Pick what to do")
    except NoDraft:
        return await _without_draft(here, survey_id)


@router.get("/paused")
async def paused_page(here: Here, survey_id: str) -> Response:
    """The code with which the survey goes on."""
    if here.visit.paused is None:
        return see_other(f"/surveys/{survey_id}/next")
    return here.page("surveys/paused.html", code=here.visit.paused)


@router.get("/stopped")
async def stopped_page(here: Here, survey_id: str) -> Response:
    """Nothing was kept."""
    return here.page("surveys/stopped.html", survey=here.service.surveys.get(survey_id))


@router.post("/forget")
async def forget(here: Here, survey_id: str, csrf_token: Field = "") -> Response:
    """Take the code off this device for good."""
    here.check_draft_token(csrf_token)
    reply = see_other(f"/kiosk/{here.kiosk}" if here.kiosk else "/surveys")
    here.visits.forget(reply, survey_id)
    return reply


@router.get("/clear")
async def clear(here: Here, survey_id: str) -> Response:
    """A kiosk's way back to its first page: what the last person left unsent is thrown away."""
    if here.kiosk is None:
        return see_other(f"/surveys/{survey_id}/next")
    await here.drafts.discard(here.draft_id)
    reply = see_other(f"/kiosk/{here.kiosk}")
    here.visits.forget(reply, survey_id)
    return reply


def _address(survey_id: str, step: Step) -> str:
    if step.kind == "consent":
        return f"/surveys/{survey_id}"
    return f"/surveys/{survey_id}/check" if step.kind == "finished" else f"/surveys/{survey_id}/q/{step.question_id}"


async def _without_draft(here: Asked, survey_id: str) -> Response:
    """Where there is no draft any more: the answers were sent, or there never was one."""
    survey = here.service.surveys.get(survey_id)
    if await sent_code(here.service.database, here.visit.draft) is not None:
        return see_other(f"/surveys/{survey_id}/sent?already")
    return here.page("surveys/no_draft.html", status=404, survey=survey)


def _after_sending(here: Asked, survey_id: str, finished: Finished) -> Response:
    if finished.reference_code is None:
        return _stopped(here, survey_id)
    reply = see_other(f"/surveys/{survey_id}/sent")
    here.visits.keep(reply, survey_id, replace(here.visit, paused=None))
    return reply


def _stopped(here: Asked, survey_id: str) -> Response:
    reply = see_other(f"/kiosk/{here.kiosk}" if here.kiosk else f"/surveys/{survey_id}/stopped")
    here.visits.forget(reply, survey_id)
    return reply


def _question(here: Asked, step: Step, filled: Filled, error: str | None = None) -> HTMLResponse:
    return here.page(
        "surveys/question.html",
        help_first=paragraphs(here.service, here.visit.help),
        status=422 if error else 200,
        language=step.language,
        step=step,
        filled=filled if step.is_answered or error else _offered(here, step, filled),
        error=error,
        has_options=step.question_kind in PICKED,
        csrf_token=here.draft_token,
    )


def _offered(here: Asked, step: Step, filled: Filled) -> Filled:
    """Whoever came by an invitation need not type its code again; it is shown, and kept only if they go on with it."""
    code = here.visits.invitation(here.request)
    return replace(filled, text=code) if step.question_kind == "code" and code else filled


def _stop(here: Asked, step: Step, error: str | None = None) -> HTMLResponse:
    status = 422 if error else 200
    return here.page("surveys/stop.html", status=status, step=step, error=error, csrf_token=here.draft_token)
