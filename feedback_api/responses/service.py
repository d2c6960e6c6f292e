"""Stores a finished response once, however often it is sent."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from feedback_api.clock import Quarter, now
from feedback_api.database import Database
from feedback_api.errors import Conflict, InvalidInput, NotFound
from feedback_api.jobs.service import enqueue
from feedback_api.models import ResponseAnswer, ResponseChoice, SurveyResponse
from feedback_api.responses.repository import ResponseRepository
from feedback_api.surveys.answer import Answer
from feedback_api.surveys.answers import InvalidAnswer, validated
from feedback_api.surveys.definition import Audience, Survey
from feedback_api.surveys.engine import path
from feedback_api.surveys.redaction import without_identifiers

# Crockford's alphabet: no letter that can be taken for a digit, and no U, so that no code spells a rude word.
CODE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


# The kind of job that scores a response's comments (feedback_api/scoring/job.py).
SCORE = "score"


class UnknownCode(NotFound):
    """No response has this reference code."""

    code = "unknown_code"

    def __init__(self) -> None:
        super().__init__("No answers have that code. Check each letter and number, and try again.")


@dataclass(frozen=True)
class Submission:
    """A response that has not been stored yet. `answers` maps a question's id to its value, or to None when skipped.

    `audience` is the survey's own when it is None; `helped` is None when it was not asked or not said.
    """

    idempotency_key: str
    survey: Survey
    answers: Mapping[str, object]
    channel: str
    at: datetime
    is_demo: bool = False
    audience: Audience | None = None
    invitation_id: str | None = None
    helped: bool | None = None
    may_publish: bool = False


@dataclass(frozen=True)
class Stored:
    """What became of a submission; `is_new` is False when it had been stored before."""

    reference_code: str
    is_new: bool


def new_reference_code() -> str:
    """Twelve characters in threes of four, 60 random bits: nobody can guess one."""
    characters = "".join(secrets.choice(CODE_ALPHABET) for _ in range(12))
    return "-".join((characters[:4], characters[4:8], characters[8:]))


async def submit(database: Database, submission: Submission) -> Stored:
    """Store the submission, or find the one that has its key.

    Raises InvalidInput when an answer does not fit the survey, and Conflict when the key belongs to another survey.
    """
    submission = await _without_identifiers(submission)
    try:
        async with database.transaction() as session:
            return await store_response(session, submission)
    except IntegrityError:
        # The same key came twice at the same moment, and the other was first.
        async with database.transaction() as session:
            return await store_response(session, submission)


async def store_response(session: AsyncSession, submission: Submission) -> Stored:
    """As `submit`, in a transaction of the caller's, for answers that are redacted already, as a draft's are.

    Raises IntegrityError when the same key came at the same moment.
    """
    repository = ResponseRepository(session)
    earlier = await repository.with_key(submission.idempotency_key)
    if earlier is None:
        response = _as_response(submission)
        await repository.add(response)
        if any(answer.is_comment for answer in response.answers):
            await enqueue(session, SCORE, response.id)
        return Stored(response.reference_code, is_new=True)
    if earlier.survey_id != submission.survey.id:
        raise Conflict("This idempotency key belongs to a response to another survey. Use a new key for each response.")
    return Stored(earlier.reference_code, is_new=False)


async def code_of(session: AsyncSession, idempotency_key: str) -> str | None:
    """The reference code of the response that was stored under this key, if any."""
    response = await ResponseRepository(session).with_key(idempotency_key)
    return response.reference_code if response is not None else None


def code_characters(typed: str) -> str:
    """The characters of a code, however it was typed: small letters, hyphens, O for 0, I or L for 1."""
    characters = "".join(character for character in typed.upper() if character.isalnum())
    return characters.translate(str.maketrans("OIL", "011"))


def read_reference_code(typed: str) -> str:
    """The reference code as it is kept, however it was typed."""
    characters = code_characters(typed)
    return "-".join((characters[:4], characters[4:8], characters[8:]))


async def withdraw(database: Database, typed_code: str) -> None:
    """Delete the answers of the response with this code, for good. Withdrawing twice is harmless.

    Raises UnknownCode when no response has it.
    """
    async with database.transaction() as session:
        response = await ResponseRepository(session).with_code(read_reference_code(typed_code))
        if response is None:
            raise UnknownCode
        if response.withdrawn_at is None:
            response.withdrawn_at = now()
            response.answers.clear()


async def _without_identifiers(submission: Submission) -> Submission:
    survey, answers = submission.survey, _validated_answers(submission)
    safe = {
        name: None if answer is None else (await without_identifiers(survey, name, answer)).value
        for name, answer in answers.items()
    }
    return replace(submission, answers=safe)


def _as_response(submission: Submission) -> SurveyResponse:
    survey = submission.survey
    answers = _validated_answers(submission)
    asked = path(survey, submission.audience or survey.audience, answers)
    off_path = sorted(set(answers) - {question.id for question in asked})
    if off_path:
        raise InvalidAnswer(off_path[0], "it is not asked after the other answers. Leave it out.")
    if all(answers.get(question.id) is None for question in asked):
        raise InvalidInput("There is no answer in this response. At least one question must be answered.")
    return SurveyResponse(
        id=uuid4().hex,
        idempotency_key=submission.idempotency_key,
        reference_code=new_reference_code(),
        survey_id=survey.id,
        survey_version=survey.version,
        audience=submission.audience or survey.audience,
        channel=submission.channel,
        invitation_id=submission.invitation_id,
        helped=submission.helped,
        may_publish=submission.may_publish,
        quarter=Quarter.of(submission.at).name,
        submitted_at=submission.at,
        is_demo=submission.is_demo,
        answers=[as_row(question.id, answers.get(question.id), position) for position, question in enumerate(asked)],
    )


def _validated_answers(submission: Submission) -> dict[str, Answer | None]:
    survey = submission.survey
    if submission.audience is not None and submission.audience not in survey.audiences:
        raise InvalidInput(f"The survey {survey.id} is not for {submission.audience}.")
    questions = {question.id: question for question in survey.questions}
    unknown = sorted(set(submission.answers) - set(questions))
    if unknown:
        raise InvalidAnswer(unknown[0][:64], f"the survey {survey.id} has no such question.")
    return {
        question_id: None if value is None else validated(questions[question_id], value)
        for question_id, value in submission.answers.items()
    }


def as_row(question_id: str, answer: Answer | None, position: int) -> ResponseAnswer:
    """The row of an answer; without one, of a question that was skipped."""
    row = ResponseAnswer(question_id=question_id, position=position)
    if answer is None:
        return row
    row.choice, row.number, row.text = answer.choice, answer.number, answer.text
    row.choices = [ResponseChoice(value=value, position=place) for place, value in enumerate(answer.choices)]
    return row
