"""All SQL on officers' corrections of sentiment."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Row, Select, and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from feedback_api.models import AnswerSentiment, ResponseAnswer, SentimentCorrection, SurveyResponse
from language.sentiment import UNSURE_BELOW

# For a query that has joined `SAME_ANSWER`: the officer's label where there is one, else the analyser's.
STANDING_LABEL: ColumnElement[str] = func.coalesce(SentimentCorrection.label, AnswerSentiment.label)
SAME_ANSWER: ColumnElement[bool] = and_(
    SentimentCorrection.response_id == AnswerSentiment.response_id,
    SentimentCorrection.question_id == AnswerSentiment.question_id,
)


class CorrectionRepository:
    """Questions about corrections, each a method."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def unsure_of_quarter(
        self, quarter: str, most: int
    ) -> Sequence[Row[SurveyResponse, ResponseAnswer, AnswerSentiment]]:
        """Comments of which the analyser is unsure and no officer has spoken, the least sure first."""
        unsure = AnswerSentiment.confidence < UNSURE_BELOW
        order = (AnswerSentiment.confidence, ResponseAnswer.text)
        return (await self._session.execute(_uncorrected(quarter).where(unsure).order_by(*order).limit(most))).all()

    async def sample_of_quarter(
        self, quarter: str, most: int
    ) -> Sequence[Row[SurveyResponse, ResponseAnswer, AnswerSentiment]]:
        """Comments of which the analyser is sure and no officer has spoken, drawn by lot.

        The lot is the response's id, which is random, so that the same sample comes until it is worked through.
        """
        sure = AnswerSentiment.confidence >= UNSURE_BELOW
        order = (AnswerSentiment.response_id, AnswerSentiment.question_id)
        return (await self._session.execute(_uncorrected(quarter).where(sure).order_by(*order).limit(most))).all()

    async def score_of(self, response_id: str, question_id: str) -> AnswerSentiment | None:
        """What the analyser said of one comment, unless it has been withdrawn."""
        return await self._session.get(AnswerSentiment, (response_id, question_id))

    async def put(self, correction: SentimentCorrection) -> None:
        """Store a correction in the place of an earlier one of the same comment."""
        await self._session.merge(correction)
        await self._session.flush()

    async def all(self) -> Sequence[SentimentCorrection]:
        """All corrections that stand."""
        found = await self._session.scalars(
            select(SentimentCorrection).order_by(SentimentCorrection.response_id, SentimentCorrection.question_id)
        )
        return found.all()

    async def of_quarter(self, quarter: str) -> Sequence[SentimentCorrection]:
        """The corrections of one quarter's comments."""
        found = await self._session.scalars(
            select(SentimentCorrection)
            .join(SurveyResponse, SurveyResponse.id == SentimentCorrection.response_id)
            .where(SurveyResponse.quarter == quarter)
        )
        return found.all()

    async def with_texts(self) -> Sequence[Row[SentimentCorrection, str | None]]:
        """All corrections with the comments' words, in an order that says nothing of who wrote when."""
        found = await self._session.execute(
            select(SentimentCorrection, ResponseAnswer.text)
            .join(
                ResponseAnswer,
                and_(
                    ResponseAnswer.response_id == SentimentCorrection.response_id,
                    ResponseAnswer.question_id == SentimentCorrection.question_id,
                ),
            )
            .order_by(SentimentCorrection.response_id, SentimentCorrection.question_id)
        )
        return found.all()


def _uncorrected(quarter: str) -> Select[SurveyResponse, ResponseAnswer, AnswerSentiment]:
    return (
        select(SurveyResponse, ResponseAnswer, AnswerSentiment)
        .join(ResponseAnswer, ResponseAnswer.response_id == SurveyResponse.id)
        .join(
            AnswerSentiment,
            and_(
                AnswerSentiment.response_id == ResponseAnswer.response_id,
                AnswerSentiment.question_id == ResponseAnswer.question_id,
            ),
        )
        .outerjoin(SentimentCorrection, SAME_ANSWER)
        .where(
            SurveyResponse.quarter == quarter,
            SurveyResponse.withdrawn_at.is_(None),
            SentimentCorrection.response_id.is_(None),
        )
    )
