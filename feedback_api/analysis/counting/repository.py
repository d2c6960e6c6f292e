"""All SQL that counts responses. The database groups them: what comes over is as long as the list of options."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Unpack

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from feedback_api.analysis.corrections.repository import SAME_ANSWER, STANDING_LABEL
from feedback_api.analysis.counting.counts import Counts, Sheet
from feedback_api.models import (
    AnswerSentiment,
    AnswerTheme,
    ResponseAnswer,
    ResponseChoice,
    SentimentCorrection,
    SurveyResponse,
)

# A statement whose rows are read by position.
Rows = Select[Unpack[tuple[Any, ...]]]
SHEET = (SurveyResponse.survey_id, SurveyResponse.audience)


class CountingRepository:
    """Questions about how many, each a method."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def of_quarter(self, quarter: str, broken_down: Collection[str], by: Collection[str]) -> Counts:
        """All counts of a quarter; the answers to the questions `broken_down` also by the answers to `by`."""
        counts = Counts()
        for survey, audience, made_up, number in await self._rows(_responses(quarter)):
            counts.responses[Sheet(survey, audience)] += number
            counts.made_up += number if made_up else 0
        await self._count_answers(counts, quarter)
        await self._count_picks(counts, quarter)
        for survey, audience, question, label, number in await self._rows(_sounds(quarter)):
            counts.sounds[Sheet(survey, audience), question, label] = number
        for survey, audience, number in await self._rows(_wrote(quarter)):
            counts.wrote[Sheet(survey, audience)] = number
        for survey, audience, theme, label, number in await self._rows(_themes(quarter)):
            counts.themes[Sheet(survey, audience), theme, label] = number
        for statement in _groups(quarter, broken_down, by):
            for survey, audience, question, value, dimension, group, number in await self._rows(statement):
                counts.groups[Sheet(survey, audience), question, value, dimension, group] = number
        return counts

    async def withdrawn_since(self, quarter: str, moment: datetime) -> dict[Sheet, int]:
        """How many responses of the quarter were taken back since `moment`."""
        found = await self._rows(
            select(*SHEET, func.count())
            .where(SurveyResponse.quarter == quarter, SurveyResponse.withdrawn_at >= moment)
            .group_by(*SHEET)
        )
        return {Sheet(survey, audience): number for survey, audience, number in found}

    async def _rows(self, statement: Rows) -> Sequence[Any]:
        return (await self._session.execute(statement)).all()

    async def _count_answers(self, counts: Counts, quarter: str) -> None:
        for survey, audience, question, choice, given, is_text, number in await self._rows(_answers(quarter)):
            sheet = Sheet(survey, audience)
            counts.asked[sheet, question] += number
            if choice is not None:
                counts.choices[sheet, question, choice] += number
            elif given is not None:
                counts.numbers[sheet, question, given] += number
            elif is_text:
                counts.texts[sheet, question] += number

    async def _count_picks(self, counts: Counts, quarter: str) -> None:
        for survey, audience, question, value, number in await self._rows(_picks(quarter)):
            counts.picked[Sheet(survey, audience), question, value] = number
        for survey, audience, question, number in await self._rows(_pickers(quarter)):
            counts.pickers[Sheet(survey, audience), question] = number


def _stands(quarter: str) -> ColumnElement[bool]:
    return and_(SurveyResponse.quarter == quarter, SurveyResponse.withdrawn_at.is_(None))


def _responses(quarter: str) -> Rows:
    columns = (*SHEET, SurveyResponse.is_demo)
    return select(*columns, func.count()).where(_stands(quarter)).group_by(*columns)


def _answers(quarter: str) -> Rows:
    has_words = ResponseAnswer.text.is_not(None)
    columns = (*SHEET, ResponseAnswer.question_id, ResponseAnswer.choice, ResponseAnswer.number, has_words)
    return (
        select(*columns, func.count())
        .join(ResponseAnswer, ResponseAnswer.response_id == SurveyResponse.id)
        .where(_stands(quarter))
        .group_by(*columns)
    )


def _picks(quarter: str) -> Rows:
    columns = (*SHEET, ResponseChoice.question_id, ResponseChoice.value)
    return (
        select(*columns, func.count())
        .join(ResponseChoice, ResponseChoice.response_id == SurveyResponse.id)
        .where(_stands(quarter))
        .group_by(*columns)
    )


def _pickers(quarter: str) -> Rows:
    columns = (*SHEET, ResponseChoice.question_id)
    # Each person's first pick stands for the person: counting it is quicker than counting distinct people.
    return (
        select(*columns, func.count())
        .join(ResponseChoice, ResponseChoice.response_id == SurveyResponse.id)
        .where(_stands(quarter), ResponseChoice.position == 0)
        .group_by(*columns)
    )


def _sounds(quarter: str) -> Rows:
    columns = (*SHEET, AnswerSentiment.question_id, STANDING_LABEL)
    return (
        select(*columns, func.count())
        .join(AnswerSentiment, AnswerSentiment.response_id == SurveyResponse.id)
        .outerjoin(SentimentCorrection, SAME_ANSWER)
        .where(_stands(quarter))
        .group_by(*columns)
    )


def _wrote(quarter: str) -> Rows:
    """Who has words of their own that were read."""
    return (
        select(*SHEET, func.count(AnswerSentiment.response_id.distinct()))
        .join(AnswerSentiment, AnswerSentiment.response_id == SurveyResponse.id)
        .where(_stands(quarter))
        .group_by(*SHEET)
    )


def _themes(quarter: str) -> Rows:
    """Responses by theme and sound. Whoever speaks of a theme both ways, in one comment or in two, sounds mixed."""
    first, last = func.min(AnswerTheme.label), func.max(AnswerTheme.label)
    people = (
        select(*SHEET, AnswerTheme.theme, case((first == last, first), else_="mixed").label("sound"))
        .join(AnswerTheme, AnswerTheme.response_id == SurveyResponse.id)
        .join(
            AnswerSentiment,
            and_(
                AnswerSentiment.response_id == AnswerTheme.response_id,
                AnswerSentiment.question_id == AnswerTheme.question_id,
            ),
        )
        .where(_stands(quarter))
        .group_by(*SHEET, AnswerTheme.theme, SurveyResponse.id)
        .subquery()
    )
    columns = (people.c.survey_id, people.c.audience, people.c.theme, people.c.sound)
    return select(*columns, func.count()).group_by(*columns)


def _groups(quarter: str, broken_down: Collection[str], by: Collection[str]) -> list[Rows]:
    """The answers to some questions by the same person's answers to others, of one option or of several."""
    if not broken_down or not by:
        return []
    answer, group = ResponseAnswer, aliased(ResponseAnswer)
    statements = []
    for dimension, value in ((group.question_id, group.choice), (ResponseChoice.question_id, ResponseChoice.value)):
        owner = group if dimension is group.question_id else ResponseChoice
        columns = (*SHEET, answer.question_id, answer.choice, dimension, value)
        statements.append(
            select(*columns, func.count())
            .join(answer, answer.response_id == SurveyResponse.id)
            .join(owner, owner.response_id == SurveyResponse.id)
            .where(_stands(quarter), _is_one_of(answer.question_id, broken_down), _is_one_of(dimension, by))
            .where(answer.choice.is_not(None), value.is_not(None))
            .group_by(*columns)
        )
    return statements


def _is_one_of(column: Any, values: Collection[str]) -> ColumnElement[bool]:
    return or_(*(column == value for value in sorted(values)))
