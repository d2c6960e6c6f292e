"""Reading and turning the switch."""

from __future__ import annotations

from feedback_api.availability.repository import SwitchRepository
from feedback_api.clock import now
from feedback_api.database import Database
from feedback_api.errors import InvalidInput
from feedback_api.models import AssistantSwitch

LONGEST_MESSAGE = 500


class MessageNeeded(InvalidInput):
    """Visitors must be told something while the assistant is off."""

    code = "message_needed"


async def off_message(database: Database) -> str | None:
    """What visitors are told while the assistant is off, or None while it is on."""
    async with database.transaction() as session:
        latest = await SwitchRepository(session).latest()
    return None if latest is None or latest.is_on else latest.message


async def latest_switch(database: Database) -> AssistantSwitch | None:
    """Who last turned the switch, when, and which way."""
    async with database.transaction() as session:
        return await SwitchRepository(session).latest()


async def turn_switch(database: Database, is_on: bool, message: str, officer_name: str) -> None:
    """Switch the assistant on or off; the next message of any visitor meets it. Raises MessageNeeded."""
    words = message.strip()
    if not is_on and not words:
        raise MessageNeeded("Write what visitors should read while the assistant is off.")
    if len(words) > LONGEST_MESSAGE:
        raise MessageNeeded(f"Keep the message to {LONGEST_MESSAGE} characters. This one has {len(words)}.")
    async with database.transaction() as session:
        await SwitchRepository(session).put(
            AssistantSwitch(is_on=is_on, message=words, changed_at=now(), changed_by=officer_name)
        )
