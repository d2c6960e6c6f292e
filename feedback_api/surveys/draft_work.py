"""What can be done with a draft, inside a transaction that somebody else opens and commits."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from datetime import timedelta
from uuid import uuid4

from pydantic import JsonValue
from sqlalchemy.ext.asyncio import AsyncSession

from feedback_api.chat.repository import ChatRepository
from feedback_api.clock import COUNCIL_ZONE, now
from feedback_api.models import DraftAnswer, SurveyDraft
from feedback_api.models.assistant import SURVEY_BEGUN
from feedback_api.responses.service import CODE_ALPHABET, Submission, code_characters, store_response
from feedback_api.surveys.definition import Survey, SurveyShelf
from feedback_api.surveys.engine import (
    Progress,
    before,
    check_answers,
    next_step,
    path,
    present,
    step_at,
    steps,
    validated_step,
)
from feedback_api.surveys.errors import ConsentNeeded, NoDraft, NotAsked, NothingBefore, UnknownResumeCode
from feedback_api.surveys.questions import CONSENT, HELPED, MAY_PUBLISH
from feedback_api.surveys.redaction import SafeAnswer
from feedback_api.surveys.repository import DraftRepository
from feedback_api.surveys.schemas import CheckAnswers, Finished, Paused, Step
from feedback_api.surveys.wording import ENGLISH, Audience

# How long a draft is kept after its last change, paused or not.
KEPT = timedelta(days=14)
RESUME_CHARACTERS = 8
RESUME_DIGITS = 2


def response_key(draft_id: str) -> str:
    """The idempotency key of the response that a draft becomes. Hashed, so that the response leads back to no draft."""
    return "draft:" + hashlib.sha256(draft_id.encode()).hexdigest()[:32]


def _code_hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


def _new_resume_code() -> str:
    """Eight random characters, with letters and at least two digits, so that no word of a message is taken for one."""
    while True:
        code = "".join(secrets.choice(CODE_ALPHABET) for _ in range(RESUME_CHARACTERS))
        digits = sum(character.isdigit() for character in code)
        if RESUME_DIGITS <= digits < RESUME_CHARACTERS:
            return code


class DraftWork:
    """One draft in an open transaction. Every method leaves the draft as the engine would find it after a restart."""

    def __init__(
        self, session: AsyncSession, surveys: SurveyShelf, draft: SurveyDraft, known: Mapping[str, JsonValue] = {}
    ) -> None:
        self._session = session
        self._repository = DraftRepository(session)
        self._surveys = surveys
        # What the conversation knows of the person; a no to it is forgotten here.
        self.known = dict(known)
        self.draft = draft

    @classmethod
    async def begin(
        cls,
        session: AsyncSession,
        surveys: SurveyShelf,
        survey_id: str,
        *,
        channel: str,
        audience: Audience | None = None,
        language: str = ENGLISH,
        invitation_id: str | None = None,
    ) -> DraftWork:
        """A new draft of the survey's present version. Another audience than its own, or a language, falls back."""
        survey, moment = surveys.get(survey_id), now()
        repository = DraftRepository(session)
        await repository.delete_expired(moment)
        draft = SurveyDraft(
            id=uuid4().hex,
            survey_id=survey.id,
            survey_version=survey.version,
            audience=audience if audience in survey.audiences else survey.audience,
            language=language if language in surveys.languages(survey) else ENGLISH,
            channel=channel,
            invitation_id=invitation_id,
            created_at=moment,
            updated_at=moment,
            expires_at=moment + KEPT,
            answers=[],
        )
        await repository.add(draft)
        await ChatRepository(session).count_turn(moment.astimezone(COUNCIL_ZONE).date(), SURVEY_BEGUN)
        return cls(session, surveys, draft)

    @classmethod
    async def open(
        cls, session: AsyncSession, surveys: SurveyShelf, draft_id: str | None, known: Mapping[str, JsonValue] = {}
    ) -> DraftWork:
        """The draft of that id. Raises NoDraft."""
        draft = await DraftRepository(session).draft(draft_id, now()) if draft_id else None
        if draft is None:
            raise NoDraft
        return cls(session, surveys, draft, known)

    @classmethod
    async def open_paused(cls, session: AsyncSession, surveys: SurveyShelf, typed_code: str) -> DraftWork:
        """The paused draft that the code opens; it stays good until it expires. Raises UnknownResumeCode."""
        draft = await DraftRepository(session).paused(_code_hash(code_characters(typed_code)), now())
        if draft is None:
            raise UnknownResumeCode
        return cls(session, surveys, draft)

    @property
    def survey(self) -> Survey:
        """The version that was begun; a newer one is not for this draft."""
        return self._surveys.version(self.draft.survey_id, self.draft.survey_version)

    @property
    def progress(self) -> Progress:
        """The draft as the engine sees it."""
        survey, draft = self.survey, self.draft
        audience: Audience = next(one for one in survey.audiences if one == draft.audience)
        return Progress(
            voice=self._surveys.voice(survey, audience, draft.language),
            language=draft.language,
            consented=draft.consented_at is not None,
            answers={
                answer.question_id: None
                if answer.value is None
                else validated_step(survey, answer.question_id, answer.value)
                for answer in draft.answers
            },
            at=draft.at_question,
            known=self.known,
        )

    def step(self) -> Step:
        """What is asked now."""
        return next_step(self.progress)

    def step_at(self, step_id: str) -> Step:
        """A question of the path as it was last seen. Raises NotAsked."""
        progress = self.progress
        if step_id != CONSENT and step_id not in steps(progress):
            raise NotAsked
        return step_at(progress, step_id)

    def is_repeated(self, key: str | None) -> bool:
        """Whether the message of this key was acted on already."""
        return key is not None and key == self.draft.last_key

    def consent(self) -> None:
        """Keep that the person agreed."""
        if self.draft.consented_at is None:
            self.draft.consented_at = now()
            self._touch(None)

    def save(self, step_id: str, answer: SafeAnswer | None, key: str | None = None, *, stay: bool = False) -> None:
        """Keep an answer, or that it was skipped (None), in the place of an earlier one. Raises NotAsked.

        With `stay` the question remains the present one, since the person may want to add to the answer.
        """
        progress = self.progress
        if not progress.consented:
            raise ConsentNeeded
        if step_id not in steps(progress):
            raise NotAsked
        value, moment = answer.value if answer is not None else None, now()
        kept = next((kept for kept in self.draft.answers if kept.question_id == step_id), None)
        if kept is None:
            self.draft.answers.append(DraftAnswer(question_id=step_id, value=value, answered_at=moment))
        else:
            kept.value, kept.answered_at = value, moment
        self.draft.at_question = step_id if stay else None
        self.draft.last_question = step_id
        self.draft.suggestion = None
        self._touch(key)

    def suggest(self, answer: SafeAnswer | None, key: str | None = None) -> None:
        """Keep what free words were taken for, until it is confirmed; None forgets it."""
        self.draft.suggestion = answer.value if answer is not None else None
        self._touch(key)

    def forget_known(self, question_id: str, key: str | None = None) -> None:
        """What the conversation knew is not right: ask the question like any other."""
        self.known.pop(question_id, None)
        self._touch(key)

    def proceed(self, key: str | None = None) -> None:
        """Leave a question that was gone back to, or added to, as it is."""
        self.draft.at_question = None
        self.draft.suggestion = None
        self._touch(key)

    def back(self, key: str | None = None) -> None:
        """Ask the question before the present one again. Raises NothingBefore."""
        progress = self.progress
        earlier = before(progress, present(progress)) if progress.consented else None
        if earlier is None:
            raise NothingBefore
        self.draft.at_question = earlier
        self.draft.suggestion = None
        self._touch(key)

    def check_answers(self) -> CheckAnswers:
        """All that would be sent now."""
        return check_answers(self.progress)

    def facts(self) -> dict[str, JsonValue]:
        """The answers about the person, which need not be asked again in this conversation."""
        progress = self.progress
        asked = path(progress.survey, progress.voice.audience, progress.answers)
        answers = {question.id: progress.answers.get(question.id) for question in asked if question.about_you}
        return {name: answer.value for name, answer in answers.items() if answer is not None}

    def pause(self) -> Paused:
        """A new code that opens the draft again, here or on another device."""
        code = _new_resume_code()
        self.draft.resume_code_hash = _code_hash(code)
        self._touch(None)
        return Paused(code=f"{code[:4]}-{code[4:]}", until=self.draft.expires_at)

    async def finish(self) -> Finished:
        """Send what was answered on the path; questions not reached count as skipped. The draft is gone afterwards."""
        progress, draft = self.progress, self.draft
        asked = path(progress.survey, progress.voice.audience, progress.answers)
        answers = {question.id: progress.answers.get(question.id) for question in asked}
        if all(answer is None for answer in answers.values()):
            await self.discard()
            return Finished(thanks=None, reference_code=None)
        helped = progress.answers.get(HELPED) if HELPED in steps(progress) else None
        publish = progress.answers.get(MAY_PUBLISH) if MAY_PUBLISH in steps(progress) else None
        stored = await store_response(
            self._session,
            Submission(
                idempotency_key=response_key(draft.id),
                survey=progress.survey,
                answers={name: answer.value for name, answer in answers.items() if answer is not None},
                channel=draft.channel,
                at=now(),
                audience=progress.voice.audience,
                invitation_id=draft.invitation_id,
                helped=None if helped is None else helped.choice == "yes",
                may_publish=publish is not None and publish.choice == "yes",
            ),
        )
        thanks = progress.voice.sentence("thanks")
        await self.discard()
        return Finished(thanks=thanks, reference_code=stored.reference_code)

    async def discard(self) -> None:
        """Throw the draft away."""
        await self._repository.delete(self.draft)

    def _touch(self, key: str | None) -> None:
        moment = now()
        self.draft.updated_at = moment
        self.draft.expires_at = moment + KEPT
        if key is not None:
            self.draft.last_key = key
