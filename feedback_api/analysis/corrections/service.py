"""Which comments wait for an officer, what the officer says, and how far both agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, cast

from feedback_api.analysis.corrections.agreement import Agreement, agreement
from feedback_api.analysis.corrections.repository import CorrectionRepository
from feedback_api.clock import now
from feedback_api.database import Database
from feedback_api.errors import InvalidInput, NotFound
from feedback_api.models import SentimentCorrection
from feedback_api.surveys.definition import SurveyShelf
from language.sentiment import LABELS, UNSURE_BELOW, Label

# A page is worked through in one sitting.
PAGE_SIZE = 20
# Those of which the analyser is unsure, or a sample of the rest.
Kind = Literal["unsure", "sample"]
KINDS: tuple[Kind, ...] = ("unsure", "sample")


class CommentGone(NotFound):
    """The comment is no longer here: its writer has taken it back, or it never was."""

    code = "comment_gone"

    def __init__(self) -> None:
        super().__init__("That comment is no longer here. Its writer may have taken it back.")


class NoSuchLabel(InvalidInput):
    """A comment is negative, mixed or positive, and nothing else."""

    code = "no_such_label"

    def __init__(self) -> None:
        super().__init__("Choose negative, mixed or positive.")


@dataclass(frozen=True)
class WaitingComment:
    """A comment that waits for an officer, with the question that it answers."""

    response_id: str
    question_id: str
    question: str
    text: str
    machine_label: Label
    confidence: float


@dataclass(frozen=True)
class ExportedCorrection:
    """A correction as it leaves for retraining: redacted words and labels, and nothing of whom or when."""

    text: str
    label: str
    machine_label: str
    analyser: str


async def waiting_comments(
    database: Database, surveys: SurveyShelf, quarter: str, kind: Kind
) -> Sequence[WaitingComment]:
    """The next comments to look at, at most PAGE_SIZE."""
    async with database.transaction() as session:
        repository = CorrectionRepository(session)
        find = repository.unsure_of_quarter if kind == "unsure" else repository.sample_of_quarter
        rows = await find(quarter, PAGE_SIZE)
    questions = {(survey.id, question.id): question.text for survey in surveys.all() for question in survey.questions}
    return [
        WaitingComment(
            response_id=answer.response_id,
            question_id=answer.question_id,
            # A question that the survey asks no longer still has its answers.
            question=questions.get((response.survey_id, answer.question_id), answer.question_id),
            text=answer.text or "",
            machine_label=cast(Label, score.label),
            confidence=score.confidence,
        )
        for response, answer, score in rows
    ]


async def correct(database: Database, response_id: str, question_id: str, label: str, officer_name: str) -> bool:
    """Keep an officer's label for a comment; whether it is another one than the analyser's.

    Raises NoSuchLabel, or CommentGone.
    """
    if label not in LABELS:
        raise NoSuchLabel
    async with database.transaction() as session:
        repository = CorrectionRepository(session)
        score = await repository.score_of(response_id, question_id)
        if score is None:
            raise CommentGone
        await repository.put(
            SentimentCorrection(
                response_id=response_id,
                question_id=question_id,
                label=label,
                machine_label=score.label,
                machine_confidence=score.confidence,
                machine_was_unsure=score.confidence < UNSURE_BELOW,
                analyser=score.analyser,
                officer_name=officer_name,
                corrected_at=now(),
            )
        )
        return score.label != label


async def agreement_so_far(database: Database, kind: Kind) -> Agreement:
    """How far officers agree with the analyser on comments of one kind."""
    async with database.transaction() as session:
        corrections = await CorrectionRepository(session).all()
    return agreement(
        [(each.machine_label, each.label) for each in corrections if each.machine_was_unsure == (kind == "unsure")]
    )


async def standing_labels(database: Database, quarter: str) -> dict[tuple[str, str], Label]:
    """What officers said of a quarter's comments, by response and question: it counts before the analyser's label.

    For a figure that is counted in SQL there is `repository.STANDING_LABEL`.
    """
    async with database.transaction() as session:
        corrections = await CorrectionRepository(session).of_quarter(quarter)
    return {(each.response_id, each.question_id): cast(Label, each.label) for each in corrections}


async def exported_corrections(database: Database) -> list[ExportedCorrection]:
    """All corrections for retraining, their words redacted once more."""
    from language.redaction import redact

    async with database.transaction() as session:
        rows = await CorrectionRepository(session).with_texts()
    return [
        ExportedCorrection(redact(text).text, correction.label, correction.machine_label, correction.analyser)
        for correction, text in rows
        if text
    ]
