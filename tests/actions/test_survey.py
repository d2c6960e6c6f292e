"""What the survey's form takes for an answer."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk import Tracker

from actions.survey_messages import answers_in_own_words

FREE_TEXT = {"question_kind": "free_text"}


def tracker(text: str, intent: str) -> Tracker:
    """A conversation whose latest message was understood so."""
    latest: dict[str, Any] = {"text": text, "intent": {"name": intent}, "entities": []}
    return Tracker("sender", {}, latest, [], False, None, {}, "action_listen")


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("They should stop cancelling the meetings at the last minute", "survey_stop"),
        ("The assessment took 31 weeks and nobody rang", "ask_topic"),
        ("thank you all so much", "thanks"),
        ("no", "deny"),
        ("Better communication", "nlu_fallback"),
    ],
)
def test_words_about_ones_own_experience_are_an_answer(text: str, intent: str) -> None:
    assert answers_in_own_words(tracker(text, intent), FREE_TEXT)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("stop", "survey_stop"),
        ("i want to stop now", "survey_stop"),
        ("why do you ask", "survey_why"),
        ("how many left", "survey_progress"),
        ("how long does an assessment take", "ask_topic"),
        ("Is a diagnosis needed?", "ask_topic"),
    ],
)
def test_commands_and_questions_are_not(text: str, intent: str) -> None:
    assert not answers_in_own_words(tracker(text, intent), FREE_TEXT)
