"""From the chat to a page: the survey in progress is handed over by a code that works once."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Header
from pydantic import BaseModel, Field

from feedback_api.dependencies import Service
from feedback_api.models import ChatSession
from feedback_api.surveys.conversation import ConversationSurvey
from feedback_api.surveys.errors import NoDraft
from feedback_api.surveys.phrases import load_survey_phrases

router = APIRouter(prefix="/api/chat/survey-page", tags=["chat"])


class SurveyPage(BaseModel):
    """Where the survey goes on."""

    url: str = Field(description="On this service. What stands after “#” opens the survey once; no log has it.")


@router.post("")
async def go_on_on_a_page(service: Service, authorization: Annotated[str | None, Header()] = None) -> SurveyPage:
    """Hand the chat's survey over to a page. Refuses with 404 when there is none."""
    session_id = service.tokens.read(authorization)
    await service.limits.hit(service.settings.codes_per_address, "survey-page", session_id)
    async with service.database.transaction() as session:
        chat = await session.get(ChatSession, session_id)
    if chat is None:
        raise NoDraft
    phrases = load_survey_phrases(service.settings.data_folder)
    paused = await ConversationSurvey(service.database, service.surveys, phrases, chat.conversation).pause()
    return SurveyPage(url=f"/surveys/resume#{paused.code}")
