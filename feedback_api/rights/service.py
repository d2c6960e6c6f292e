"""Seeing, correcting and erasing the response that bears a code."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import JsonValue
from sqlalchemy.ext.asyncio import AsyncSession

from feedback_api.clock import Quarter
from feedback_api.database import Database
from feedback_api.errors import InvalidInput
from feedback_api.jobs.service import enqueue
from feedback_api.models import ResponseAnswer, SurveyResponse
from feedback_api.responses.repository import ResponseRepository
from feedback_api.responses.service import SCORE, UnknownCode, as_row, read_reference_code, withdraw
from feedback_api.retention.periods import responses_go_on
from feedback_api.rights.schemas import CorrectionIn, OwnAnswer, OwnResponse, OwnScore
from feedback_api.surveys.answer import Answer
from feedback_api.surveys.answers import InvalidAnswer, validated
from feedback_api.surveys.definition import Survey, SurveyShelf
from feedback_api.surveys.engine import path
from feedback_api.surveys.questions import AnyQuestion
from feedback_api.surveys.redaction import SafeAnswer, without_identifiers
from feedback_api.surveys.voice import Voice


class OwnAnswers:
    """The rights of whoever knows a code. Each method is one transaction, and raises UnknownCode for any other code."""

    def __init__(self, database: Database, surveys: SurveyShelf, keep_years: int) -> None:
        self._database = database
        self._surveys = surveys
        self._keep_years = keep_years

    async def see(self, typed_code: str) -> OwnResponse:
        """All that is kept under this code."""
        async with self._database.transaction() as session:
            return self._shown(await _standing(session, typed_code))

    async def correct(self, typed_code: str, correction: CorrectionIn) -> OwnResponse:
        """Replace answers, redacted and checked as when they were first sent; changed comments are scored anew.

        An earlier answer to a question that is no longer asked after the new answers is deleted. Raises InvalidAnswer,
        or InvalidInput when no answer would be left, and then nothing has changed.
        """
        async with self._database.transaction() as session:
            survey = self._survey(await _standing(session, typed_code))
        changes = await _safe(survey, correction.answers)
        async with self._database.transaction() as session:
            response = await _standing(session, typed_code)
            await _replace(session, survey, response, changes)
            if correction.may_publish is not None:
                response.may_publish = correction.may_publish
            if any(answer.is_comment and answer.question_id in changes for answer in response.answers):
                await enqueue(session, SCORE, response.id)
        return await self.see(typed_code)

    async def erase(self, typed_code: str) -> None:
        """Delete the answers for good. Erasing twice is harmless."""
        await withdraw(self._database, typed_code)

    def _survey(self, response: SurveyResponse) -> Survey:
        return self._surveys.version(response.survey_id, response.survey_version)

    def _shown(self, response: SurveyResponse) -> OwnResponse:
        survey = self._survey(response)
        audience = next((one for one in survey.audiences if one == response.audience), survey.audience)
        voice = self._surveys.voice(survey, audience)
        questions = {question.id: question for question in survey.questions}
        return OwnResponse(
            reference_code=response.reference_code,
            survey_id=survey.id,
            survey_version=survey.version,
            title=survey.title,
            audience=response.audience,
            channel=response.channel,
            quarter=response.quarter,
            submitted_at=response.submitted_at,
            helped=response.helped,
            may_publish=response.may_publish,
            kept_until=responses_go_on(Quarter.parse(response.quarter), self._keep_years),
            answers=[
                _own_answer(row, questions[row.question_id], voice)
                for row in response.answers
                if row.question_id in questions
            ],
        )


async def _standing(session: AsyncSession, typed_code: str) -> SurveyResponse:
    response = await ResponseRepository(session).with_code(read_reference_code(typed_code))
    if response is None or response.withdrawn_at is not None:
        raise UnknownCode
    return response


async def _safe(survey: Survey, values: Mapping[str, JsonValue]) -> dict[str, SafeAnswer | None]:
    """The new answers, checked and redacted. Outside a transaction, since redaction takes its time."""
    questions = {question.id: question for question in survey.questions}
    unknown = sorted(set(values) - set(questions))
    if unknown:
        raise InvalidAnswer(unknown[0][:64], f"the survey {survey.id} has no such question.")
    return {
        name: None if value is None else await without_identifiers(survey, name, validated(questions[name], value))
        for name, value in values.items()
    }


async def _replace(
    session: AsyncSession, survey: Survey, response: SurveyResponse, changes: Mapping[str, SafeAnswer | None]
) -> None:
    kept = {row.question_id: _answer(row) for row in response.answers}
    answers: dict[str, Answer | None] = {**kept, **changes}
    audience = next((one for one in survey.audiences if one == response.audience), survey.audience)
    asked = path(survey, audience, answers)
    off_path = sorted(name for name, answer in changes.items() if answer and name not in {one.id for one in asked})
    if off_path:
        raise InvalidAnswer(off_path[0], "it is not asked after the other answers. Leave it out.")
    if all(answers.get(question.id) is None for question in asked):
        raise InvalidInput("No answer would be left. To take all of them back, erase them.")
    places = {question.id: place for place, question in enumerate(asked)}
    for row in list(response.answers):
        if row.question_id not in places or (row.question_id in changes and _answer(row) != changes[row.question_id]):
            # With it goes what was made of it: its scores, and an officer's view of them.
            response.answers.remove(row)
    await session.flush()
    standing = {row.question_id: row for row in response.answers}
    for name, place in places.items():
        if name in standing:
            standing[name].position = place
        else:
            response.answers.append(as_row(name, answers.get(name), place))
    await session.flush()


def _answer(row: ResponseAnswer) -> Answer | None:
    if not row.is_answered:
        return None
    return Answer(row.choice, tuple(choice.value for choice in row.choices), row.number, row.text)


def _own_answer(row: ResponseAnswer, question: AnyQuestion, voice: Voice) -> OwnAnswer:
    answer, score = _answer(row), row.sentiment
    return OwnAnswer(
        question_id=row.question_id,
        question=voice.text(question),
        kind=question.kind,
        answer=None if answer is None else answer.value,
        shown=None if answer is None else voice.answer_words(question, answer),
        score=None
        if score is None
        else OwnScore(label=score.label, confidence=score.confidence, analyser=score.analyser),
    )
