"""What a message in mid-survey is: an answer, a command about the survey, or a question of its own."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker

from actions.speech import intent_of

# Said in mid-survey, these are about the survey and answer no question.
COMMANDS = frozenset(
    {"survey_skip", "survey_stop", "survey_back", "survey_why", "survey_progress", "survey_pause", "survey_come_back"}
)
# Free words that were understood as one of these are not guessed at.
NOT_GUESSED = COMMANDS | {
    "speak_to_someone",
    "ask_if_robot",
    "distress",
    "help",
    "start_survey",
    "tell_me_more",
    "easy_read",
    "instructions_to_bot",
    "other_language",
    "survey_resume",
    "survey_keep",
    "survey_discard",
}
# A command among one's own words is short: "they should stop cancelling meetings" is an answer.
LONGEST_COMMAND = 5
QUESTION_WORDS = frozenset(
    {
        "how",
        "what",
        "whats",
        "when",
        "where",
        "who",
        "why",
        "which",
        "can",
        "could",
        "do",
        "does",
        "is",
        "are",
    }
)
LONGEST_QUESTION = 20


def text_of(tracker: Tracker) -> str:
    """The latest message."""
    return str(tracker.latest_message["text"] or "")


def key_of(tracker: Tracker) -> str | None:
    """The name that the visitor's browser gave the message, by which a repeated one is known."""
    return (tracker.latest_message.get("metadata") or {}).get("key")


def is_payload(tracker: Tracker) -> bool:
    """Whether a button was pressed: only those reach Rasa with their slash."""
    return text_of(tracker).startswith("/")


def is_command(tracker: Tracker, step: dict[str, Any]) -> bool:
    """Whether a message that was understood as a command is one, and not part of a story."""
    short = len(text_of(tracker).split()) <= LONGEST_COMMAND
    return is_payload(tracker) or step["question_kind"] != "free_text" or short


def is_question(tracker: Tracker) -> bool:
    """Whether it asks something."""
    text = text_of(tracker)
    first = (text.lower().split() or [""])[0].strip("'’,")
    return text.rstrip().endswith("?") or (first in QUESTION_WORDS and len(text.split()) <= LONGEST_QUESTION)


def answers_in_own_words(tracker: Tracker, step: dict[str, Any]) -> bool:
    """Whether words at a free-text question are an answer, rather than a command or a question of their own."""
    intent = intent_of(tracker)
    if intent in COMMANDS:
        return not is_command(tracker, step)
    return not (intent == "ask_topic" and is_question(tracker))


def may_guess(tracker: Tracker) -> bool:
    """Whether free words may be taken for a suggestion, which the visitor is then asked to confirm."""
    return intent_of(tracker) not in NOT_GUESSED and not is_question(tracker)
