"""Step 4: whether an officer has switched the assistant off."""

from __future__ import annotations

from feedback_api.availability.service import off_message
from feedback_api.chat.turn_state import Turn
from feedback_api.topics.service import switched_off


async def check(turn: Turn) -> None:
    """End the turn with the officer's message while the assistant is off."""
    message = await off_message(turn.service.database)
    if message is not None:
        turn.end(switched_off(turn.service.catalogue, message))
