"""The survey of one chat: the same engine, with typed words read as answers and what the chat knows already."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

from pydantic import JsonValue
from sqlalchemy.ext.asyncio import AsyncSession

from feedback_api.database import Database
from feedback_api.errors import NotFound
from feedback_api.models import ChatSession
from feedback_api.responses.service import code_of
from feedback_api.surveys.answer import Answer
from feedback_api.surveys.chat_answer import ChatAnswer
from feedback_api.surveys.definition import Audience, SurveyShelf
from feedback_api.surveys.draft_work import DraftWork, response_key
from feedback_api.surveys.engine import hard_answers, validated_step
from feedback_api.surveys.errors import ConsentRefused, NoDraft, NotAnAnswer, NothingBefore
from feedback_api.surveys.phrases import SurveyPhrases
from feedback_api.surveys.questions import CONSENT
from feedback_api.surveys.reading import agreed
from feedback_api.surveys.repository import DraftRepository
from feedback_api.surveys.schemas import ChatStep, Finished, Paused
from feedback_api.surveys.speech import ChatSpeech


@dataclass(frozen=True)
class _Open:
    """The chat and its draft, in an open transaction."""

    chat: ChatSession
    work: DraftWork


class ConversationSurvey:
    """The survey of one conversation. Each method is one transaction, committed before it returns.

    `key` names the visitor's message: when its reply was lost and it is sent again, nothing is done twice.
    """

    def __init__(self, database: Database, surveys: SurveyShelf, phrases: SurveyPhrases, conversation: str) -> None:
        self._database = database
        self._surveys = surveys
        self._speech = ChatSpeech(phrases)
        self._conversation = conversation

    async def step(self) -> ChatStep:
        """What the draft needs next. Raises NoDraft."""
        async with self._opened() as opened:
            return self._said(opened.work)

    async def start(self, survey_id: str, audience: Audience | None = None) -> ChatStep:
        """Begin a draft, or go on with the one that is in progress."""
        self._surveys.get(survey_id)
        async with self._database.transaction() as session:
            chat = await self._chat(session)
            chat.survey_offered = True
            work = await self._in_progress(session, chat)
            if work is not None and work.draft.survey_id == survey_id:
                return self._said(work)
            if work is not None and work.draft.answers:
                # Nobody's answers are lost by a press of another survey's button.
                return self._said(work, self._speech.phrases.says.in_another)
            if work is not None:
                await work.discard()
            work = await DraftWork.begin(session, self._surveys, survey_id, channel="chat", audience=audience)
            chat.draft_id = work.draft.id
            return self._said(await DraftWork.open(session, self._surveys, work.draft.id, chat.known))

    async def press(self, question_id: str, value: str, key: str | None = None) -> ChatStep:
        """Save the option of a button, which may belong to an earlier question.

        Raises NotAsked, ConsentRefused or InvalidAnswer; then nothing was saved.
        """
        async with self._opened() as opened:
            work = opened.work
            if work.is_repeated(key):
                return self._said(work)
            if question_id != CONSENT:
                before = hard_answers(work.progress)
                await ChatAnswer(work, key).press(question_id, value)
                return self._said(work, self._beat(before, work))
            if value == "yes":
                work.consent()
                return self._said(work)
            await self._refuse(opened)
        raise ConsentRefused

    async def type(self, text: str, key: str | None = None, *, may_guess: bool = True) -> ChatStep:
        """Save what typed words answer; or ask whether they mean what they seem to, if `may_guess`.

        Raises NotAnAnswer, ConsentRefused or InvalidAnswer; then nothing was saved.
        """
        async with self._opened() as opened:
            work = opened.work
            current = work.step()
            if work.is_repeated(key) or current.kind == "finished":
                return self._said(work)
            if current.kind != "consent":
                before = hard_answers(work.progress)
                changed = await ChatAnswer(work, key).type(text, self._speech.phrases if may_guess else None)
                note = self._speech.phrases.says.changed.format(words=changed) if changed else None
                return self._said(work, note or self._beat(before, work))
            if agreed(current, None, text):
                work.consent()
                return self._said(work)
            await self._refuse(opened)
        raise ConsentRefused

    async def change(self, text: str, key: str | None = None) -> ChatStep:
        """Change the answer just given, as in "I meant no". Raises NotAnAnswer when the text does not say to what."""
        async with self._opened() as opened:
            if opened.work.is_repeated(key):
                return self._said(opened.work)
            changed = await ChatAnswer(opened.work, key).change(text)
            if changed is None:
                raise NotAnAnswer
            return self._said(opened.work, self._speech.phrases.says.changed.format(words=changed))

    async def confirm(self, question_id: str, yes: bool, key: str | None = None) -> ChatStep:
        """Save what was suggested, or what the chat knew already; or forget the suggestion and ask again."""
        async with self._opened() as opened:
            work = opened.work
            if work.step().question_id == question_id and not work.is_repeated(key):
                await ChatAnswer(work, key).confirm(yes)
            return self._said(work)

    async def proceed(self, question_id: str | None, key: str | None = None) -> ChatStep:
        """Leave the present question as it is answered, and go on."""
        async with self._opened() as opened:
            if question_id in (None, opened.work.draft.at_question) and not opened.work.is_repeated(key):
                opened.work.proceed(key)
            return self._said(opened.work)

    async def skip(self, question_id: str | None, key: str | None = None) -> ChatStep:
        """Skip a question, the present one when none is named. The consent can't be skipped: it is asked again."""
        async with self._opened() as opened:
            work = opened.work
            current = work.step()
            target = question_id or current.question_id
            if target in (None, CONSENT) or work.is_repeated(key):
                return self._said(work)
            if question_id is None and current.answer is not None:
                work.proceed(key)
            else:
                work.save(str(target), None, key)
            return self._said(work)

    async def back(self, key: str | None = None) -> ChatStep:
        """The question before the present one; at the first, it is said that there is none."""
        async with self._opened() as opened:
            note = self._speech.phrases.says.gone_back
            try:
                if not opened.work.is_repeated(key):
                    opened.work.back(key)
            except NothingBefore:
                note = self._speech.phrases.says.first_question
            return self._said(opened.work, note)

    async def pause(self) -> Paused:
        """A code with which the survey goes on, here or on another device, for 14 days."""
        async with self._database.transaction() as session:
            chat = await self._chat(session)
            # When it was paused already and its reply was lost, it gets a new code.
            work = await DraftWork.open(session, self._surveys, chat.draft_id or chat.last_draft_id, chat.known)
            chat.last_draft_id, chat.draft_id = work.draft.id, None
            return work.pause()

    async def resume(self, code: str) -> ChatStep:
        """Go on with the paused survey of that code. Raises UnknownResumeCode."""
        async with self._database.transaction() as session:
            chat = await self._chat(session)
            work = await DraftWork.open_paused(session, self._surveys, code)
            chat.draft_id, chat.survey_offered = work.draft.id, True
            return self._said(work, self._speech.phrases.says.resumed)

    async def finish(self, key: str | None = None) -> Finished:
        """Send what has been answered; questions not reached count as skipped. The draft is gone afterwards.

        When it was sent already and its reply was lost, the same code comes back.
        """
        async with self._database.transaction() as session:
            chat = await self._chat(session)
            work = await self._in_progress(session, chat)
            if work is None:
                code = await code_of(session, response_key(chat.last_draft_id)) if chat.last_draft_id else None
                if code is None:
                    raise NoDraft
                return Finished(thanks=None, reference_code=code)
            chat.last_draft_id, chat.draft_id, chat.last_key = work.draft.id, None, key
            chat.known = {**chat.known, **work.facts()}
            return await work.finish()

    async def put_back(self) -> None:
        """Throw a draft away that has not even been agreed to; leave any other."""
        async with self._database.transaction() as session:
            chat = await self._chat(session)
            work = await self._in_progress(session, chat)
            if work is not None and work.draft.consented_at is None:
                chat.draft_id = None
                await work.discard()

    async def discard(self) -> None:
        """Throw the draft away."""
        async with self._opened() as opened:
            opened.chat.draft_id = None
            await opened.work.discard()

    async def remember(self, facts: Mapping[str, JsonValue]) -> None:
        """Keep facts about the person that they have just said, so that no survey asks for them again unasked."""
        async with self._database.transaction() as session:
            chat = await self._chat(session)
            chat.known = {**chat.known, **facts}

    async def offer(self, topic: str) -> str | None:
        """The survey to offer after the answer on `topic`; None when there is none, or one was offered before."""
        survey = next((offer.survey for offer in self._speech.phrases.offers if topic in offer.topics), None)
        async with self._database.transaction() as session:
            chat = await self._chat(session)
            if survey is None or chat.survey_offered or chat.draft_id is not None or chat.safeguarding:
                return None
            chat.survey_offered = True
            return survey

    def _said(self, work: DraftWork, note: str | None = None) -> ChatStep:
        step = work.step()
        suggestion = work.draft.suggestion
        adding = work.draft.at_question == step.question_id and step.answer is not None
        words = None
        if suggestion is not None and step.kind == "question" and step.question_id is not None:
            question = work.survey.question(step.question_id)
            answer: Answer = validated_step(work.survey, step.question_id, suggestion)
            words = work.progress.voice.answer_words(question, answer)
        return self._speech.said(step, words, note, adding=adding)

    def _beat(self, before: int, work: DraftWork) -> str | None:
        """A short human sentence after the first hard answer, and only after that one."""
        is_first = before == 0 and hard_answers(work.progress) == 1 and work.step().kind == "question"
        return self._speech.phrases.says.hard if is_first else None

    async def _refuse(self, opened: _Open) -> None:
        await opened.work.discard()
        opened.chat.draft_id = None

    async def _in_progress(self, session: AsyncSession, chat: ChatSession) -> DraftWork | None:
        try:
            return await DraftWork.open(session, self._surveys, chat.draft_id, chat.known)
        except NoDraft:
            return None

    async def _chat(self, session: AsyncSession) -> ChatSession:
        chat = await DraftRepository(session).chat_of(self._conversation)
        if chat is None:
            raise NotFound("There is no such conversation.")
        return chat

    @asynccontextmanager
    async def _opened(self) -> AsyncIterator[_Open]:
        async with self._database.transaction() as session:
            chat = await self._chat(session)
            work = await DraftWork.open(session, self._surveys, chat.draft_id, chat.known)
            yield _Open(chat, work)
            if work.known != chat.known:
                chat.known = work.known
