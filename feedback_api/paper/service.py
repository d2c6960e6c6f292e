"""Typing in what came on paper: the same checks as every other way, counted in the quarter of the paper's date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from pydantic import JsonValue

from feedback_api.clock import COUNCIL_ZONE
from feedback_api.errors import InvalidInput
from feedback_api.invitations.service import read_day, today
from feedback_api.responses.service import Stored, Submission, submit
from feedback_api.safeguarding.service import Origin, hear
from feedback_api.service_state import ServiceState
from feedback_api.surveys.engine import Progress, step_at
from feedback_api.surveys.schemas import Step
from feedback_api.surveys.survey import Survey
from feedback_api.surveys.voice import Voice
from feedback_api.surveys.wording import ENGLISH, Audience

OLDEST = timedelta(days=730)


@dataclass(frozen=True)
class Paper:
    """One filled-in form, as an officer typed it; `key` is the form's own, so that sending it twice stores it once."""

    key: str
    survey: Survey
    audience: Audience
    dated: str
    agreed: bool
    helped: str
    may_publish: bool
    answers: dict[str, JsonValue]


def all_steps(voice: Voice) -> list[Step]:
    """Every question for the audience, on whichever branch."""
    progress = Progress(voice=voice, language=ENGLISH, consented=True, answers={})
    questions = voice.survey.questions
    return [step_at(progress, one.id) for one in questions if one.only_for is None or voice.audience in one.only_for]


async def type_in(service: ServiceState, paper: Paper) -> Stored:
    """Store the form. Raises InvalidAnswer for an answer that does not fit, InvalidInput for the rest."""
    if not paper.agreed:
        raise InvalidInput("Only a form on which the person ticked that we may keep the answers can be typed in.")
    day = _day(paper.dated)
    stored = await submit(
        service.database,
        Submission(
            idempotency_key=f"paper:{paper.key}",
            survey=paper.survey,
            answers=paper.answers,
            channel="paper",
            at=datetime.combine(day, time(12), COUNCIL_ZONE).astimezone(UTC),
            audience=paper.audience,
            helped={"yes": True, "no": False}.get(paper.helped),
            may_publish=paper.may_publish,
        ),
    )
    texts = [value for value in paper.answers.values() if isinstance(value, str)]
    await hear(service, texts, Origin("paper"), voice="young_person" if paper.audience == "young_person" else "adult")
    return stored


def _day(typed: str) -> date:
    day = read_day(typed)
    if day is None:
        raise InvalidInput("Give the date on the paper. Without one, give the day on which it came.")
    if day > today():
        raise InvalidInput("The date on the paper is still to come.")
    if today() - day > OLDEST:
        raise InvalidInput("The date on the paper is more than two years ago. Check the year.")
    return day
