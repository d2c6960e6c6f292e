"""Stores a finished response once, however often it is sent."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy.exc import IntegrityError

from feedback_api.clock import Quarter, now
from feedback_api.database import Database
from feedback_api.errors import Conflict, InvalidInput, NotFound
from feedback_api.models import AnswerSentiment, ResponseAnswer, SurveyResponse
from feedback_api.responses.repository import ResponseRepository
from feedback_api.surveys.answers import AnyQuestion, InvalidAnswer, validated
from feedback_api.surveys.definition import FreeTextQuestion, Survey
from language import sentiment

# Crockford's alphabet: no letter that can be taken for a digit, and no U, so that no code spells a rude word.
CODE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class UnknownCode(NotFound):
    """No response has this reference code."""

    code = "unknown_code"

    def __init__(self) -> None:
        super().__init__("No answers have that code. Check each letter and number, and try again.")


@dataclass(frozen=True)
class Submission:
    """A response that has not been stored yet. `answers` maps a question's id to its value, or to None when skipped."""

    idempotency_key: str
    survey: Survey
    answers: Mapping[str, object]
    channel: str
    at: datetime
    is_demo: bool = False


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
    response = _as_response(submission)
    try:
        async with database.transaction() as session:
            repository = ResponseRepository(session)
            earlier = await repository.with_key(submission.idempotency_key)
            if earlier is None:
                await repository.add(response)
                return Stored(response.reference_code, is_new=True)
    except IntegrityError:
        # The same key came twice at the same moment, and the other was first.
        async with database.transaction() as session:
            earlier = await ResponseRepository(session).with_key(submission.idempotency_key)
        if earlier is None:
            raise
    if earlier.survey_id != submission.survey.id:
        raise Conflict("This idempotency key belongs to a response to another survey. Use a new key for each response.")
    return Stored(earlier.reference_code, is_new=False)


def read_reference_code(typed: str) -> str:
    """The code as it is kept, however it was typed: small letters, no hyphens, O for 0, I or L for 1."""
    characters = "".join(character for character in typed.upper() if character.isalnum())
    characters = characters.translate(str.maketrans("OIL", "011"))
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


def _as_response(submission: Submission) -> SurveyResponse:
    survey = submission.survey
    unknown = sorted(set(submission.answers) - {question.id for question in survey.questions})
    if unknown:
        raise InvalidAnswer(unknown[0][:64], f"the survey {survey.id} has no such question.")
    answers = [
        _as_answer(question, submission.answers.get(question.id), position)
        for position, question in enumerate(survey.questions)
    ]
    if all(answer.choice is None and answer.text is None for answer in answers):
        raise InvalidInput("There is no answer in this response. At least one question must be answered.")
    return SurveyResponse(
        id=uuid4().hex,
        idempotency_key=submission.idempotency_key,
        reference_code=new_reference_code(),
        survey_id=survey.id,
        survey_version=survey.version,
        channel=submission.channel,
        quarter=Quarter.of(submission.at).name,
        submitted_at=submission.at,
        is_demo=submission.is_demo,
        answers=answers,
    )


def _as_answer(question: AnyQuestion, value: object, position: int) -> ResponseAnswer:
    answer = ResponseAnswer(question_id=question.id, position=position)
    if value is None:
        return answer
    if isinstance(question, FreeTextQuestion):
        answer.text = validated(question, value)
        score = sentiment.analyse(answer.text)
        answer.sentiment = AnswerSentiment(
            label=score.label,
            polarity=score.polarity,
            confidence=score.confidence,
            analyser=sentiment.ANALYSER,
        )
    else:
        answer.choice = validated(question, value)
    return answer
