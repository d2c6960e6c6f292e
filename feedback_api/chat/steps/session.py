"""Step 1: whose chat this is. Also where Rasa's conversation is kept short."""

from __future__ import annotations

import secrets

from feedback_api.chat.repository import ChatRepository
from feedback_api.chat.tokens import TokenExpired
from feedback_api.chat.turn_state import Turn
from feedback_api.clock import now


def new_conversation() -> str:
    """A name for Rasa's side of a conversation: 256 random bits, which no visitor can choose or guess."""
    return secrets.token_urlsafe(32)


async def load(turn: Turn) -> None:
    """Load the session; after so many turns, move on to a fresh conversation with Rasa.

    Rasa reads its whole memory of a conversation at each turn, so a long one would grow slower and slower.
    """
    async with turn.service.database.transaction() as session:
        repository = ChatRepository(session)
        turn.chat = await repository.live(turn.session_id, now())
        if turn.chat is None:
            raise TokenExpired("This chat has ended. Open the page again to start a new one.")
        if turn.chat.turns_in_conversation >= turn.service.settings.turns_per_conversation:
            turn.chat.conversation = new_conversation()
            turn.chat.turns_in_conversation = 0
