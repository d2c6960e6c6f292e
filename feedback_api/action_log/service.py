"""Writing, publishing and withdrawing lines of the action log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import get_args
from uuid import uuid4

from feedback_api.action_log.rag import Rag, Status, rag_of
from feedback_api.action_log.repository import ActionRepository
from feedback_api.clock import COUNCIL_ZONE, now
from feedback_api.database import Database
from feedback_api.errors import InvalidInput, NotFound
from feedback_api.invitations.service import read_day, today
from feedback_api.models import CouncilAction
from feedback_api.surveys.answers import clean_text

STATUSES: dict[Status, str] = {
    "planned": "Planned",
    "under_way": "Under way",
    "done": "Done",
    "not_done": "Not being done",
}
LIMITS = {"title": 160, "said": 2000, "did": 2000, "owner": 120}
PROGRESS_CHARACTERS = 2000
MISSING = {
    "title": "Give it a title.",
    "said": "Write what families said.",
    "did": "Write what is done about it, or why it is not.",
    "owner": "Name the team that owns it.",
}


class UnknownAction(NotFound):
    """There is no such line."""

    code = "unknown_action"

    def __init__(self) -> None:
        super().__init__("There is no such action.")


@dataclass(frozen=True)
class Written:
    """A line as an officer fills it in, checked. Empty choices are None."""

    title: str
    said: str
    did: str
    status: str
    survey_id: str | None
    theme_id: str | None
    ambition_id: str | None
    owner: str
    due_on: date | None
    progress: str


@dataclass(frozen=True)
class Choices:
    """What an action may belong to: ids with their titles."""

    surveys: Mapping[str, str]
    themes: Mapping[str, str]
    ambitions: Mapping[str, str]


@dataclass(frozen=True)
class Rated:
    """A line with its colour."""

    action: CouncilAction
    rag: Rag | None


def read_form(fields: Mapping[str, str], choices: Choices) -> Written:
    """What was typed, checked. Raises InvalidInput with the field's sentence."""
    texts = {name: clean_text(fields.get(name, "").replace("\r\n", "\n")) for name in (*LIMITS, "progress")}
    for name, most in (*LIMITS.items(), ("progress", PROGRESS_CHARACTERS)):
        if not texts[name] and name in MISSING:
            raise InvalidInput(MISSING[name])
        if len(texts[name]) > most:
            raise InvalidInput(f"“{name}” has {len(texts[name]):,} characters, and at most {most:,} fit.")
    status = fields.get("status", "")
    if status not in get_args(Status):
        raise InvalidInput("Pick how far it is.")
    return Written(
        **texts,
        status=status,
        survey_id=_one_of(choices.surveys, fields.get("survey_id", "")),
        theme_id=_one_of(choices.themes, fields.get("theme_id", "")),
        ambition_id=_one_of(choices.ambitions, fields.get("ambition_id", "")),
        due_on=read_day(fields.get("due_on", "")),
    )


def _one_of(known: Mapping[str, str], typed: str) -> str | None:
    if not typed:
        return None
    if typed not in known:
        raise InvalidInput(f"“{typed[:40]}” is not in the list. Pick one of the list, or none.")
    return typed


class ActionLog:
    """The log. Each method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def write(self, written: Written, officer_name: str) -> CouncilAction:
        """A new line, which families do not see yet."""
        moment = now()
        action = CouncilAction(
            id=uuid4().hex, **vars(written), created_by=officer_name, created_at=moment, updated_at=moment
        )
        async with self._database.transaction() as session:
            await ActionRepository(session).add(action)
        return action

    async def rewrite(self, action_id: str, written: Written) -> None:
        """Put new words in the place of the old; what is published changes at once. Raises UnknownAction."""
        async with self._database.transaction() as session:
            action = await self._get(ActionRepository(session), action_id)
            for name, value in vars(written).items():
                setattr(action, name, value)
            action.updated_at = now()

    async def publish(self, action_id: str) -> None:
        """Let families read it. Twice does no harm."""
        async with self._database.transaction() as session:
            action = await self._get(ActionRepository(session), action_id)
            if action.published_at is None or action.withdrawn_at is not None:
                action.published_at, action.withdrawn_at = now(), None

    async def withdraw(self, action_id: str) -> None:
        """Take it off the families' page; it stays in the log."""
        async with self._database.transaction() as session:
            action = await self._get(ActionRepository(session), action_id)
            if action.published_at is not None and action.withdrawn_at is None:
                action.withdrawn_at = now()

    async def get(self, action_id: str) -> CouncilAction:
        """One line. Raises UnknownAction."""
        async with self._database.transaction() as session:
            return await self._get(ActionRepository(session), action_id)

    async def all(self) -> Sequence[Rated]:
        """Every line with its colour, for officers."""
        async with self._database.transaction() as session:
            actions = await ActionRepository(session).all()
        return [Rated(action, _rag(action)) for action in actions]

    async def published(self, survey_id: str | None = None) -> Sequence[CouncilAction]:
        """What families can read."""
        async with self._database.transaction() as session:
            return await ActionRepository(session).published(survey_id)

    async def _get(self, repository: ActionRepository, action_id: str) -> CouncilAction:
        action = await repository.get(action_id.replace("\x00", ""))
        if action is None:
            raise UnknownAction
        return action


def _rag(action: CouncilAction) -> Rag | None:
    updated_on = action.updated_at.astimezone(COUNCIL_ZONE).date()
    return rag_of(action.status, action.due_on, updated_on, today())
