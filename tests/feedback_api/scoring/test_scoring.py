"""Scoring: with the model's version, never of words that changed meanwhile, and resumable."""

from __future__ import annotations

from httpx import AsyncClient
from sqlalchemy import func, select, update

import feedback_api.scoring.service as scoring
from feedback_api.models import AnswerSentiment, AnswerTheme, ResponseAnswer, SurveyResponse
from feedback_api.responses.service import withdraw
from feedback_api.scoring.repository import ScoreRepository
from feedback_api.scoring.service import not_scored, rescore, score_response, waiting_to_be_scored
from feedback_api.service_state import ServiceState
from language import sentiment, themes
from tests.feedback_api.helpers import SUMMER_QUARTER, respond, store


async def scores(service: ServiceState) -> list[AnswerSentiment]:
    """Every score that is stored."""
    async with service.database.transaction() as session:
        return list((await session.scalars(select(AnswerSentiment))).all())


async def the_response(service: ServiceState) -> str:
    """The id of the only response."""
    async with service.database.transaction() as session:
        return (await session.scalars(select(SurveyResponse.id))).one()


async def test_a_response_is_answered_before_it_is_scored(client: AsyncClient, service: ServiceState) -> None:
    assert (await respond(client, {"words": "Terrible, awful bus."})).status_code == 201
    assert await scores(service) == []
    assert await score_response(service.database, await the_response(service)) == 1
    (score,) = await scores(service)
    expected = sentiment.analyse("Terrible, awful bus.")
    assert (score.label, score.polarity, score.confidence) == (expected.label, expected.polarity, expected.confidence)
    assert score.analyser == sentiment.ANALYSER


async def test_each_theme_is_kept_with_the_clause_that_earned_it(client: AsyncClient, service: ServiceState) -> None:
    text = "The SENCO is lovely, but we have waited nine months for speech therapy."
    await respond(client, {"words": text})
    await score_response(service.database, await the_response(service))
    async with service.database.transaction() as session:
        found = (await session.scalars(select(AnswerTheme).order_by(AnswerTheme.id))).all()
    assert [(theme.theme, text[theme.clause_start : theme.clause_end], theme.service) for theme in found] == [
        (mention.theme, mention.clause, mention.service) for mention in themes.themes_of(text)
    ]
    assert found
    assert {theme.model for theme in found} == {themes.model_version()}


async def test_a_new_themes_model_reads_history_too(service: ServiceState) -> None:
    await store(service, {"words": "We waited nine months."})
    assert await not_scored(service.database) == 0
    async with service.database.transaction() as session:
        await session.execute(update(AnswerSentiment).values(theme_model=None))
        before = await session.scalar(select(func.count()).select_from(AnswerTheme))
    assert await not_scored(service.database) == 1
    async for _ in rescore(service.database):
        pass
    async with service.database.transaction() as session:
        assert await session.scalar(select(func.count()).select_from(AnswerTheme)) == before


async def test_scoring_twice_changes_nothing(client: AsyncClient, service: ServiceState) -> None:
    await respond(client, {"words": "Terrible, awful bus."})
    for _ in range(2):
        await score_response(service.database, await the_response(service))
    assert len(await scores(service)) == 1


async def test_a_withdrawn_response_has_nothing_to_score(client: AsyncClient, service: ServiceState) -> None:
    code = (await respond(client, {"words": "Terrible, awful bus."})).json()["reference_code"]
    await withdraw(service.database, code)
    assert await score_response(service.database, await the_response(service)) == 0


async def test_what_is_not_scored_yet_is_counted(client: AsyncClient, service: ServiceState) -> None:
    await store(service, {"words": "Scored in summer."})
    async with service.database.transaction() as session:
        await session.execute(update(AnswerSentiment).values(analyser="an-older-model"))
    # It waits for a newer score, but has one.
    assert await waiting_to_be_scored(service.database, SUMMER_QUARTER) == 0
    assert await not_scored(service.database) == 1
    async with service.database.transaction() as session:
        await session.delete((await session.scalars(select(AnswerSentiment))).one())
    assert await waiting_to_be_scored(service.database, SUMMER_QUARTER) == 1
    assert await waiting_to_be_scored(service.database, SUMMER_QUARTER, "ehc_parent") == 0
    assert await waiting_to_be_scored(service.database, "2026-27-Q1") == 0


async def test_rescoring_can_be_stopped_and_begun_again(service: ServiceState) -> None:
    for number in range(5):
        await store(service, {"words": f"Number {number} is late."})
    async with service.database.transaction() as session:
        await session.execute(update(AnswerSentiment).values(analyser="an-older-model"))
    scoring_batch, scoring.BATCH = scoring.BATCH, 2
    try:
        progress = rescore(service.database)
        assert await anext(progress) == (2, 3)
        await progress.aclose()
        assert [step async for step in rescore(service.database)] == [(2, 1), (3, 0)]
    finally:
        scoring.BATCH = scoring_batch
    assert {score.analyser for score in await scores(service)} == {sentiment.ANALYSER}


async def test_words_that_changed_while_they_were_read_keep_no_old_score(
    client: AsyncClient, service: ServiceState
) -> None:
    await respond(client, {"words": "Terrible, awful bus."})
    response_id = await the_response(service)
    async with service.database.transaction() as session:
        words = await ScoreRepository(session).words_of(response_id)
        await session.execute(update(ResponseAnswer).where(ResponseAnswer.question_id == "words").values(text="Fine."))
    async with service.database.transaction() as session:
        assert await ScoreRepository(session).unchanged(words) == set()
