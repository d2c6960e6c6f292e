"""Surveys as anybody may read them, and the engine as the assistant's actions use it."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel

from feedback_api.dependencies import InternalOnly, Service
from feedback_api.surveys.definition import Survey
from feedback_api.surveys.schemas import Step, SurveySummary
from feedback_api.surveys.service import ConversationSurvey

router = APIRouter(prefix="/api/surveys", tags=["surveys"])
internal = APIRouter(
    prefix="/internal/conversations/{conversation}/survey",
    include_in_schema=False,
    dependencies=[InternalOnly],
)


@router.get("")
async def list_surveys(service: Service) -> list[SurveySummary]:
    """The surveys that can be answered."""
    return [
        SurveySummary(
            id=survey.id,
            title=survey.title,
            button=survey.button,
            audience=survey.audience,
            questions=len(survey.questions),
        )
        for survey in service.surveys.all()
    ]


@router.get("/{survey_id}")
async def get_survey(survey_id: str, service: Service) -> Survey:
    """A survey with its questions and their possible answers."""
    return service.surveys.get(survey_id)


class StartIn(BaseModel):
    """Which survey to begin."""

    survey_id: str


class AnswerIn(BaseModel):
    """An answer: a button's question and value, or typed text."""

    question_id: str | None = None
    value: str | None = None
    text: str | None = None


class FinishedOut(BaseModel):
    """What to say at the end; nulls when nothing had been answered."""

    thanks: str | None
    reference_code: str | None


def _survey(service: Service, conversation: str) -> ConversationSurvey:
    return ConversationSurvey(service.database, service.surveys, conversation)


@internal.get("")
async def step(conversation: str, service: Service) -> Step:
    """What the conversation's survey needs next."""
    return await _survey(service, conversation).step()


@internal.post("/start")
async def start(conversation: str, body: StartIn, service: Service) -> Step:
    """Begin a survey, or go on with it."""
    return await _survey(service, conversation).start(body.survey_id)


@internal.post("/answer")
async def answer(conversation: str, body: AnswerIn, service: Service) -> Step:
    """Save an answer; the reply is what comes next."""
    return await _survey(service, conversation).answer(body.question_id, body.value, body.text)


@internal.post("/skip")
async def skip(conversation: str, service: Service) -> Step:
    """Skip the present question."""
    return await _survey(service, conversation).skip()


@internal.post("/finish")
async def finish(conversation: str, service: Service) -> FinishedOut:
    """Send what has been answered."""
    finished = await _survey(service, conversation).finish()
    return FinishedOut(thanks=finished.thanks, reference_code=finished.reference_code)


@internal.post("/discard", status_code=204)
async def discard(conversation: str, service: Service) -> None:
    """Throw the draft away."""
    await _survey(service, conversation).discard()
