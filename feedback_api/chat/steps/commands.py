"""Step 6: whether the message is the press of a button.

Rasa reads "/name{…}" as a command. A visitor may type such a thing, but only a payload that this chat was offered as a
button acts as one; anything else stays text.
"""

from __future__ import annotations

import re

from feedback_api.chat.turn_state import Turn
from feedback_api.topics.service import command_payload

# A paused survey's code: eight letters and digits, with or without a hyphen, and at least two digits.
RESUME_CODE = re.compile(r"\b(?=(?:[a-z-]*[0-9]){2})([0-9a-z]{4})[- ]?([0-9a-z]{4})\b(?![-\w])", re.IGNORECASE)
# A longer message is about something else.
WORDS_WITH_A_CODE = 10


async def recognise(turn: Turn) -> None:
    """Say whether the text is the payload of a button that was offered; or, typed, asks for what a button does."""
    turn.is_payload = turn.text in turn.session.offered
    if turn.is_payload:
        return
    code = _resume_code(turn)
    if code is not None:
        turn.text, turn.is_payload = command_payload("survey_come_back", code=code), True
    elif turn.key is not None and turn.key == turn.session.last_key:
        # The message that sent a survey comes again, since its reply was lost: say the reference code again.
        turn.text, turn.is_payload = command_payload("survey_keep"), True


def _resume_code(turn: Turn) -> str | None:
    """The code of a paused survey in a short message, when no survey is in progress."""
    if turn.session.draft_id is not None or len(turn.text.split()) > WORDS_WITH_A_CODE:
        return None
    found = RESUME_CODE.search(turn.text)
    return f"{found.group(1)}-{found.group(2)}".upper() if found else None
