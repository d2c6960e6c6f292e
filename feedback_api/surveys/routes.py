"""Surveys as anybody may read them, and the engine as the assistant's actions use it."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel, JsonValue

from feedback_api.dependencies import InternalOnly, Service
from feedback_api.surveys.conversation import ConversationSurvey
from feedback_api.surveys.definition import Audience, Survey
from feedback_api.surveys.phrases import load_survey_phrases
from feedback_api.surveys.schemas import ChatStep, FinishedInChat, SurveySummary
from feedback_api.surveys.speech import ChatSpeech
from feedback_api.topics.schemas import Utterance

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
    """Which survey to begin, and in whose wording; or the message and the last topic, which tell."""

    survey_id: str | None = None
    audience: Audience | None = None
    text: str = ""
    topic: str | None = None


class MessageKey(BaseModel):
    """`key` names the visitor's message, so that one that comes twice is acted on once."""

    key: str | None = None


class AnswerIn(MessageKey):
    """An answer: a button's question and value, or typed text, which may be guessed at or not."""

    question_id: str | None = None
    value: str | None = None
    text: str | None = None
    may_guess: bool = True


class ConfirmIn(MessageKey):
    """Yes or no to what was suggested for a question."""

    question_id: str
    yes: bool


class ChangeIn(MessageKey):
    """A message that may change the answer just given: "I meant no"."""

    text: str


class QuestionIn(MessageKey):
    """Which question is meant: the present one when none is named."""

    question_id: str | None = None


class ResumeIn(BaseModel):
    """The code of a paused survey, as it was typed."""

    code: str


class KnownIn(BaseModel):
    """What the directory was searched for: needs by the directory's ids, ages in years, a place."""

    needs: list[str] = []
    ages: tuple[float, float] | None = None
    place: str | None = None


class OfferIn(BaseModel):
    """The topic that was answered."""

    topic: str


def _survey(service: Service, conversation: str) -> ConversationSurvey:
    phrases = load_survey_phrases(service.settings.data_folder)
    return ConversationSurvey(service.database, service.surveys, phrases, conversation)


def _speech(service: Service) -> ChatSpeech:
    return ChatSpeech(load_survey_phrases(service.settings.data_folder))


@internal.get("")
async def step(conversation: str, service: Service) -> ChatStep:
    """What the conversation's survey needs next."""
    return await _survey(service, conversation).step()


@internal.post("/start")
async def start(conversation: str, body: StartIn, service: Service) -> ChatStep:
    """Begin a survey, or go on with it."""
    survey_id, audience = body.survey_id, body.audience
    if survey_id is None:
        survey_id, audience = load_survey_phrases(service.settings.data_folder).meant(body.text, body.topic)
    return await _survey(service, conversation).start(survey_id, audience)


@internal.post("/answer")
async def answer(conversation: str, body: AnswerIn, service: Service) -> ChatStep:
    """Save an answer; the reply is what comes next."""
    survey = _survey(service, conversation)
    if body.question_id is not None and body.value is not None:
        return await survey.press(body.question_id, body.value, body.key)
    return await survey.type(body.text or "", body.key, may_guess=body.may_guess)


@internal.post("/change")
async def change(conversation: str, body: ChangeIn, service: Service) -> ChatStep:
    """Change the answer just given."""
    return await _survey(service, conversation).change(body.text, body.key)


@internal.post("/confirm")
async def confirm(conversation: str, body: ConfirmIn, service: Service) -> ChatStep:
    """Save what was suggested, or ask again."""
    return await _survey(service, conversation).confirm(body.question_id, body.yes, body.key)


@internal.post("/next")
async def proceed(conversation: str, body: QuestionIn, service: Service) -> ChatStep:
    """Leave a question as it is answered, and go on."""
    return await _survey(service, conversation).proceed(body.question_id, body.key)


@internal.post("/skip")
async def skip(conversation: str, body: QuestionIn, service: Service) -> ChatStep:
    """Skip a question."""
    return await _survey(service, conversation).skip(body.question_id, body.key)


@internal.post("/back")
async def back(conversation: str, body: MessageKey, service: Service) -> ChatStep:
    """Go back to the question before."""
    return await _survey(service, conversation).back(body.key)


@internal.post("/pause")
async def pause(conversation: str, service: Service) -> Utterance:
    """Put the survey away for later; the reply says the code for it."""
    paused = await _survey(service, conversation).pause()
    return _speech(service).paused(paused)


@internal.post("/resume")
async def resume(conversation: str, body: ResumeIn, service: Service) -> ChatStep:
    """Go on with a paused survey. Codes tried are limited for each conversation."""
    await service.limits.hit(service.settings.codes_per_address, "resume-code", conversation)
    return await _survey(service, conversation).resume(body.code)


@internal.post("/finish")
async def finish(conversation: str, service: Service, body: MessageKey | None = None) -> FinishedInChat:
    """Send what has been answered."""
    finished = await _survey(service, conversation).finish(body.key if body is not None else None)
    return FinishedInChat(**finished.model_dump(), message=_speech(service).finished(finished))


@internal.post("/discard", status_code=204)
async def discard(conversation: str, service: Service) -> None:
    """Throw the draft away."""
    await _survey(service, conversation).discard()


@internal.post("/known", status_code=204)
async def known(conversation: str, body: KnownIn, service: Service) -> None:
    """Keep what the person said of themselves elsewhere in the chat."""
    facts = load_survey_phrases(service.settings.data_folder).facts.answers(body.needs, body.ages, body.place)
    await _survey(service, conversation).remember(facts)


@internal.post("/offer")
async def offer(conversation: str, body: OfferIn, service: Service) -> Utterance | None:
    """What to say to offer a survey, once a visit; null when none is to be offered."""
    survey_id = await _survey(service, conversation).offer(body.topic)
    return _speech(service).offer(service.surveys.get(survey_id)) if survey_id is not None else None


@internal.post("/menu")
async def menu(conversation: str, service: Service) -> Utterance:
    """Which surveys there are. One that has only been looked at is put back."""
    await _survey(service, conversation).put_back()
    return _speech(service).menu(service.surveys)


@internal.get("/progress")
async def progress(conversation: str, service: Service) -> Utterance:
    """How many questions are left."""
    return _speech(service).progress(await _survey(service, conversation).step())
