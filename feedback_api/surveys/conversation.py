"""The survey of one chat: the same engine, with typed words read as answers and what the chat knows already."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from feedback_api.database import Database
from feedback_api.errors import NotFound
from feedback_api.models import ChatSession
from feedback_api.responses.service import code_of
from feedback_api.surveys.answer import Answer
from feedback_api.surveys.definition import Audience, SurveyShelf
from feedback_api.surveys.draft_work import DraftWork, response_key
from feedback_api.surveys.engine import validated_step
from feedback_api.surveys.errors import ConsentRefused, NoDraft, NotAnAnswer
from feedback_api.surveys.questions import CONSENT
from feedback_api.surveys.reading import agreed, read_answer
from feedback_api.surveys.redaction import without_identifiers
from feedback_api.surveys.repository import DraftRepository
from feedback_api.surveys.schemas import Finished, Paused, Step


@dataclass(frozen=True)
class _Open:
    """The chat and its draft, in an open transaction."""

    chat: ChatSession
    work: DraftWork


class ConversationSurvey:
    """The survey of one conversation. Each method is one transaction, committed before it returns.

    `key` names the visitor's message: when its reply was lost and it is sent again, nothing is done twice.
    """

    def __init__(self, database: Database, surveys: SurveyShelf, conversation: str) -> None:
        self._database = database
        self._surveys = surveys
        self._conversation = conversation

    async def step(self) -> Step:
        """What the draft needs next. Raises NoDraft."""
        async with self._opened() as opened:
            return opened.work.step()

    async def start(self, survey_id: str, audience: Audience | None = None) -> Step:
        """Begin a draft, or go on with the one that is in progress."""
        self._surveys.get(survey_id)
        async with self._database.transaction() as session:
            chat = await self._chat(session)
            if chat.draft_id is not None:
                try:
                    work = await DraftWork.open(session, self._surveys, chat.draft_id, chat.known)
                except NoDraft:
                    work = None
                if work is not None and work.draft.survey_id == survey_id:
                    return work.step()
            begun = await DraftWork.begin(session, self._surveys, survey_id, channel="chat", audience=audience)
            chat.draft_id = begun.draft.id
            return (await DraftWork.open(session, self._surveys, begun.draft.id, chat.known)).step()

    async def answer(self, question_id: str | None, value: object, text: str | None, key: str | None = None) -> Step:
        """Save an answer and return what comes next.

        A button gives `question_id` and `value`; typed words give `text`, which answer the present question. Raises
        NotAnAnswer, NotAsked, ConsentRefused or InvalidAnswer; then nothing was saved.
        """
        async with self._opened() as opened:
            work = opened.work
            current = work.step()
            target = question_id or current.question_id
            if work.is_repeated(key) or target is None:
                return current
            if target != CONSENT:
                answer = self._answer(work, target, value, text)
                work.save(target, await without_identifiers(work.survey, target, answer), key)
                return work.step()
            if agreed(current, value, text) if current.kind == "consent" else True:
                work.consent()
                return work.step()
            await work.discard()
            opened.chat.draft_id = None
            # Raised outside the block, so that the deletion is committed.
        raise ConsentRefused

    async def skip(self, question_id: str | None, key: str | None = None) -> Step:
        """Skip a question, the present one when none is named. The consent can't be skipped: it is asked again."""
        async with self._opened() as opened:
            current = opened.work.step()
            target = question_id or current.question_id
            if target not in (None, CONSENT) and not opened.work.is_repeated(key):
                opened.work.save(str(target), None, key)
            return opened.work.step()

    async def back(self, key: str | None = None) -> Step:
        """The question before the present one. Raises NothingBefore at the first."""
        async with self._opened() as opened:
            if not opened.work.is_repeated(key):
                opened.work.back(key)
            return opened.work.step()

    async def pause(self) -> Paused:
        """A code with which the survey goes on, here or on another device, for 14 days."""
        async with self._opened() as opened:
            opened.chat.draft_id, paused = None, opened.work.pause()
            return paused

    async def resume(self, code: str) -> Step:
        """Go on with the paused survey of that code. Raises UnknownResumeCode."""
        async with self._database.transaction() as session:
            chat = await self._chat(session)
            work = await DraftWork.open_paused(session, self._surveys, code)
            chat.draft_id = work.draft.id
            return work.step()

    async def finish(self) -> Finished:
        """Send what has been answered; questions not reached count as skipped. The draft is gone afterwards.

        When it was sent already and its reply was lost, the same code comes back.
        """
        async with self._database.transaction() as session:
            chat = await self._chat(session)
            try:
                work = await DraftWork.open(session, self._surveys, chat.draft_id, chat.known)
            except NoDraft:
                code = await code_of(session, response_key(chat.last_draft_id)) if chat.last_draft_id else None
                if code is None:
                    raise
                return Finished(thanks=None, reference_code=code)
            chat.last_draft_id, chat.draft_id = work.draft.id, None
            chat.known = {**chat.known, **work.facts()}
            return await work.finish()

    async def discard(self) -> None:
        """Throw the draft away."""
        async with self._opened() as opened:
            opened.chat.draft_id = None
            await opened.work.discard()

    def _answer(self, work: DraftWork, step_id: str, value: object, text: str | None) -> Answer:
        if value is not None:
            return validated_step(work.survey, step_id, value)
        answer = read_answer(work.progress, step_id, text or "")
        if answer is None:
            raise NotAnAnswer
        return answer

    async def _chat(self, session: AsyncSession) -> ChatSession:
        chat = await DraftRepository(session).chat_of(self._conversation)
        if chat is None:
            raise NotFound("There is no such conversation.")
        return chat

    @asynccontextmanager
    async def _opened(self) -> AsyncIterator[_Open]:
        async with self._database.transaction() as session:
            chat = await self._chat(session)
            yield _Open(chat, await DraftWork.open(session, self._surveys, chat.draft_id, chat.known))
