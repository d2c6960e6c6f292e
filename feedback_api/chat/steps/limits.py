"""Step 2: not too much from one session or one address."""

from __future__ import annotations

from feedback_api.chat.turn_state import Turn


async def check(turn: Turn) -> None:
    """Count the message. Raises TooMany."""
    settings, limits = turn.service.settings, turn.service.limits
    await limits.hit(settings.messages_per_address, "message-address", turn.address)
    await limits.hit(settings.messages_per_session, "message-session", turn.session_id)
