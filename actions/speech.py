"""Says what feedback_api worded, and reads what the visitor's message was understood as."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import service_client


def say(dispatcher: CollectingDispatcher, utterance: dict[str, Any]) -> None:
    """Say one message: text and buttons as Rasa knows them, the rest beside them."""
    dispatcher.utter_message(
        text=utterance["text"],
        buttons=utterance["buttons"],
        json_message={key: utterance[key] for key in ("topic", "sources", "alternatives", "status")},
    )


async def say_reply(
    dispatcher: CollectingDispatcher, name: str, nearest: list[str] | None = None, counted_as: str | None = None
) -> None:
    """Say the reply of data/conversation/replies.yml, with the nearest topics as its first buttons.

    The turn is counted under that reply's status, or under that of the reply `counted_as`.
    """
    utterance = await service_client.words(f"/internal/replies/{name}", nearest=nearest or [])
    if counted_as is not None and counted_as != name:
        other = await service_client.words(f"/internal/replies/{counted_as}", nearest=[])
        utterance = {**utterance, "status": other["status"]}
    say(dispatcher, utterance)


def intent_of(tracker: Tracker) -> str:
    """The intent of the latest message."""
    return str(tracker.latest_message["intent"]["name"])


def entities_of(tracker: Tracker, name: str) -> list[str]:
    """The values of an entity in the latest message, as a button's payload or the understanding gave them."""
    return [str(entity["value"]) for entity in tracker.latest_message["entities"] if entity["entity"] == name]


def entity_of(tracker: Tracker, name: str) -> str | None:
    """The first of these values."""
    values = entities_of(tracker, name)
    return values[0] if values else None


def misses_of(tracker: Tracker) -> int:
    """How many messages in a row got no answer before this one."""
    return int(tracker.get_slot("misses") or 0)


def nearest_topics(tracker: Tracker, most: int) -> list[str]:
    """The ids of the topics nearest to the latest message, best first."""
    return [topic for topic, _ in tracker.latest_message.get("topic_ranking", [])[:most]]


def last_question(tracker: Tracker) -> str | None:
    """The last Local Offer question that was typed, as long as Rasa remembers it."""
    for event in reversed(tracker.events):
        understood = event.get("parse_data") or {}
        if event["event"] == "user" and (understood.get("intent") or {}).get("name") == "ask_topic":
            text = str(event.get("text") or "")
            return None if text.startswith("/") or not text else text
    return None
