"""The drafts of chat conversations: begun, answered one question at a time, finished or thrown away."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from feedback_api.clock import now
from feedback_api.database import Database
from feedback_api.errors import Conflict, NotFound
from feedback_api.models import ChatSession, DraftAnswer, SurveyDraft
from feedback_api.responses.service import Submission, submit
from feedback_api.surveys.answers import read_answer, validated
from feedback_api.surveys.definition import Survey, SurveyShelf
from feedback_api.surveys.engine import next_step
from feedback_api.surveys.repository import DraftRepository
from feedback_api.surveys.schemas import Step


class NoDraft(NotFound):
    """This conversation has no survey in progress."""

    code = "no_draft"

    def __init__(self) -> None:
        super().__init__("There is no survey in progress in this conversation.")


class NotAnAnswer(Conflict):
    """The words answer none of the question's options for certain."""

    code = "not_an_answer"


class EarlierQuestion(Conflict):
    """A button of an earlier question was pressed again."""

    code = "earlier_question"


class ConsentRefused(Conflict):
    """The person said no to the survey; the draft is gone."""

    code = "consent_refused"


@dataclass(frozen=True)
class Finished:
    """A finished survey: what to say, and the code to give; both None when nothing had been answered."""

    thanks: str | None
    reference_code: str | None


class ConversationSurvey:
    """The survey of one conversation. Each method is one transaction, committed before it returns."""

    def __init__(self, database: Database, surveys: SurveyShelf, conversation: str) -> None:
        self._database = database
        self._surveys = surveys
        self._conversation = conversation

    async def step(self) -> Step:
        """What the draft needs next. Raises NoDraft."""
        async with self._database.transaction() as session:
            _, draft, survey = await self._open(session)
            return _step(survey, draft)

    async def start(self, survey_id: str) -> Step:
        """Begin a draft, or go on with the one that is in progress."""
        survey = self._surveys.get(survey_id)
        async with self._database.transaction() as session:
            repository = DraftRepository(session)
            chat = await self._chat(repository)
            if chat.draft_id is not None:
                draft = await repository.draft(chat.draft_id)
                if draft is not None and draft.survey_id == survey.id and draft.survey_version == survey.version:
                    return _step(survey, draft)
            moment = now()
            draft = SurveyDraft(
                id=uuid4().hex,
                survey_id=survey.id,
                survey_version=survey.version,
                channel="chat",
                created_at=moment,
                updated_at=moment,
                answers=[],
            )
            await repository.add(draft)
            chat.draft_id = draft.id
            return _step(survey, draft)

    async def answer(self, question_id: str | None, value: str | None, text: str | None) -> Step:
        """Save an answer and return what comes next.

        A button gives `question_id` and `value`; typed words give `text`, which answer the present question. Raises
        NotAnAnswer, EarlierQuestion, ConsentRefused or InvalidAnswer; then nothing was saved.
        """
        async with self._database.transaction() as session:
            chat, draft, survey = await self._open(session)
            current = _step(survey, draft)
            if question_id is not None and question_id != current.question_id:
                raise EarlierQuestion("That button belongs to an earlier question.")
            if current.kind == "consent":
                agreed = _agreed(current, value, text)
                if agreed:
                    draft.consented_at = draft.updated_at = now()
                    return _step(survey, draft)
                await DraftRepository(session).delete(draft)
                chat.draft_id = None
                # Outside `raise`, so that the deletion is committed.
            elif current.kind == "question" and current.question_id is not None:
                question = survey.question(current.question_id)
                answer = validated(question, value) if value is not None else read_answer(question, text or "")
                if answer is None:
                    raise NotAnAnswer("These words answer none of the options for certain.")
                _save(draft, question.id, answer)
                return _step(survey, draft)
            else:
                return current
        raise ConsentRefused("The person said no to the survey.")

    async def skip(self) -> Step:
        """Skip the present question. At the consent there is nothing to skip: it is asked again."""
        async with self._database.transaction() as session:
            _, draft, survey = await self._open(session)
            current = _step(survey, draft)
            if current.kind == "question" and current.question_id is not None:
                _save(draft, current.question_id, None)
            return _step(survey, draft)

    async def finish(self) -> Finished:
        """Send what has been answered; questions not reached count as skipped. The draft is gone afterwards."""
        async with self._database.transaction() as session:
            _, draft, survey = await self._open(session)
            answers: dict[str, object] = {answer.question_id: answer.value for answer in draft.answers}
            draft_id, channel = draft.id, draft.channel
        answered = any(value is not None for value in answers.values())
        stored = None
        if answered:
            # The draft's id is the key: if the reply is lost and this is called again, nothing is counted twice.
            stored = await submit(
                self._database, Submission(f"draft:{draft_id}", survey, answers, channel=channel, at=now())
            )
        await self.discard()
        return Finished(survey.thanks if stored else None, stored.reference_code if stored else None)

    async def discard(self) -> None:
        """Throw the draft away."""
        async with self._database.transaction() as session:
            chat, draft, _ = await self._open(session)
            await DraftRepository(session).delete(draft)
            chat.draft_id = None

    async def _chat(self, repository: DraftRepository) -> ChatSession:
        chat = await repository.chat_of(self._conversation)
        if chat is None:
            raise NotFound("There is no such conversation.")
        return chat

    async def _open(self, session: AsyncSession) -> tuple[ChatSession, SurveyDraft, Survey]:
        repository = DraftRepository(session)
        chat = await self._chat(repository)
        draft = await repository.draft(chat.draft_id) if chat.draft_id else None
        if draft is None:
            raise NoDraft
        return chat, draft, self._surveys.get(draft.survey_id)


def _step(survey: Survey, draft: SurveyDraft) -> Step:
    return next_step(survey, draft.consented_at is not None, {answer.question_id for answer in draft.answers})


def _save(draft: SurveyDraft, question_id: str, value: str | None) -> None:
    moment = now()
    draft.answers.append(DraftAnswer(question_id=question_id, value=value, answered_at=moment))
    draft.updated_at = moment


def _agreed(step: Step, value: str | None, text: str | None) -> bool:
    if value is not None:
        return value == "yes"
    said = (text or "").strip().casefold().rstrip(".!")
    if said in {"yes", "y", "yeah", "yep", "ok", "okay", "sure", "go on", step.options[0].label.casefold()}:
        return True
    if said in {"no", "n", "nope", "no thank you", step.options[1].label.casefold()}:
        return False
    raise NotAnAnswer("Neither yes nor no to the consent.")
