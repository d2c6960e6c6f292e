"""Finding services: the action carries a wish to and fro between the conversation and feedback_api's search."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import service_client
from actions.speech import entity_of, intent_of, say

Events = list[dict[str, Any]]

# The slot holds what is looked for; Rasa keeps it in memory only.
SLOT = "service_wish"
STEPS = {
    "find_service_more": "more",
    "find_service_free": "free",
    "find_service_near": "near",
    "find_service_refine": "refine",
}


class ActionFindService(Action):
    """Searches the directory: anew, for more, or for something more exact."""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_find_service"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Say at most three services."""
        return await find_service(dispatcher, tracker)


async def find_service(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    """Search as the latest message asks, and remember the wish."""
    step = STEPS.get(intent_of(tracker), "new")
    wish = tracker.get_slot(SLOT)
    if wish is None and step in ("more", "free"):
        step = "new"
    text = str(tracker.latest_message["text"] or "")
    body = {
        "step": step,
        # A pressed button says nothing about what is looked for.
        "text": "" if text.startswith("/") else text,
        "wish": wish if step != "new" else None,
        "ages": entity_of(tracker, "ages"),
        "drop": entity_of(tracker, "drop"),
    }
    answered = await service_client.post("/internal/directory/search", **body)
    say(dispatcher, answered["message"])
    await _tell_once(tracker, answered["wish"])
    return [SlotSet(SLOT, answered["wish"]), SlotSet("misses", 0)]


async def _tell_once(tracker: Tracker, wish: dict[str, Any]) -> None:
    """Let a later survey know what was said here, so that it need not ask again."""
    said = {name: wish[name] for name in ("needs", "ages", "place") if wish.get(name)}
    if said:
        await service_client.post(f"/internal/conversations/{tracker.sender_id}/survey/known", **said)
