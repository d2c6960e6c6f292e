"""All SQL on what reports have shown, on quotes, and on the assistant's use."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.elements import ColumnElement

from feedback_api.analysis.corrections.repository import SAME_ANSWER, STANDING_LABEL
from feedback_api.analysis.counting.counts import Sheet
from feedback_api.models import (
    AnswerSentiment,
    AnswerTheme,
    ReleasedFigures,
    ResponseAnswer,
    SentimentCorrection,
    SurveyResponse,
    TurnCount,
)

# A quote of about this length says something and is read to its end.
GOOD_LENGTH = 120


class ReportRepository:
    """Questions that a report asks, each a method."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def released(self, period: str, level: str) -> ReleasedFigures | None:
        """What the period's report showed when it was last made."""
        return await self._session.get(ReleasedFigures, (period, level))

    async def keep(self, figures: ReleasedFigures) -> None:
        """Keep what a report shows."""
        await self._session.merge(figures)

    async def turns(self, first: date, last: date) -> dict[str, int]:
        """How many of the assistant's turns ended in each way."""
        found = await self._session.execute(
            select(TurnCount.status, func.sum(TurnCount.turns))
            .where(TurnCount.day.between(first, last))
            .group_by(TurnCount.status)
            .order_by(TurnCount.status)
        )
        return {status: int(turns) for status, turns in found}

    async def quotes(
        self, quarters: Sequence[str], sheet: Sheet, question: str, label: str, most: int, published: bool
    ) -> Sequence[str]:
        """Comments on a question that sound so. Their order says nothing of who wrote when."""
        found = await self._session.scalars(
            select(ResponseAnswer.text)
            .join(SurveyResponse, SurveyResponse.id == ResponseAnswer.response_id)
            .join(AnswerSentiment, _same_answer())
            .outerjoin(SentimentCorrection, SAME_ANSWER)
            .where(
                SurveyResponse.quarter.in_(quarters),
                SurveyResponse.withdrawn_at.is_(None),
                SurveyResponse.survey_id == sheet.survey,
                SurveyResponse.audience == sheet.audience,
                ResponseAnswer.question_id == question,
                STANDING_LABEL.is_not_distinct_from(label),
                *([SurveyResponse.may_publish] if published else []),
            )
            .group_by(ResponseAnswer.text)
            .order_by(func.abs(func.length(ResponseAnswer.text) - GOOD_LENGTH), self._by_characters())
            .limit(most)
        )
        return [text for text in found.all() if text is not None]

    async def theme_quotes(
        self, quarters: Sequence[str], audience: str, theme: str, label: str, most: int, published: bool
    ) -> Sequence[str]:
        """Clauses of comments that speak so of a theme."""
        found = await self._session.execute(
            select(ResponseAnswer.text, AnswerTheme.clause_start, AnswerTheme.clause_end)
            .join(SurveyResponse, SurveyResponse.id == ResponseAnswer.response_id)
            .join(
                AnswerTheme,
                and_(
                    AnswerTheme.response_id == ResponseAnswer.response_id,
                    AnswerTheme.question_id == ResponseAnswer.question_id,
                ),
            )
            .where(
                SurveyResponse.quarter.in_(quarters),
                SurveyResponse.withdrawn_at.is_(None),
                SurveyResponse.audience == audience,
                AnswerTheme.theme == theme,
                AnswerTheme.label == label,
                *([SurveyResponse.may_publish] if published else []),
            )
            .group_by(ResponseAnswer.text, AnswerTheme.clause_start, AnswerTheme.clause_end)
            .order_by(
                func.abs(AnswerTheme.clause_end - AnswerTheme.clause_start - GOOD_LENGTH),
                self._by_characters(),
                AnswerTheme.clause_start,
            )
            .limit(most)
        )
        return list(dict.fromkeys(text[start:end].strip() for text, start, end in found if text))

    async def other_words(
        self, quarters: Sequence[str], sheet: Sheet, question: str, most: int, published: bool
    ) -> Sequence[str]:
        """What was written beside “other”."""
        found = await self._session.scalars(
            select(ResponseAnswer.text)
            .join(SurveyResponse, SurveyResponse.id == ResponseAnswer.response_id)
            .where(
                SurveyResponse.quarter.in_(quarters),
                SurveyResponse.withdrawn_at.is_(None),
                SurveyResponse.survey_id == sheet.survey,
                SurveyResponse.audience == sheet.audience,
                ResponseAnswer.question_id == question,
                ResponseAnswer.text.is_not(None),
                *([SurveyResponse.may_publish] if published else []),
            )
            .group_by(ResponseAnswer.text)
            .order_by(func.abs(func.length(ResponseAnswer.text) - GOOD_LENGTH), self._by_characters())
            .limit(most)
        )
        return [text for text in found.all() if text is not None]

    def _by_characters(self) -> ColumnElement[str]:
        """The text, in an order that is the same on every database."""
        is_postgresql = self._session.get_bind().dialect.name == "postgresql"
        return ResponseAnswer.text.collate("C" if is_postgresql else "BINARY")


def _same_answer() -> ColumnElement[bool]:
    return and_(
        AnswerSentiment.response_id == ResponseAnswer.response_id,
        AnswerSentiment.question_id == ResponseAnswer.question_id,
    )
