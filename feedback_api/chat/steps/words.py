"""Step 5: what the message says, if anything."""

from __future__ import annotations

from feedback_api.chat.turn_state import Turn
from feedback_api.errors import InvalidInput
from feedback_api.surveys.answers import clean_text
from feedback_api.topics.service import reply

MAXIMUM_CHARACTERS = 2000


class EmptyMessage(InvalidInput):
    """Nothing but blanks."""

    code = "empty_message"


class MessageTooLong(InvalidInput):
    """More than is read."""

    code = "message_too_long"


def too_long(text: str) -> str:
    """What is said to a message of more than is read."""
    return (
        f"Your message has {len(text):,} characters, and I can read {MAXIMUM_CHARACTERS:,} at a time. "
        "Please shorten it, or send it in parts."
    )


async def check(turn: Turn) -> None:
    """Clean the text. Raises EmptyMessage or MessageTooLong; a message without a letter or digit gets a kind reply.

    In mid-survey such a message goes on: a face can be an answer to "in your own words".
    """
    turn.text = clean_text(turn.text)
    if not turn.text:
        raise EmptyMessage("Your message is empty. Please type a few words.")
    if len(turn.text) > MAXIMUM_CHARACTERS:
        raise MessageTooLong(too_long(turn.text))
    if turn.session.draft_id is None and not any(character.isalnum() for character in turn.text):
        turn.end(reply(turn.service.catalogue, "no_words"))
