"""At the end of every turn: what the next one needs to know."""

from __future__ import annotations

from feedback_api.chat.repository import ChatRepository
from feedback_api.chat.turn_state import Turn
from feedback_api.clock import COUNCIL_ZONE, now

# Enough for a long visit; the oldest buttons stop working after that.
OFFERED_KEPT = 200


async def keep(turn: Turn) -> None:
    """Remember the buttons that were offered, and count the turn by how it ended."""
    chat = turn.session
    new = [button.payload for message in turn.reply for button in message.buttons]
    # Newest last, each once.
    offered = list(dict.fromkeys([*(payload for payload in chat.offered if payload not in new), *new]))[-OFFERED_KEPT:]
    async with turn.service.database.transaction() as session:
        repository = ChatRepository(session)
        await repository.remember_turn(chat.id, chat.conversation, chat.turns_in_conversation + 1, offered)
        await repository.count_turn(now().astimezone(COUNCIL_ZONE).date(), turn.reply[0].status)
