"""Calling the action server: quicker than Rasa does, and no different."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.utils.endpoints import EndpointConfig

from bot.action_call import kept_session, make_check, with_empty_domain

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


def test_an_empty_domain_is_sent_where_rasa_sends_none() -> None:
    assert with_empty_domain(lambda *_: {"next_action": "a"})(RemoteAction("a", None), None, None) == {
        "domain": {},
        "next_action": "a",
    }


def test_a_domain_that_rasa_sends_is_left_alone() -> None:
    sent: dict[str, Any] = {"domain": {"intents": []}}
    assert with_empty_domain(lambda *_: sent)(RemoteAction("a", None), None, None) == sent


def test_connections_outlive_a_session() -> None:
    async def two_sessions() -> bool:
        endpoint = EndpointConfig("http://127.0.0.1")
        async with kept_session(endpoint) as first:
            pass
        async with kept_session(endpoint) as second:
            return first.connector is None and second.connector is not None and not second.connector.closed

    assert asyncio.run(two_sessions())
