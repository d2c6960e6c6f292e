"""Made-up responses for the demonstration council: the same at every first run, and marked as made up."""

from __future__ import annotations

import random
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import func, select

from feedback_api.clock import Quarter, now
from feedback_api.content import Content, read_content
from feedback_api.database import Database
from feedback_api.models import SurveyResponse
from feedback_api.responses.service import Submission, submit
from feedback_api.settings import Settings
from feedback_api.surveys.definition import FreeTextQuestion, Survey, load_surveys

QUARTERS = 4
RESPONSES_A_QUARTER = 24
SKIPS = 0.08
HAS_COMMENT = 0.6


class DemoFile(Content):
    """data/demo.yml: for each survey how likely each option is, and comments."""

    weights: dict[str, dict[str, dict[str, int]]]
    comments: dict[str, list[str]]


async def seed_demo(database: Database, settings: Settings) -> int:
    """Store the made-up responses, unless there are some already. Returns how many were stored."""
    async with database.transaction() as session:
        there = await session.scalar(select(func.count()).where(SurveyResponse.is_demo))
    if there:
        return 0
    demo = read_content(settings.data_folder / "demo.yml", DemoFile)
    chance = random.Random(2026)  # noqa: S311 - made-up data, not a secret
    stored = 0
    for survey in load_surveys(settings.data_folder).all():
        if survey.id not in demo.weights:
            continue
        for moment in _moments(chance):
            submission = Submission(
                idempotency_key=f"demo:{survey.id}:{stored}",
                survey=survey,
                answers=_answers(survey, demo, chance),
                channel="demo",
                at=moment,
                is_demo=True,
            )
            stored += (await submit(database, submission)).is_new
    return stored


def _moments(chance: random.Random) -> list[datetime]:
    quarter, moments = Quarter.of(now()), []
    for _ in range(QUARTERS):
        month = quarter.number * 3 % 12 + 1
        first = datetime.combine(
            datetime(quarter.year + (quarter.number == 4), month, 1, tzinfo=UTC).date(), time(12), tzinfo=UTC
        )
        moments += [first + timedelta(days=chance.randrange(80)) for _ in range(RESPONSES_A_QUARTER)]
        quarter = quarter.previous()
    # In the present quarter nobody has answered tomorrow's survey yet.
    return [min(moment, now()) for moment in moments]


def _answers(survey: Survey, demo: DemoFile, chance: random.Random) -> dict[str, object]:
    answers: dict[str, object] = {}
    for question in survey.questions:
        if isinstance(question, FreeTextQuestion):
            if chance.random() < HAS_COMMENT:
                answers[question.id] = chance.choice(demo.comments[survey.id])
        elif chance.random() >= SKIPS:
            weights = demo.weights[survey.id][question.id]
            answers[question.id] = chance.choices(list(weights), list(weights.values()))[0]
    first = survey.questions[0]
    if not answers and not isinstance(first, FreeTextQuestion):
        answers[first.id] = first.options[0].value
    return answers
