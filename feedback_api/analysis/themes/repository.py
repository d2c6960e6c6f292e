"""All SQL on the themes of comments and on officers' marks."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, Row, and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from feedback_api.models import AnswerSentiment, AnswerTheme, ResponseAnswer, SurveyResponse, ThemeMark, ThemeReading
from feedback_api.scoring.repository import WORDS, Words

Key = tuple[str, str]


class ThemeRepository:
    """Questions about themes, each a method."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def next_unread(self, quarter: str, officer_name: str) -> Row[str, str, str, str | None] | None:
        """Survey, response, question and words of the next comment that this officer has not read, if there is one.

        Comments come by lot: the lot is the response's id, which is random, so every officer reads the same sample.
        """
        read = (
            select(ThemeReading.id)
            .where(
                ThemeReading.response_id == ResponseAnswer.response_id,
                ThemeReading.question_id == ResponseAnswer.question_id,
                ThemeReading.officer_name == officer_name,
            )
            .exists()
        )
        found = await self._session.execute(
            select(
                SurveyResponse.survey_id, ResponseAnswer.response_id, ResponseAnswer.question_id, ResponseAnswer.text
            )
            .join(ResponseAnswer, ResponseAnswer.response_id == SurveyResponse.id)
            .where(*_a_comment_of(quarter), ~read)
            .order_by(ResponseAnswer.response_id, ResponseAnswer.question_id)
            .limit(1)
        )
        return found.first()

    async def words_at(self, quarter: str, key: Key) -> Words | None:
        """The comment with that key, if it is one of the quarter and still stands."""
        found = await self._session.execute(
            WORDS.join(SurveyResponse, SurveyResponse.id == ResponseAnswer.response_id).where(
                *_a_comment_of(quarter), ResponseAnswer.response_id == key[0], ResponseAnswer.question_id == key[1]
            )
        )
        row = found.first()
        return Words(row[0], row[1], row[2]) if row is not None and row[2] is not None else None

    async def all_words(self, quarter: str) -> list[Words]:
        """All comments of a quarter."""
        found = await self._session.execute(
            WORDS.join(SurveyResponse, SurveyResponse.id == ResponseAnswer.response_id)
            .where(*_a_comment_of(quarter))
            .order_by(ResponseAnswer.response_id, ResponseAnswer.question_id)
        )
        return [Words(response_id, question_id, text) for response_id, question_id, text in found if text is not None]

    async def reading_of(self, key: Key, officer_name: str) -> ThemeReading | None:
        """This officer's reading of that comment."""
        found: ThemeReading | None = await self._session.scalar(
            select(ThemeReading).where(
                ThemeReading.response_id == key[0],
                ThemeReading.question_id == key[1],
                ThemeReading.officer_name == officer_name,
            )
        )
        return found

    async def add_reading(self, reading: ThemeReading, themes: Collection[str]) -> None:
        """Store a reading with its marks."""
        self._session.add(reading)
        await self._session.flush()
        self._session.add_all(ThemeMark(reading_id=reading.id, theme=theme) for theme in sorted(themes))
        await self._session.flush()

    async def readings(self, quarter: str | None = None) -> Sequence[Row[ThemeReading, str | None]]:
        """All readings (of one quarter's comments) with the words, oldest first."""
        wanted = (
            select(ThemeReading, ResponseAnswer.text)
            .join(
                ResponseAnswer,
                and_(
                    ResponseAnswer.response_id == ThemeReading.response_id,
                    ResponseAnswer.question_id == ThemeReading.question_id,
                ),
            )
            .join(SurveyResponse, SurveyResponse.id == ThemeReading.response_id)
            .where(SurveyResponse.withdrawn_at.is_(None))
            .order_by(ThemeReading.read_at, ThemeReading.id)
        )
        if quarter is not None:
            wanted = wanted.where(SurveyResponse.quarter == quarter)
        return (await self._session.execute(wanted)).all()

    async def marks(self, reading_ids: Collection[str]) -> dict[str, set[str]]:
        """Of each reading the themes that were ticked."""
        found = await self._session.execute(
            select(ThemeMark.reading_id, ThemeMark.theme).where(ThemeMark.reading_id.in_(reading_ids))
        )
        marks: dict[str, set[str]] = {reading_id: set() for reading_id in reading_ids}
        for reading_id, theme in found:
            marks[reading_id].add(theme)
        return marks

    async def machine_themes(self, quarter: str, model: str) -> dict[Key, list[AnswerTheme]]:
        """Of each comment of a quarter that this model has read, what it found: it may be nothing."""
        read = await self._session.execute(
            select(AnswerSentiment.response_id, AnswerSentiment.question_id)
            .join(SurveyResponse, SurveyResponse.id == AnswerSentiment.response_id)
            .where(SurveyResponse.quarter == quarter, AnswerSentiment.theme_model == model)
        )
        themes: dict[Key, list[AnswerTheme]] = {(response_id, question_id): [] for response_id, question_id in read}
        found = await self._session.scalars(
            select(AnswerTheme)
            .join(SurveyResponse, SurveyResponse.id == AnswerTheme.response_id)
            .where(SurveyResponse.quarter == quarter, AnswerTheme.model == model)
            .order_by(AnswerTheme.id)
        )
        for theme in found:
            themes.setdefault((theme.response_id, theme.question_id), []).append(theme)
        return themes


def _a_comment_of(quarter: str) -> tuple[ColumnElement[bool], ...]:
    return (
        SurveyResponse.quarter == quarter,
        SurveyResponse.withdrawn_at.is_(None),
        ResponseAnswer.text.is_not(None),
        ResponseAnswer.choice.is_(None),
        ~ResponseAnswer.choices.any(),
    )
