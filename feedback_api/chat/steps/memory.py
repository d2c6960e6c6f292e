"""At the end of every turn: what the next one needs to know, and what could not be answered."""

from __future__ import annotations

from feedback_api.chat.repository import ChatRepository
from feedback_api.chat.turn_state import Turn
from feedback_api.clock import COUNCIL_ZONE, now
from feedback_api.unmet.service import KINDS, keep_unmet

# Enough for a long visit; the oldest buttons stop working after that.
OFFERED_KEPT = 200


async def keep(turn: Turn) -> None:
    """Remember the buttons that were offered and the topic that was answered, and count the turn by how it ended."""
    chat = turn.session
    new = [button.payload for message in turn.reply for button in message.buttons]
    # Newest last, each once.
    offered = list(dict.fromkeys([*(payload for payload in chat.offered if payload not in new), *new]))[-OFFERED_KEPT:]
    answered = [message.topic for message in turn.reply if message.topic is not None]
    topic = answered[-1] if answered else chat.topic
    async with turn.service.database.transaction() as session:
        repository = ChatRepository(session)
        await repository.remember_turn(chat.id, chat.conversation, chat.turns_in_conversation + 1, offered, topic)
        await repository.count_turn(now().astimezone(COUNCIL_ZONE).date(), turn.reply[0].status)
    unmet = KINDS.get(turn.reply[0].status)
    if unmet is not None and not turn.is_payload:
        await keep_unmet(turn.service.database, unmet, turn.text)
