"""Surveys as anybody may read them, and the engine as the assistant's actions use it."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel, JsonValue

from feedback_api.dependencies import InternalOnly, Service
from feedback_api.surveys.conversation import ConversationSurvey
from feedback_api.surveys.definition import Audience, Survey
from feedback_api.surveys.schemas import Finished, Paused, Step, SurveySummary

router = APIRouter(prefix="/api/surveys", tags=["surveys"])
schema = APIRouter(prefix="/api/survey-schema", tags=["surveys"])
internal = APIRouter(
    prefix="/internal/conversations/{conversation}/survey",
    include_in_schema=False,
    dependencies=[InternalOnly],
)


@schema.get("")
async def survey_schema() -> dict[str, JsonValue]:
    """The JSON Schema of a survey's file (data/surveys/<id>.yml)."""
    return Survey.model_json_schema(by_alias=True)


@router.get("")
async def list_surveys(service: Service) -> list[SurveySummary]:
    """The surveys that can be answered."""
    return [
        SurveySummary(
            id=survey.id,
            title=survey.title,
            button=survey.button,
            audience=survey.audience,
            audiences=list(survey.audiences),
            languages=service.surveys.languages(survey),
            questions=len(survey.questions),
        )
        for survey in service.surveys.all()
    ]


@router.get("/{survey_id}")
async def get_survey(survey_id: str, service: Service) -> Survey:
    """A survey with its questions and their possible answers."""
    return service.surveys.get(survey_id)


class StartIn(BaseModel):
    """Which survey to begin, and in whose wording."""

    survey_id: str
    audience: Audience | None = None


class MessageKey(BaseModel):
    """`key` names the visitor's message, so that one that comes twice is acted on once."""

    key: str | None = None


class AnswerIn(MessageKey):
    """An answer: a button's question and value, or typed text."""

    question_id: str | None = None
    value: JsonValue = None
    text: str | None = None


class SkipIn(MessageKey):
    """Which question to skip: the present one when none is named."""

    question_id: str | None = None


class ResumeIn(BaseModel):
    """The code of a paused survey, as it was typed."""

    code: str


def _survey(service: Service, conversation: str) -> ConversationSurvey:
    return ConversationSurvey(service.database, service.surveys, conversation)


@internal.get("")
async def step(conversation: str, service: Service) -> Step:
    """What the conversation's survey needs next."""
    return await _survey(service, conversation).step()


@internal.post("/start")
async def start(conversation: str, body: StartIn, service: Service) -> Step:
    """Begin a survey, or go on with it."""
    return await _survey(service, conversation).start(body.survey_id, body.audience)


@internal.post("/answer")
async def answer(conversation: str, body: AnswerIn, service: Service) -> Step:
    """Save an answer; the reply is what comes next."""
    return await _survey(service, conversation).answer(body.question_id, body.value, body.text, body.key)


@internal.post("/skip")
async def skip(conversation: str, body: SkipIn, service: Service) -> Step:
    """Skip a question."""
    return await _survey(service, conversation).skip(body.question_id, body.key)


@internal.post("/back")
async def back(conversation: str, body: MessageKey, service: Service) -> Step:
    """Go back to the question before."""
    return await _survey(service, conversation).back(body.key)


@internal.post("/pause")
async def pause(conversation: str, service: Service) -> Paused:
    """Put the survey away for later; the reply is the code for it."""
    return await _survey(service, conversation).pause()


@internal.post("/resume")
async def resume(conversation: str, body: ResumeIn, service: Service) -> Step:
    """Go on with a paused survey. Codes tried are limited for each conversation."""
    await service.limits.hit(service.settings.codes_per_address, "resume-code", conversation)
    return await _survey(service, conversation).resume(body.code)


@internal.post("/finish")
async def finish(conversation: str, service: Service) -> Finished:
    """Send what has been answered."""
    return await _survey(service, conversation).finish()


@internal.post("/discard", status_code=204)
async def discard(conversation: str, service: Service) -> None:
    """Throw the draft away."""
    await _survey(service, conversation).discard()
