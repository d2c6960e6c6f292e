"""Step 6: whether the message is the press of a button.

Rasa reads "/name{…}" as a command. A visitor may type such a thing, but only a payload that this chat was offered as a
button acts as one; anything else stays text.
"""

from __future__ import annotations

from feedback_api.chat.turn_state import Turn


async def recognise(turn: Turn) -> None:
    """Say whether the text is the payload of a button that was offered."""
    turn.is_payload = turn.text in turn.session.offered
