"""Step 7: what Rasa makes of it, or an honest sentence when it can't be asked."""

from __future__ import annotations

import logging

from feedback_api.chat.assistant import AssistantUnavailable
from feedback_api.chat.turn_state import Turn
from feedback_api.topics.service import reply

logger = logging.getLogger(__name__)


async def ask(turn: Turn) -> None:
    """Ask Rasa. When it is away the visitor hears so at once, with people to turn to, and can send it again."""
    chat = turn.session
    surveyed = chat.draft_id is not None
    # In mid-survey, words that lean on something lean on the question just asked.
    topic = None if surveyed else chat.topic
    metadata = {"survey_in_progress": surveyed, "key": turn.key, "topic": topic}
    try:
        turn.reply = await turn.service.assistant.turn(chat.conversation, turn.text, turn.is_payload, metadata)
    except AssistantUnavailable as error:
        logger.warning("No reply from the assistant: %s", error)
        turn.degraded = True
        turn.end(reply(turn.service.catalogue, "cannot_answer_now"))
