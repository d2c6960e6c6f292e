"""All SQL on scores."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Row, delete, func, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from feedback_api.models import AnswerSentiment, AnswerTheme, ResponseAnswer, SurveyResponse


@dataclass(frozen=True)
class Words:
    """A free text that somebody wrote, and which answer it is."""

    response_id: str
    question_id: str
    text: str


@dataclass(frozen=True)
class Models:
    """The versions of the models that read a comment."""

    sentiment: str
    themes: str


@dataclass(frozen=True)
class Score:
    """What the models made of a comment."""

    sentiment: AnswerSentiment
    themes: Sequence[AnswerTheme]


SAME_ANSWER: ColumnElement[bool] = (AnswerSentiment.response_id == ResponseAnswer.response_id) & (
    AnswerSentiment.question_id == ResponseAnswer.question_id
)
# Answers in the person's own words; the words beside a picked "other" are no comment.
WORDS = select(ResponseAnswer.response_id, ResponseAnswer.question_id, ResponseAnswer.text).where(
    ResponseAnswer.text.is_not(None), ResponseAnswer.choice.is_(None), ~ResponseAnswer.choices.any()
)


class ScoreRepository:
    """Questions about scores, each a method."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def words_of(self, response_id: str) -> Sequence[Words]:
        """The free texts of a response."""
        found = await self._session.execute(
            WORDS.where(ResponseAnswer.response_id == response_id).order_by(ResponseAnswer.position)
        )
        return _words(found)

    async def words_without(self, models: Models, limit: int) -> Sequence[Words]:
        """Free texts that these models have not read yet."""
        found = await self._session.execute(
            WORDS.outerjoin(AnswerSentiment, SAME_ANSWER)
            .where(_not_by(models))
            .order_by(ResponseAnswer.response_id, ResponseAnswer.question_id)
            .limit(limit)
        )
        return _words(found)

    async def how_many_without(self, models: Models) -> int:
        """The number of free texts that these models have not read yet."""
        texts = WORDS.outerjoin(AnswerSentiment, SAME_ANSWER).where(_not_by(models)).subquery()
        return await self._session.scalar(select(func.count()).select_from(texts)) or 0

    async def waiting(self, quarter: str, survey_id: str | None) -> int:
        """The number of free texts of a quarter (and of one survey) that no analyser has read yet."""
        texts = (
            WORDS.join(SurveyResponse, SurveyResponse.id == ResponseAnswer.response_id)
            .outerjoin(AnswerSentiment, SAME_ANSWER)
            .where(
                SurveyResponse.quarter == quarter,
                SurveyResponse.withdrawn_at.is_(None),
                AnswerSentiment.response_id.is_(None),
            )
        )
        if survey_id is not None:
            texts = texts.where(SurveyResponse.survey_id == survey_id)
        return await self._session.scalar(select(func.count()).select_from(texts.subquery())) or 0

    async def unchanged(self, words: Sequence[Words]) -> set[Words]:
        """Those of the texts that still stand as they were read, locked until the transaction ends."""
        keys = [(word.response_id, word.question_id) for word in words]
        found = await self._session.execute(
            WORDS.where(tuple_(ResponseAnswer.response_id, ResponseAnswer.question_id).in_(keys)).with_for_update()
        )
        return set(_words(found)) & set(words)

    async def keep(self, score: Score) -> None:
        """Store a score, in place of an earlier one of the same answer."""
        await self._session.merge(score.sentiment)
        await self._session.execute(
            delete(AnswerTheme).where(
                AnswerTheme.response_id == score.sentiment.response_id,
                AnswerTheme.question_id == score.sentiment.question_id,
            )
        )
        self._session.add_all(score.themes)
        await self._session.flush()


def _not_by(models: Models) -> ColumnElement[bool]:
    return or_(
        AnswerSentiment.analyser.is_distinct_from(models.sentiment),
        AnswerSentiment.theme_model.is_distinct_from(models.themes),
    )


def _words(rows: Iterable[Row[str, str, str | None]]) -> list[Words]:
    return [Words(response_id, question_id, text) for response_id, question_id, text in rows if text is not None]
