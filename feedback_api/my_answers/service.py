"""A response that was sent, seen and changed by the person who has its code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from pydantic import JsonValue
from sqlalchemy.ext.asyncio import AsyncSession

from feedback_api.database import Database
from feedback_api.errors import InvalidInput
from feedback_api.models import ResponseAnswer, SurveyResponse
from feedback_api.responses.repository import ResponseRepository
from feedback_api.responses.service import UnknownCode, read_reference_code
from feedback_api.rights.schemas import CorrectionIn
from feedback_api.rights.service import OwnAnswers
from feedback_api.surveys.answer import Answer
from feedback_api.surveys.answers import InvalidAnswer
from feedback_api.surveys.definition import Survey, SurveyShelf
from feedback_api.surveys.engine import Progress, check_answers, step_at, steps
from feedback_api.surveys.errors import NotAsked
from feedback_api.surveys.questions import HELPED, MAY_PUBLISH
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

    def __init__(self, database: Database, surveys: SurveyShelf, keep_years: int) -> None:
        self._database = database
        self._surveys = surveys
        self._own = OwnAnswers(database, surveys, keep_years)

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

    async def change(self, typed_code: str, question_id: str, value: JsonValue) -> None:
        """Put an answer in the place of an earlier one; None takes it back.

        Questions that are no longer asked after it lose their answers; ones that are asked now count as skipped.
        Raises InvalidAnswer or NotAsked, and then nothing has changed.
        """
        async with self._database.transaction() as session:
            response = await _response(session, typed_code)
            self._step(response, question_id)
            if question_id == HELPED:
                response.helped = None if value is None else value == "yes"
                return
        if question_id == MAY_PUBLISH:
            correction = CorrectionIn(may_publish=value == "yes")
        else:
            correction = CorrectionIn(answers={question_id: value})
        try:
            await self._own.correct(typed_code, correction)
        except InvalidAnswer:
            raise
        except InvalidInput as error:
            raise InvalidAnswer(question_id, ONLY_ANSWER) from error

    def _step(self, response: SurveyResponse, question_id: str) -> Step:
        if response.withdrawn_at is not None:
            raise NotAsked
        progress = self._progress(response)
        if question_id not in steps(progress):
            raise NotAsked
        return step_at(progress, question_id)

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
