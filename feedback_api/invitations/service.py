"""Making invitations, finding the one of a code, and how many people answered."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Literal, get_args
from uuid import uuid4

import segno

from feedback_api.analysis.disclosure import stepped_total
from feedback_api.clock import COUNCIL_ZONE, now
from feedback_api.database import Database
from feedback_api.errors import InvalidInput, NotFound
from feedback_api.invitations.repository import InvitationRepository
from feedback_api.models import Invitation
from feedback_api.responses.service import CODE_ALPHABET, code_characters
from feedback_api.surveys.answers import clean_text

Kind = Literal["event", "school_reviews", "newsletter"]
KINDS: dict[Kind, str] = {
    "event": "An event or workshop",
    "school_reviews": "A school's annual reviews",
    "newsletter": "A newsletter or letter",
}
MOST_INVITED = 1_000_000
TITLE_CHARACTERS = 120


class UnknownInvitation(NotFound):
    """No invitation has this code."""

    code = "unknown_invitation"

    def __init__(self) -> None:
        super().__init__("No invitation has that code. Check each letter and number, or pick the survey from the list.")


@dataclass(frozen=True)
class NewInvitation:
    """What an officer fills in; the texts are as typed."""

    survey_id: str
    kind: str
    title: str
    invited: str
    closes_on: str


@dataclass(frozen=True)
class Returned:
    """An invitation with its returns: `responses` is rounded down to whole steps, so that it tells of nobody."""

    invitation: Invitation
    is_open: bool
    responses: int
    step: int

    @property
    def rate(self) -> int | None:
        """Per cent of those invited, rounded down; None where too few answered or nobody knows how many were asked."""
        if not self.invitation.invited or self.responses == 0 or self.responses > self.invitation.invited:
            return None
        return self.responses * 100 // self.invitation.invited


def today() -> date:
    """The date on the council's clock."""
    return now().astimezone(COUNCIL_ZONE).date()


def is_open(invitation: Invitation) -> bool:
    """Whether its last day is not over."""
    return invitation.closes_on is None or today() <= invitation.closes_on


async def invite(database: Database, new: NewInvitation, officer_name: str) -> Invitation:
    """Make an invitation. Raises InvalidInput with the field's sentence."""
    invitation = Invitation(
        id=uuid4().hex,
        code=_new_code(),
        survey_id=new.survey_id,
        kind=_kind(new.kind),
        title=_title(new.title),
        invited=_number(new.invited),
        closes_on=read_day(new.closes_on),
        created_by=officer_name,
        created_at=now(),
    )
    async with database.transaction() as session:
        await InvitationRepository(session).add(invitation)
    return invitation


async def find(database: Database, typed_code: str) -> Invitation:
    """The invitation of a code, however it was typed, open or not. Raises UnknownInvitation."""
    characters = code_characters(typed_code)[:16]
    async with database.transaction() as session:
        found = await InvitationRepository(session).with_code(f"{characters[:4]}-{characters[4:]}")
    if found is None:
        raise UnknownInvitation
    return found


async def open_for(database: Database, typed_code: str | None, survey_id: str) -> Invitation | None:
    """The invitation of a code, if it is still open and to this survey."""
    if typed_code is None:
        return None
    try:
        invitation = await find(database, typed_code)
    except UnknownInvitation:
        return None
    return invitation if invitation.survey_id == survey_id and is_open(invitation) else None


async def returns(database: Database, minimum: int) -> Sequence[Returned]:
    """All invitations with their returns, the newest first."""
    async with database.transaction() as session:
        repository = InvitationRepository(session)
        invitations, responses = await repository.all(), await repository.responses()
    return [
        Returned(one, is_open(one), stepped_total(responses.get(one.id, 0), minimum), minimum) for one in invitations
    ]


def qr_picture(address: str, form: Literal["svg", "png"]) -> bytes:
    """A QR code of an address, to print. It forgives a quarter of it being covered or worn."""
    picture = BytesIO()
    segno.make(address, error="q", micro=False).save(picture, kind=form, scale=8, border=4)
    return picture.getvalue()


def read_day(typed: str) -> date | None:
    """A day as a browser's box sends it ("2026-12-01"), or None for nothing. Raises InvalidInput."""
    if not typed.strip():
        return None
    try:
        return date.fromisoformat(typed.strip())
    except ValueError as error:
        raise InvalidInput("Write the day like 2026-12-01: year, month, day.") from error


def _new_code() -> str:
    characters = "".join(secrets.choice(CODE_ALPHABET) for _ in range(8))
    return f"{characters[:4]}-{characters[4:]}"


def _kind(typed: str) -> str:
    if typed not in get_args(Kind):
        raise InvalidInput("Pick what kind of occasion it is.")
    return typed


def _title(typed: str) -> str:
    title = " ".join(clean_text(typed).split())
    if not 1 <= len(title) <= TITLE_CHARACTERS:
        raise InvalidInput(f"Give the occasion a name of 1 to {TITLE_CHARACTERS} characters.")
    return title


def _number(typed: str) -> int | None:
    number = typed.strip()
    if not number:
        return None
    if not (number.isascii() and number.isdigit() and 1 <= int(number[:9]) <= MOST_INVITED):
        raise InvalidInput(f"How many were asked is a whole number from 1 to {MOST_INVITED:,}, or nothing.")
    return int(number)
