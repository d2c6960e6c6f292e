"""Begun in the chat, ended on a page."""

from __future__ import annotations

from httpx import AsyncClient

from feedback_api.service_state import ServiceState
from feedback_api.surveys.conversation import ConversationSurvey
from feedback_api.surveys.phrases import load_survey_phrases
from tests.feedback_api.helpers import SURVEY, form_token, open_chat, session_of


async def test_a_survey_begun_in_the_chat_goes_on_on_a_page_where_it_was(
    client: AsyncClient, service: ServiceState
) -> None:
    chat = await open_chat(client)
    conversation = (await session_of(service, chat)).conversation
    phrases = load_survey_phrases(service.settings.data_folder)
    survey = ConversationSurvey(service.database, service.surveys, phrases, conversation)
    await survey.start(SURVEY)
    await survey.press("consent", "yes")
    await survey.press("on_time", "always")
    url = (await client.post("/api/chat/survey-page", headers=chat)).json()["url"]
    path, _, code = url.partition("#")
    form = {"csrf_token": form_token(await client.get(path)), "code": code, "once": "yes"}
    page = await client.post("/surveys/resume", data=form, follow_redirects=True)
    assert page.url.path == f"/surveys/{SURVEY}/q/friendly"
    assert (await client.post("/surveys/resume", data=form)).status_code == 404


async def test_without_a_survey_or_a_chat_there_is_nothing_to_hand_over(client: AsyncClient) -> None:
    assert (await client.post("/api/chat/survey-page", headers=await open_chat(client))).status_code == 404
    assert (await client.post("/api/chat/survey-page")).status_code == 401
