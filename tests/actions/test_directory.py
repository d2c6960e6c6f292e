"""The action carries the wish to and fro between the conversation and the search."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import service_client
from actions.directory import SLOT, ActionFindService

JUDO = {"what": "judo"}
MESSAGE = {"text": "1. A club", "buttons": [], "topic": "t", "sources": [], "alternatives": [], "status": "answered"}


def tracker(text: str, intent: str, wish: object = None, **entities: str) -> Tracker:
    """A conversation whose latest message was understood so."""
    latest: dict[str, Any] = {
        "text": text,
        "intent": {"name": intent},
        "entities": [{"entity": name, "value": value} for name, value in entities.items()],
    }
    return Tracker("sender", {SLOT: wish}, latest, [], False, None, {}, "action_listen")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What feedback_api is asked; it always finds one club."""
    bodies: list[dict[str, Any]] = []

    async def post(path: str, **body: Any) -> Any:
        assert path == "/internal/directory/search"
        bodies.append(body)
        return {"message": MESSAGE, "wish": {"what": "judo", "start": 3}}

    monkeypatch.setattr(service_client, "post", post)
    return bodies


@pytest.mark.parametrize(
    ("latest", "body"),
    [
        (tracker("judo in Sale", "ask_topic", {"what": "old"}), {"step": "new", "text": "judo in Sale", "wish": None}),
        (
            tracker("/find_service_more", "find_service_more", JUDO),
            {"step": "more", "wish": JUDO},
        ),
        (
            tracker("/find_service_free", "find_service_free", JUDO),
            {"step": "free", "wish": JUDO},
        ),
        (
            tracker("/find_service_near", "find_service_near", JUDO),
            {"step": "near", "wish": JUDO},
        ),
        (tracker("M33 7BU", "find_service_refine", JUDO), {"step": "refine", "text": "M33 7BU"}),
        (
            tracker('/find_service_refine{"ages": "5-11"}', "find_service_refine", JUDO, ages="5-11"),
            {"step": "refine", "text": "", "ages": "5-11", "drop": None},
        ),
        (
            tracker('/find_service_refine{"drop": "free"}', "find_service_refine", JUDO, drop="free"),
            {"step": "refine", "drop": "free"},
        ),
        # Rasa has forgotten: there is nothing to show more of.
        (tracker("/find_service_more", "find_service_more"), {"step": "new", "text": "", "wish": None}),
    ],
)
async def test_a_message_becomes_a_step_of_the_search(
    asked: list[dict[str, Any]], latest: Tracker, body: dict[str, Any]
) -> None:
    dispatcher = CollectingDispatcher()
    events = await ActionFindService().run(dispatcher, latest, {})
    assert {key: asked[0][key] for key in body} == body
    assert dispatcher.messages[0]["text"] == "1. A club"
    assert dispatcher.messages[0]["custom"]["status"] == "answered"
    assert {event["name"]: event["value"] for event in events} == {SLOT: {"what": "judo", "start": 3}, "misses": 0}


def test_the_action_is_known_by_its_name() -> None:
    assert ActionFindService().name() == "action_find_service"
