"""The pages for a person who has a code."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, Response
from itsdangerous import BadSignature, URLSafeTimedSerializer

from feedback_api.action_log.service import STATUSES, ActionLog
from feedback_api.dependencies import ClientAddress
from feedback_api.errors import TooMany
from feedback_api.my_answers.service import GivenAnswers
from feedback_api.responses.service import UnknownCode, withdraw
from feedback_api.secrets_store import signing_key
from feedback_api.survey_pages.forms import PICKED, Filled, nothing_filled_in
from feedback_api.survey_pages.pages import Asked, Here, see_other
from feedback_api.survey_pages.visits import FormOutOfDate
from feedback_api.surveys.answers import InvalidAnswer
from feedback_api.surveys.errors import NotAsked
from feedback_api.surveys.schemas import Step

router = APIRouter(prefix="/my-answers", include_in_schema=False)
old_address = APIRouter(prefix="/withdraw", include_in_schema=False)

CODE_COOKIE = "ourvoices_answers"
SECONDS = 30 * 60
Field = Annotated[str, Form(max_length=200)]


class CodeNeeded(Exception):
    """The browser has shown no code in the last half hour; it is sent to the form for it."""


@old_address.get("")
async def moved() -> Response:
    """The address that older pages and printed codes name."""
    return see_other("/my-answers")


@router.get("")
async def code_page(here: Here) -> HTMLResponse:
    """The form for a code."""
    return here.form_page("my_answers/code.html", error=None, code="")


@router.post("")
async def enter(here: Here, address: ClientAddress, code: Field = "", csrf_token: Field = "") -> Response:
    """To the answers with that code. It needs no sign-in: nobody can guess a code."""
    here.check_visitor_token(csrf_token)
    try:
        await here.service.limits.hit(here.service.settings.codes_per_address, "code", address)
        given = await _answers(here).see(code)
    except (UnknownCode, TooMany) as error:
        return here.form_page("my_answers/code.html", status=error.status, error=error.sentence, code=code)
    reply = see_other("/my-answers/seen")
    reply.set_cookie(
        CODE_COOKIE,
        str(_signer(here).dumps(given.code)),
        max_age=SECONDS,
        path="/my-answers",
        httponly=True,
        samesite="strict",
        secure=here.service.settings.https_only,
    )
    return reply


@router.get("/seen")
async def seen(here: Here) -> Response:
    """All answers, each with a way to change it."""
    code = _code(here)
    given = await _answers(here).see(code)
    return here.page(
        "my_answers/seen.html",
        given=given,
        actions=await ActionLog(here.service.database).published(given.survey_id),
        statuses=STATUSES,
        csrf_token=here.visits.form_token(code),
    )


@router.get("/change/{question_id}")
async def change_page(here: Here, question_id: str) -> Response:
    """One question, with its answer."""
    try:
        step = await _answers(here).question(_code(here), question_id)
    except NotAsked:
        return see_other("/my-answers/seen")
    return _question(here, step, Filled.from_answer(step))


@router.post("/change/{question_id}")
async def change(here: Here, question_id: str) -> Response:
    """Keep the new answer; what does not fit is shown again as it was typed."""
    form, code = await here.request.form(), _code(here)
    filled = Filled.from_form(form)
    try:
        step = await _answers(here).question(code, question_id)
    except NotAsked:
        return see_other("/my-answers/seen")
    value = None if form.get("action") == "skip" else filled.value(step.question_kind)
    try:
        here.visits.check_form(code, str(form.get("csrf_token", "")))
        if value is None and form.get("action") != "skip":
            raise InvalidAnswer(question_id, nothing_filled_in(step))
        await _answers(here).change(code, question_id, value)
    except InvalidAnswer as error:
        return _question(here, step, filled, error.reason)
    except FormOutOfDate as error:
        return _question(here, step, filled, error.sentence)
    return see_other("/my-answers/seen")


@router.get("/take-back")
async def take_back_page(here: Here) -> Response:
    """Ask once more, since it can't be undone."""
    return here.page("my_answers/take_back.html", csrf_token=here.visits.form_token(_code(here)))


@router.post("/take-back")
async def take_back(here: Here, csrf_token: Field = "") -> Response:
    """Delete the answers. Twice does no harm."""
    code = _code(here)
    here.visits.check_form(code, csrf_token)
    await withdraw(here.service.database, code)
    return _leaving(here.page("my_answers/gone.html"))


@router.post("/leave")
async def leave(here: Here, csrf_token: Field = "") -> Response:
    """Forget the code on this device."""
    here.visits.check_form(_code(here), csrf_token)
    return _leaving(see_other("/surveys"))


async def to_code_page(_: Request, __: Exception) -> Response:
    """What happens on CodeNeeded."""
    return see_other("/my-answers")


def _answers(here: Asked) -> GivenAnswers:
    service = here.service
    return GivenAnswers(service.database, service.surveys, service.settings.keep_responses_years)


def _signer(here: Asked) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(signing_key(here.service.settings), salt="reference-code")


def _code(here: Asked) -> str:
    try:
        return str(_signer(here).loads(here.request.cookies.get(CODE_COOKIE, ""), max_age=SECONDS))
    except BadSignature as error:
        raise CodeNeeded from error


def _leaving(reply: Response) -> Response:
    reply.delete_cookie(CODE_COOKIE, path="/my-answers")
    return reply


def _question(here: Asked, step: Step, filled: Filled, error: str | None = None) -> HTMLResponse:
    return here.page(
        "my_answers/change.html",
        status=422 if error else 200,
        step=step,
        filled=filled,
        error=error,
        has_options=step.question_kind in PICKED,
        csrf_token=here.visits.form_token(_code(here)),
    )
