"""The application: features joined, errors turned into sentences."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from fastapi_offline import FastAPIOffline
from pydantic import BaseModel
from sqlalchemy.exc import DataError, OperationalError
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware

from feedback_api.action_log import officer_routes as action_log
from feedback_api.action_log import routes as you_said_we_did
from feedback_api.analysis.corrections import officer_routes as corrections
from feedback_api.analysis.themes import officer_routes as themes
from feedback_api.chat import routes as chat
from feedback_api.council_figures import officer_routes as council_figures
from feedback_api.directory import routes as directory
from feedback_api.errors import ServiceError, TooMany
from feedback_api.health import routes as health
from feedback_api.invitations import officer_routes as invitation_officers
from feedback_api.invitations import routes as invitations
from feedback_api.jobs import officer_routes as work
from feedback_api.my_answers import routes as my_answers
from feedback_api.officers import routes as officers
from feedback_api.paper import officer_routes as paper_officers
from feedback_api.paper import routes as paper
from feedback_api.privacy import routes as privacy
from feedback_api.responses import routes as responses
from feedback_api.rights import routes as rights
from feedback_api.safeguarding import officer_routes as safeguarding
from feedback_api.service_state import build_state
from feedback_api.settings import Settings
from feedback_api.survey_pages import chat_routes as chat_to_page
from feedback_api.survey_pages import question_routes
from feedback_api.survey_pages import routes as survey_pages
from feedback_api.surveys import routes as surveys
from feedback_api.topics import routes as topics
from feedback_api.unmet import routes as unmet
from feedback_api.web import pages
from feedback_api.web.body_limit import BodyLimit
from feedback_api.web.security_headers import SecurityHeaders
from language.redaction import redact
from language.risk import warm_up

logger = logging.getLogger(__name__)

NOT_HERE = "There is no such page here."
BROKEN = "Something went wrong on our side, and I'm sorry. Please try again in a minute."
UNREADABLE = "A part of what was sent holds a sign that I can't read. Please leave it out and try again."
DATABASE_AWAY = "I can't reach my records just now. Nothing that was saved is lost. Please try again in a minute."


class Refusal(BaseModel):
    """What every address answers when it can't do what was asked: a sentence for people, a code for programs."""

    detail: str
    code: str


REFUSALS: dict[int | str, dict[str, Any]] = {
    400: {"model": Refusal, "description": "The request can't be read."},
    401: {"model": Refusal, "description": "A token is missing, wrong or has expired."},
    403: {"model": Refusal, "description": "Not for this caller."},
    404: {"model": Refusal, "description": "There is no such thing."},
    405: {"model": Refusal, "description": "The address has other methods."},
    409: {"model": Refusal, "description": "Somebody, or the caller's earlier self, was first."},
    413: {"model": Refusal, "description": "More than is read at a time."},
    422: {"model": Refusal, "description": "A part has the wrong shape; the sentence says which."},
    429: {"model": Refusal, "description": "Too much at once; Retry-After says how long to wait."},
    503: {"model": Refusal, "description": "A part of the service is away. Nothing that was saved is lost."},
}


