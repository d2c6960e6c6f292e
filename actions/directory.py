"""Finding services: the action carries a wish to and fro between the conversation and feedback_api's search."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import service_client
from actions.speech import entity_of, intent_of, say

Events = list[dict[str, Any]]

# What is looked for; Rasa keeps it in memory only.
SLOT = "service_wish"
# Whether the last thing said was about services, so that a bare "M33" or "age 9" makes the search more exact.
ASKED = "service_asked"
TOPIC = "local_offer_find_service"
NOTHING_FOUND = "no_service_found"
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
    return await _search(dispatcher, tracker, STEPS.get(intent_of(tracker), "new"))


async def go_on_searching(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events | None:
    """Take what was not understood otherwise as more about the search that is going on; None when there is none."""
    if not tracker.get_slot(ASKED):
        return None
    return await _search(dispatcher, tracker, "refine")


async def _search(dispatcher: CollectingDispatcher, tracker: Tracker, step: str) -> Events:
    wish = tracker.get_slot(SLOT)
    if wish is None:
        # There is nothing yet that could be made more exact, or have more of.
        step = "new" if step in ("more", "free", "refine") else step
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
    wanted = answered["wish"]
    await _tell_once(tracker, wanted)
    found_something = answered["message"]["status"] != NOTHING_FOUND
    return [SlotSet(SLOT, wanted), SlotSet(ASKED, found_something), SlotSet("topic", TOPIC), SlotSet("misses", 0)]


async def _tell_once(tracker: Tracker, wish: dict[str, Any]) -> None:
    """Let a later survey know what was said here, so that it need not ask again."""
    said = {name: wish[name] for name in ("needs", "ages", "place") if wish.get(name)}
    if said:
        await service_client.post(f"/internal/conversations/{tracker.sender_id}/survey/known", **said)
