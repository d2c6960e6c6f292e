"""A whole response at once, for other programs; and the page on which a person takes their answers back."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Header, Request, Response
from fastapi.responses import HTMLResponse

from feedback_api.clock import now
from feedback_api.dependencies import ClientAddress, Service
from feedback_api.errors import Conflict, InvalidInput, TooMany
from feedback_api.responses.schemas import ResponseIn, ResponseOut
from feedback_api.responses.service import Submission, UnknownCode, submit, withdraw
from feedback_api.web.pages import page

router = APIRouter(prefix="/api/surveys", tags=["surveys"])
pages = APIRouter(prefix="/withdraw", include_in_schema=False)

IdempotencyKey = Annotated[
    str | None,
    Header(alias="Idempotency-Key", description="8 to 60 characters of your own making; the same for each retry."),
]


@router.post("/{survey_id}/responses", status_code=201)
async def post_response(
    survey_id: str,
    body: ResponseIn,
    service: Service,
    reply: Response,
    idempotency_key: IdempotencyKey = None,
) -> ResponseOut:
    """Store a response. The same Idempotency-Key again answers 200 with the first reference code."""
    survey = service.surveys.get(survey_id)
    if idempotency_key is None or not (8 <= len(idempotency_key) <= 60 and idempotency_key.isprintable()):
        raise InvalidInput("Send a header Idempotency-Key of 8 to 60 characters, the same for each retry.")
    if body.version is not None and body.version != survey.version:
        raise Conflict(f"The survey {survey.id} is now at version {survey.version}. Please load it again.")
    stored = await submit(
        service.database,
        Submission(
            # A key of the API can never be that of a chat's draft.
            idempotency_key=f"api:{idempotency_key}",
            survey=survey,
            answers=body.answers,
            channel="api",
            at=now(),
        ),
    )
    if not stored.is_new:
        reply.status_code = 200
    return ResponseOut(reference_code=stored.reference_code)


@pages.get("")
async def withdraw_page(request: Request, service: Service) -> HTMLResponse:
    """The form for a reference code."""
    return page(request, service, "withdraw.html", error=None, code="", done=False)


@pages.post("")
async def withdraw_answers(
    request: Request, service: Service, address: ClientAddress, code: Annotated[str, Form(max_length=60)] = ""
) -> HTMLResponse:
    """Delete the answers that bear the code. It needs no sign-in: nobody can guess a code."""
    try:
        await service.limits.hit(service.settings.codes_per_address, "code", address)
        await withdraw(service.database, code)
    except (UnknownCode, TooMany) as error:
        return page(request, service, "withdraw.html", status=error.status, error=error.sentence, code=code, done=False)
    return page(request, service, "withdraw.html", error=None, code="", done=True)