def create_app(settings: Settings | None = None) -> FastAPI:
    """The whole application. Raises ContentError when a file under data/ is wrong."""
    state = build_state(settings or Settings())

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        # Before the first message, which would wait for it.
        await asyncio.to_thread(warm_up)
        await asyncio.to_thread(redact, "Hello.")
        yield
        await state.close()

    # The offline variant serves the documentation's scripts itself, so that no visitor's browser calls elsewhere.
    app = FastAPIOffline(
        title="Our Voices",
        description="The feedback service of the Our Voices assistant.",
        lifespan=lifespan,
        responses=REFUSALS,
    )
    app.state.service = state
    for router in (
        pages.router,
        chat.router,
        surveys.router,
        paper.router,
        paper_officers.router,
        chat_to_page.router,
        survey_pages.router,
        question_routes.router,
        surveys.schema,
        work.router,
        responses.router,
        rights.router,
        invitations.router,
        invitation_officers.router,
        you_said_we_did.router,
        action_log.router,
        my_answers.router,
        my_answers.old_address,
        privacy.router,
        topics.router,
        directory.router,
        officers.router,
        corrections.router,
        council_figures.router,
        themes.router,
        safeguarding.router,
        health.router,
        surveys.internal,
        topics.internal,
        directory.internal,
        unmet.internal,
    ):
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "web" / "static"), name="static")
    _handle_errors(app)
    app.add_middleware(BodyLimit)
    app.add_middleware(SecurityHeaders, https_only=state.settings.https_only)
    origins = [origin.strip() for origin in state.settings.allowed_origins.split(",") if origin.strip()]
    origins += state.area.widget_sites
    # The chat's token is sent in a header by the widget itself, so other sites never need this one's cookies.
    app.add_middleware(
        CORSMiddleware,
        allow_origins=origins,
        allow_methods=["GET", "POST", "DELETE"],
        allow_headers=["Authorization", "Content-Type"],
    )
    return app


def _handle_errors(app: FastAPI) -> None:
    app.add_exception_handler(ServiceError, _service_error)
    app.add_exception_handler(RequestValidationError, _wrong_shape)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(officers.SignInNeeded, _to_sign_in)
    app.add_exception_handler(my_answers.CodeNeeded, my_answers.to_code_page)
    app.add_exception_handler(officers.PasswordNeeded, _to_password)
    app.add_exception_handler(DataError, _unreadable)
    app.add_exception_handler(OperationalError, _database_away)
    app.add_exception_handler(Exception, _unexpected)


def _answer(request: Request, status: int, code: str, sentence: str) -> Response:
    if request.url.path.startswith(("/api/", "/internal/")):
        return JSONResponse({"detail": sentence, "code": code}, status_code=status)
    return pages.error_page(request, request.app.state.service, status, sentence)


async def _service_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, ServiceError)
    reply = _answer(request, error.status, error.code, error.sentence)
    if isinstance(error, TooMany):
        reply.headers["Retry-After"] = str(error.seconds)
    return reply


async def _wrong_shape(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    return _answer(request, 422, "invalid", _explain(error))


def _explain(error: RequestValidationError) -> str:
    problem = error.errors()[0]
    kind, place = problem["type"], [str(part) for part in problem["loc"][1:]]
    if kind == "json_invalid":
        return "The body is not valid JSON."
    if not place:
        return 'The body must be a JSON object, such as {"text": "Hello"}.'
    name = " → ".join(place)
    if kind == "missing":
        return f"“{name}” is missing."
    if kind == "string_type":
        return f"“{name}” must be a text."
    return f"“{name}”: {problem['msg']}."


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    sentence = NOT_HERE if error.status_code == 404 else str(error.detail)
    reply = _answer(request, error.status_code, "http_error", sentence)
    reply.headers.update(error.headers or {})
    return reply


async def _to_sign_in(_: Request, __: Exception) -> Response:
    return RedirectResponse("/officer/sign-in", status_code=303)


async def _to_password(_: Request, __: Exception) -> Response:
    return RedirectResponse("/officer/password", status_code=303)


async def _unreadable(request: Request, _: Exception) -> Response:
    # PostgreSQL takes no NUL, which an address may hold; what people write is cleaned before it comes this far.
    return _answer(request, 422, "unreadable", UNREADABLE)


async def _database_away(request: Request, error: Exception) -> Response:
    # The statement's parameters may hold what a person wrote, so the error's text is not logged.
    logger.error("The database did not answer: %s", type(error).__name__)
    return _answer(request, 503, "database_away", DATABASE_AWAY)


async def _unexpected(request: Request, _: Exception) -> Response:
    return _answer(request, 500, "unexpected", BROKEN)
