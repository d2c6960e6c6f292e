"""Made-up responses for the demonstration council: the same at every first run, and marked as made up."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import func, select

from feedback_api.clock import Quarter, now
from feedback_api.content import read_content
from feedback_api.database import Database
from feedback_api.demo.content import DemoFile, DemoSurvey
from feedback_api.demo.respondent import Respondent
from feedback_api.models import SurveyResponse
from feedback_api.responses.service import Submission, store_response
from feedback_api.scoring.service import rescore
from feedback_api.settings import Settings
from feedback_api.surveys.definition import Survey, load_surveys


async def seed_demo(database: Database, settings: Settings) -> int:
    """Store the made-up responses, unless there are some already. Returns how many were stored.

    In one transaction: a start that was cut short leaves nothing half done.
    """
    demo = read_content(settings.data_folder / "demo.yml", DemoFile)
    chance = random.Random(2026)  # noqa: S311 - made-up data, not a secret
    stored = 0
    async with database.transaction() as session:
        if await session.scalar(select(func.count()).where(SurveyResponse.is_demo)):
            return 0
        for survey in load_surveys(settings.data_folder).all():
            if survey.id not in demo.surveys:
                continue
            for submission in _submissions(survey, demo.surveys[survey.id], chance):
                stored += (await store_response(session, submission)).is_new
    # The first report should be whole at once, before any worker runs.
    async for _ in rescore(database):
        pass
    return stored


def _submissions(survey: Survey, demo: DemoSurvey, chance: random.Random) -> Iterator[Submission]:
    respondent = Respondent(survey, demo, chance)
    for number, (share, moment) in enumerate(_moments(demo.responses, chance)):
        audience = respondent.audience()
        yield Submission(
            idempotency_key=f"demo:{survey.id}:{number}",
            survey=survey,
            answers=respondent.answers(audience, share, moment),
            channel="demo",
            at=moment,
            is_demo=True,
            audience=audience,
            helped=respondent.happens(demo.helped) if audience == "young_person" else None,
            may_publish=survey.publication is not None and respondent.happens(demo.may_publish),
        )


def _moments(responses: list[int], chance: random.Random) -> Iterator[tuple[float, datetime]]:
    """For each response how near the last quarter is, from 0 to 1, and when it came."""
    quarters = [Quarter.of(now())]
    while len(quarters) < len(responses):
        quarters.insert(0, quarters[0].previous())
    for place, (quarter, many) in enumerate(zip(quarters, responses, strict=True)):
        month = quarter.number * 3 % 12 + 1
        first = datetime.combine(
            datetime(quarter.year + (quarter.number == 4), month, 1, tzinfo=UTC).date(), time(12), tzinfo=UTC
        )
        for _ in range(many):
            # In the present quarter nobody has answered tomorrow's survey yet.
            yield place / max(len(responses) - 1, 1), min(first + timedelta(days=chance.randrange(80)), now())
