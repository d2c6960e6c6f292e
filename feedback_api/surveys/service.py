"""The one engine, for every face of a survey: drafts found by their id (pages, kiosk) or by their conversation (chat).

Each method is one transaction, committed before it returns: what it says has happened outlives any crash. Calling it
again does no harm.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from feedback_api.database import Database
from feedback_api.responses.service import code_of
from feedback_api.surveys.definition import Audience, SurveyShelf
from feedback_api.surveys.draft_work import DraftWork, response_key
from feedback_api.surveys.engine import validated_step
from feedback_api.surveys.errors import ConsentRefused, NoDraft
from feedback_api.surveys.questions import CONSENT
from feedback_api.surveys.redaction import without_identifiers
from feedback_api.surveys.schemas import Begun, CheckAnswers, Finished, Paused, Step
from feedback_api.surveys.wording import ENGLISH


class Drafts:
    """Drafts by their id, which is secret: whoever knows it holds the draft."""

    def __init__(self, database: Database, surveys: SurveyShelf) -> None:
        self._database = database
        self._surveys = surveys

    async def start(
        self,
        survey_id: str,
        *,
        channel: str,
        audience: Audience | None = None,
        language: str = ENGLISH,
        invitation_id: str | None = None,
    ) -> Begun:
        """Begin a draft; its first step is the consent. Raises NotFound for an unknown survey."""
        async with self._database.transaction() as session:
            work = await DraftWork.begin(
                session,
                self._surveys,
                survey_id,
                channel=channel,
                audience=audience,
                language=language,
                invitation_id=invitation_id,
            )
            return Begun(draft_id=work.draft.id, step=work.step())

    async def step(self, draft_id: str) -> Step:
        """What is asked now. Raises NoDraft."""
        async with self._opened(draft_id) as work:
            return work.step()

    async def step_at(self, draft_id: str, question_id: str) -> Step:
        """A question as it was last seen, with its answer. Raises NoDraft, or NotAsked off the path."""
        async with self._opened(draft_id) as work:
            return work.step_at(question_id)

    async def answer(self, draft_id: str, question_id: str, value: object) -> Step:
        """Save an answer, in the place of an earlier one; the reply is what is asked next.

        Raises InvalidAnswer, NotAsked, ConsentNeeded or NoDraft, and then nothing was saved; ConsentRefused after a
        no to the consent, when the draft is gone.
        """
        async with self._opened(draft_id) as work:
            if question_id != CONSENT:
                answer = validated_step(work.survey, question_id, value)
                work.save(question_id, await without_identifiers(work.survey, question_id, answer))
                return work.step()
            if value == "yes":
                work.consent()
                return work.step()
            await work.discard()
            # Raised outside the block, so that the deletion is committed.
        raise ConsentRefused

    async def skip(self, draft_id: str, question_id: str) -> Step:
        """Skip a question; an answer that it had is taken back. The consent can't be skipped: it is asked again."""
        async with self._opened(draft_id) as work:
            if question_id != CONSENT:
                work.save(question_id, None)
            return work.step()

    async def back(self, draft_id: str) -> Step:
        """The question before the present one. Raises NothingBefore at the first."""
        async with self._opened(draft_id) as work:
            work.back()
            return work.step()

    async def check_answers(self, draft_id: str) -> CheckAnswers:
        """All that would be sent now."""
        async with self._opened(draft_id) as work:
            return work.check_answers()

    async def pause(self, draft_id: str) -> Paused:
        """A code with which the draft goes on here or elsewhere, for 14 days. An earlier code stops working."""
        async with self._opened(draft_id) as work:
            return work.pause()

    async def resume(self, code: str) -> Begun:
        """The draft that a code opens. Raises UnknownResumeCode; the caller limits how often a code is tried."""
        async with self._database.transaction() as session:
            work = await DraftWork.open_paused(session, self._surveys, code)
            return Begun(draft_id=work.draft.id, step=work.step())

    async def finish(self, draft_id: str) -> Finished:
        """Send what has been answered, once: however often it is called, the same code comes back. Raises NoDraft."""
        async with self._database.transaction() as session:
            code = await code_of(session, response_key(draft_id))
            if code is not None:
                # Sent before: its reply was lost, or a second tab or the browser's Back sent it again.
                return Finished(thanks=None, reference_code=code)
            return await (await DraftWork.open(session, self._surveys, draft_id)).finish()

    async def discard(self, draft_id: str) -> None:
        """Throw the draft away; harmless when it is gone."""
        async with self._database.transaction() as session:
            try:
                work = await DraftWork.open(session, self._surveys, draft_id)
            except NoDraft:
                return
            await work.discard()

    @asynccontextmanager
    async def _opened(self, draft_id: str) -> AsyncIterator[DraftWork]:
        async with self._database.transaction() as session:
            yield await DraftWork.open(session, self._surveys, draft_id)
