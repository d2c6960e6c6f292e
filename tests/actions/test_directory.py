"""The action carries the wish to and fro between the conversation and the search."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import service_client
from actions.conversation import ActionFallback, ActionReply
from actions.directory import ASKED, NOTHING_FOUND, SLOT, ActionFindService
from actions.topics import ActionAnswerTopic, ActionClarify

JUDO = {"what": "judo"}
MESSAGE = {"text": "1. A club", "buttons": [], "topic": "t", "sources": [], "alternatives": [], "status": "answered"}


def tracker(text: str, intent: str, wish: object = None, **entities: str) -> Tracker:
    """A conversation whose latest message was understood so."""
    latest: dict[str, Any] = {
        "text": text,
        "intent": {"name": intent},
        "entities": [{"entity": name, "value": value} for name, value in entities.items()],
    }
    return Tracker("sender", {SLOT: wish, ASKED: wish is not None}, latest, [], False, None, {}, "action_listen")


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
    assert {event["name"]: event["value"] for event in events} == {
        SLOT: {"what": "judo", "start": 3},
        ASKED: True,
        "topic": "local_offer_find_service",
        "misses": 0,
    }


def test_the_action_is_known_by_its_name() -> None:
    assert ActionFindService().name() == "action_find_service"


@pytest.mark.parametrize("action", [ActionFallback(), ActionClarify(), ActionReply()], ids=lambda action: action.name())
async def test_a_bare_place_or_age_makes_the_search_that_is_going_on_more_exact(
    asked: list[dict[str, Any]], action: Any
) -> None:
    events = await action.run(CollectingDispatcher(), tracker("M33", "gibberish", JUDO), {})
    assert (asked[0]["step"], asked[0]["text"], asked[0]["wish"]) == ("refine", "M33", JUDO)
    assert {"event": "slot", "timestamp": None, "name": ASKED, "value": True} in events


async def test_who_looks_for_a_service_is_shown_some_at_once(asked: list[dict[str, Any]]) -> None:
    latest = tracker("judo in Sale", "ask_topic", topic="local_offer_find_service")
    await ActionAnswerTopic().run(CollectingDispatcher(), latest, {})
    assert (asked[0]["step"], asked[0]["text"]) == ("new", "judo in Sale")


async def test_a_search_that_found_nothing_does_not_catch_the_next_message(
    asked: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(MESSAGE, "status", NOTHING_FOUND)
    events = await ActionFindService().run(
        CollectingDispatcher(), tracker("/find_service_more", "find_service_more"), {}
    )
    assert {"event": "slot", "timestamp": None, "name": ASKED, "value": False} in events
