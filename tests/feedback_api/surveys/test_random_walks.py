"""Whatever a respondent does to whatever survey, what is stored is what a simple model of it says."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from feedback_api.database import Database
from feedback_api.models import ResponseAnswer, SurveyDraft, SurveyResponse
from feedback_api.settings import Settings
from feedback_api.surveys.answer import Answer
from feedback_api.surveys.answers import InvalidAnswer, validated
from feedback_api.surveys.engine import path
from feedback_api.surveys.errors import NotAsked, NothingBefore
from feedback_api.surveys.service import Drafts
from feedback_api.surveys.shelf import SurveyShelf
from feedback_api.surveys.survey import Survey
from language.redaction import redact
from tests.feedback_api.surveys.random_surveys import answers, surveys

Model = dict[str, Answer | None]


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """The test's own database, and a loop of its own: hypothesis runs its examples one after another."""
    opened = Database(Settings(database_url=database_url).database_address)
    yield opened


def stored_as(survey: Survey, question_id: str, value: Any) -> Answer | None:
    """The answer that is kept for a value: its words redacted; None when the value does not fit."""
    question = survey.question(question_id)
    try:
        answer = validated(question, value)
        if answer.text is None:
            return answer
        return validated(question, Answer(answer.choice, answer.choices, answer.number, redact(answer.text).text).value)
    except InvalidAnswer:
        return None


class Walk:
    """A respondent with two tabs: both know the draft's id, and neither knows what the other does."""

    def __init__(self, survey: Survey, database: Database, data: st.DataObject) -> None:
        self.survey = survey
        self.database = database
        self.data = data
        self.model: Model = {}
        self.draft_id = ""
        self.drafts = self._new_tab()

    def _new_tab(self) -> Drafts:
        return Drafts(self.database, SurveyShelf({"random": self.survey}, {"random": {1: self.survey}}, {}))

    async def begin(self) -> None:
        """Begin, and agree."""
        self.draft_id = (await self.drafts.start("random", channel="page")).draft_id
        await self.drafts.answer(self.draft_id, "consent", "yes")

    def asked(self) -> list[str]:
        """The path after the answers so far, by the same rule, on the model's own answers."""
        return [question.id for question in path(self.survey, "parent", self.model)]

    async def answer(self) -> None:
        """Answer any question of the survey, on the path or not."""
        question = self.data.draw(st.sampled_from(self.survey.questions))
        count = sum(option.value.startswith("o") and option.value != "other" for option in question.options)
        value = self.data.draw(answers(question.kind, max(count, 2)))
        expected, on_path = stored_as(self.survey, question.id, value), question.id in self.asked()
        try:
            await self.drafts.answer(self.draft_id, question.id, value)
        except (InvalidAnswer, NotAsked):
            assert expected is None or not on_path
            return
        assert on_path
        self.model[question.id] = expected

    async def skip(self) -> None:
        """Skip what is asked."""
        step = await self.drafts.step(self.draft_id)
        if step.question_id is not None:
            await self.drafts.skip(self.draft_id, step.question_id)
            self.model[step.question_id] = None

    async def back(self) -> None:
        """Go back."""
        try:
            await self.drafts.back(self.draft_id)
        except NothingBefore:
            assert (await self.drafts.step(self.draft_id)).number == 1

    async def reload(self) -> None:
        """Another tab, or a service that has started again: it knows nothing but the database."""
        before = await self.drafts.step(self.draft_id)
        self.drafts = self._new_tab()
        assert await self.drafts.step(self.draft_id) == before

    async def pause(self) -> None:
        """Stop, and come back with the code."""
        paused = await self.drafts.pause(self.draft_id)
        assert (await self.drafts.resume(paused.code.lower())).draft_id == self.draft_id

    async def finish(self) -> None:
        """Send it, from both tabs; it is stored once, and just as the model says."""
        first = await self.drafts.finish(self.draft_id)
        expected = {name: self.model.get(name) for name in self.asked()}
        async with self.database.transaction() as session:
            rows = (await session.scalars(select(ResponseAnswer).order_by(ResponseAnswer.position))).all()
            stored = {row.question_id: row for row in rows}
            assert (await session.scalars(select(SurveyDraft))).all() == []
            responses = (await session.scalars(select(SurveyResponse))).all()
        if all(answer is None for answer in expected.values()):
            assert (first.reference_code, list(responses)) == (None, [])
            return
        assert (await self._new_tab().finish(self.draft_id)).reference_code == first.reference_code
        assert len(responses) == 1
        assert list(stored) == list(expected)
        for name, answer in expected.items():
            row = stored[name]
            values = tuple(choice.value for choice in row.choices)
            assert Answer(row.choice, values, row.number, row.text) == (answer or Answer())


@pytest.mark.filterwarnings("ignore::ResourceWarning")
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(survey=surveys(), data=st.data())
def test_what_is_stored_is_what_was_answered(database: Database, survey: Survey, data: st.DataObject) -> None:
    async def walk() -> None:
        respondent = Walk(survey, database, data)
        async with database.transaction() as session:
            # Hypothesis may give up an example in the middle of a walk.
            for table in (SurveyResponse, SurveyDraft):
                for left in await session.scalars(select(table)):
                    await session.delete(left)
        await respondent.begin()
        steps: dict[str, Callable[[], Awaitable[None]]] = {
            name: getattr(respondent, name) for name in ("answer", "skip", "back", "reload", "pause")
        }
        names = st.sampled_from(["answer", "answer", "answer", *steps])
        for name in data.draw(st.lists(names, min_size=1, max_size=12)):
            await steps[name]()
        await respondent.finish()
        await database.engine.dispose()

    asyncio.run(walk())
