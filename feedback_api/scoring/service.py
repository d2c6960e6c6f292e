"""Scores free texts, and moves history to a new model."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence

from feedback_api.database import Database
from feedback_api.models import AnswerSentiment, AnswerTheme
from feedback_api.scoring.repository import Models, Score, ScoreRepository, Words
from language import sentiment, themes

# Texts that are read, scored and stored in one go.
BATCH = 200


def present_models() -> Models:
    """The models that read comments now."""
    return Models(sentiment.ANALYSER, themes.model_version())


async def score_response(database: Database, response_id: str) -> int:
    """Score the free texts of a response. Returns how many scores were stored."""
    async with database.transaction() as session:
        words = await ScoreRepository(session).words_of(response_id)
    return await _score(database, words)


async def rescore(database: Database) -> AsyncGenerator[tuple[int, int]]:
    """Score every comment that the present models have not read; after each batch, how many are done and how many left.

    It can be stopped at any moment and begun again: what is done carries the model's version.
    """
    done, models = 0, present_models()
    while True:
        async with database.transaction() as session:
            words = await ScoreRepository(session).words_without(models, BATCH)
        if not words:
            return
        await _score(database, words)
        done += len(words)
        yield done, await not_scored(database)


async def not_scored(database: Database) -> int:
    """How many free texts, of all time, the present models have not read."""
    async with database.transaction() as session:
        return await ScoreRepository(session).how_many_without(present_models())


async def waiting_to_be_scored(database: Database, quarter: str, survey_id: str | None = None) -> int:
    """How many free texts of a quarter no model has read yet: a report says so, rather than leave them out unsaid."""
    async with database.transaction() as session:
        return await ScoreRepository(session).waiting(quarter, survey_id)


async def _score(database: Database, words: Sequence[Words]) -> int:
    if not words:
        return 0
    # Outside a transaction: a model takes its time.
    scores = await asyncio.to_thread(_scores, words)
    async with database.transaction() as session:
        repository = ScoreRepository(session)
        # What was corrected or taken back meanwhile is not scored by its old words.
        standing = await repository.unchanged(words)
        for word, score in zip(words, scores, strict=True):
            if word in standing:
                await repository.keep(score)
        return len(standing)


def _scores(words: Sequence[Words]) -> list[Score]:
    texts, models = [word.text for word in words], present_models()
    sounds, mentions = sentiment.analyse_all(texts), themes.themes_of_all(texts)
    return [
        Score(
            AnswerSentiment(
                response_id=word.response_id,
                question_id=word.question_id,
                label=sound.label,
                polarity=sound.polarity,
                confidence=sound.confidence,
                analyser=models.sentiment,
                theme_model=models.themes,
            ),
            [
                AnswerTheme(
                    response_id=word.response_id,
                    question_id=word.question_id,
                    theme=mention.theme,
                    service=mention.service,
                    clause_start=mention.start,
                    clause_end=mention.end,
                    label=mention.label,
                    polarity=mention.polarity,
                    confidence=mention.confidence,
                    model=models.themes,
                )
                for mention in found
            ],
        )
        for word, sound, found in zip(words, sounds, mentions, strict=True)
    ]
