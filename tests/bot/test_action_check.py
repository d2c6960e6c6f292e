"""Our check of the action server's answers says what Rasa's own says."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction

from bot.action_check import make_check

ANSWERS: list[dict[str, Any]] = [
    {"events": [], "responses": []},
    {"events": [{"event": "slot", "name": "topic", "value": "blue_badge", "timestamp": None}], "responses": [{}]},
    {"events": [{"event": "slot"}], "responses": []},
    {"events": "none", "responses": []},
    {"events": [], "responses": "none"},
    {"events": [{"event": "no such event"}], "responses": []},
]


def verdict(check: Any, answer: dict[str, Any]) -> bool:
    """Whether `check` takes the answer."""
    try:
        return bool(check(RemoteAction("an_action", None), answer))
    except ValidationError:
        return False


@pytest.mark.parametrize("answer", ANSWERS)
def test_both_checks_agree(answer: dict[str, Any]) -> None:
    assert verdict(make_check(), answer) == verdict(RemoteAction._validate_action_result, answer)


def test_both_verdicts_occur() -> None:
    assert {verdict(make_check(), answer) for answer in ANSWERS} == {True, False}
