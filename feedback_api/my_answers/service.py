"""A response that was sent, seen and changed by the person who has its code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from feedback_api.database import Database
from feedback_api.jobs.service import enqueue
from feedback_api.models import ResponseAnswer, ResponseChoice, SurveyResponse
from feedback_api.responses.repository import ResponseRepository
from feedback_api.responses.service import SCORE, UnknownCode, read_reference_code
from feedback_api.surveys.answer import Answer
from feedback_api.surveys.answers import InvalidAnswer
from feedback_api.surveys.definition import Survey, SurveyShelf
from feedback_api.surveys.engine import Progress, check_answers, path, step_at, steps, validated_step
from feedback_api.surveys.errors import NotAsked
from feedback_api.surveys.questions import HELPED, MAY_PUBLISH
from feedback_api.surveys.redaction import SafeAnswer, without_identifiers
from feedback_api.surveys.schemas import CheckAnswers, Step
from feedback_api.surveys.wording import ENGLISH

ONLY_ANSWER = "this is your only answer. To have none with us, take your answers back."


@dataclass(frozen=True)
class Given:
    """A response as its person sees it; `answers` is None once they were taken back."""

    code: str
    survey_id: str
    title: str
    sent_at: datetime
    answers: CheckAnswers | None


class GivenAnswers:
    """Responses by their code. Each method is one transaction; all raise UnknownCode."""

    def __init__(self, database: Database, surveys: SurveyShelf) -> None:
        self._database = database
        self._surveys = surveys

    async def see(self, typed_code: str) -> Given:
        """All answers."""
        async with self._database.transaction() as session:
            response = await _response(session, typed_code)
        answers = None if response.withdrawn_at else check_answers(self._progress(response))
        survey = self._survey(response)
        return Given(response.reference_code, survey.id, survey.title, response.submitted_at, answers)

    async def question(self, typed_code: str, question_id: str) -> Step:
        """One question with its answer. Raises NotAsked for one that was not asked."""
        async with self._database.transaction() as session:
            response = await _response(session, typed_code)
        return self._step(response, question_id)

    async def change(self, typed_code: str, question_id: str, value: object) -> None:
        """Put an answer in the place of an earlier one; None takes it back.

        Questions that are no longer asked after it lose their answers; ones that are asked now count as skipped.
        Raises InvalidAnswer or NotAsked, and then nothing has changed.
        """
        async with self._database.transaction() as session:
            survey = self._survey(await _response(session, typed_code))
        answer = None
        if value is not None:
            valid = validated_step(survey, question_id, value)
            # Outside the transaction: it takes its time.
            answer = await without_identifiers(survey, question_id, valid)
        async with self._database.transaction() as session:
            response = await _response(session, typed_code)
            self._step(response, question_id)
            await self._put(session, response, question_id, answer)

    def _step(self, response: SurveyResponse, question_id: str) -> Step:
        if response.withdrawn_at is not None:
            raise NotAsked
        progress = self._progress(response)
        if question_id not in steps(progress):
            raise NotAsked
        return step_at(progress, question_id)

    async def _put(
        self, session: AsyncSession, response: SurveyResponse, question_id: str, answer: SafeAnswer | None
    ) -> None:
        if question_id == HELPED:
            response.helped = None if answer is None else answer.choice == "yes"
            return
        if question_id == MAY_PUBLISH:
            response.may_publish = answer is not None and answer.choice == "yes"
            return
        progress = self._progress(response)
        answers: dict[str, Answer | None] = {**progress.answers, question_id: answer}
        asked = [question.id for question in path(progress.survey, progress.voice.audience, answers)]
        if all(answers.get(name) is None for name in asked):
            raise InvalidAnswer(question_id, ONLY_ANSWER)
        rows = {row.question_id: row for row in response.answers if row.question_id != question_id}
        # What goes is deleted before anything takes its place, so that no score of the old words stays with the new.
        response.answers = [rows[name] for name in asked if name in rows]
        await session.flush()
        for position, name in enumerate(asked):
            if name in rows:
                rows[name].position = position
            else:
                response.answers.append(_row(name, answers.get(name) if name == question_id else None, position))
        await session.flush()
        if any(row.is_comment for row in response.answers):
            await enqueue(session, SCORE, response.id)

    def _survey(self, response: SurveyResponse) -> Survey:
        return self._surveys.version(response.survey_id, response.survey_version)

    def _progress(self, response: SurveyResponse) -> Progress:
        survey = self._survey(response)
        audience = next((one for one in survey.audiences if one == response.audience), survey.audience)
        answers: dict[str, Answer | None] = {row.question_id: _answer(row) for row in response.answers}
        agreed: Mapping[str, bool | None] = {HELPED: response.helped, MAY_PUBLISH: response.may_publish}
        for name, yes in agreed.items():
            answers[name] = None if yes is None else Answer(choice="yes" if yes else "no")
        voice = self._surveys.voice(survey, audience)
        return Progress(voice=voice, language=ENGLISH, consented=True, answers=answers)


async def _response(session: AsyncSession, typed_code: str) -> SurveyResponse:
    response = await ResponseRepository(session).with_code(read_reference_code(typed_code))
    if response is None:
        raise UnknownCode
    return response


def _answer(row: ResponseAnswer) -> Answer | None:
    if not row.is_answered:
        return None
    choices = tuple(choice.value for choice in row.choices)
    return Answer(choice=row.choice, choices=choices, number=row.number, text=row.text)


def _row(question_id: str, answer: Answer | None, position: int) -> ResponseAnswer:
    row = ResponseAnswer(question_id=question_id, position=position)
    if answer is not None:
        row.choice, row.number, row.text = answer.choice, answer.number, answer.text
        row.choices = [ResponseChoice(value=value, position=place) for place, value in enumerate(answer.choices)]
    return row
