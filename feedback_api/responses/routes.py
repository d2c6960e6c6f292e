"""A whole response at once, for other programs."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Header, Response

from feedback_api.clock import now
from feedback_api.dependencies import Service
from feedback_api.errors import Conflict, InvalidInput
from feedback_api.responses.schemas import ResponseIn, ResponseOut
from feedback_api.responses.service import Submission, submit
from feedback_api.safeguarding.schemas import Voice
from feedback_api.safeguarding.service import Origin, hear
from feedback_api.surveys.definition import Survey, SurveyShelf

router = APIRouter(prefix="/api/surveys", tags=["surveys"])

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
    survey = _asked_version(service.surveys, survey_id, body.version)
    if idempotency_key is None or not (8 <= len(idempotency_key) <= 60 and idempotency_key.isprintable()):
        raise InvalidInput("Send a header Idempotency-Key of 8 to 60 characters, the same for each retry.")
    stored = await submit(
        service.database,
        Submission(
            # A key of the API can never be that of a chat's draft.
            idempotency_key=f"api:{idempotency_key}",
            survey=survey,
            answers=body.answers,
            channel="api",
            at=now(),
            audience=body.audience,
        ),
    )
    if not stored.is_new:
        reply.status_code = 200
        return ResponseOut(reference_code=stored.reference_code)
    words = [str(body.answers.get(question.id) or "") for question in survey.questions if question.kind == "free_text"]
    heard = await hear(service, words, Origin("api", stored.reference_code), voice=_voice(body))
    return ResponseOut(reference_code=stored.reference_code, say_first=[answer.text for answer in heard.answers])


def _voice(body: ResponseIn) -> Voice | None:
    return "young_person" if body.audience == "young_person" else None


def _asked_version(surveys: SurveyShelf, survey_id: str, version: int | None) -> Survey:
    """The version that the caller asked: an older one goes on with its own questions."""
    newest = surveys.get(survey_id)
    known = [survey for survey in surveys.versions(survey_id) if version in (survey.version, None)]
    if not known:
        raise Conflict(
            f"The survey {survey_id} has no version {version}; it is at {newest.version}. Please load it again."
        )
    return known[-1]
