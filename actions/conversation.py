"""The conversation around the questions: its beginning, small talk, and what was not understood."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActionExecuted, ActiveLoop, SessionStarted, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import directory, service_client
from actions.speech import entity_of, intent_of, last_question, misses_of, nearest_topics, say_reply

Events = list[dict[str, Any]]
# Said the second time in a row that nothing could be answered, and from the third: then a person comes first.
UNSURE, UNSURE_AGAIN, UNSURE_THIRD = "unsure", "unsure_again", "unsure_third"
# A postcode or an age alone is taken for these.
MAY_BE_ABOUT_SERVICES = {"gibberish", "out_of_scope"}
# Messages with a reply of their own that leads nowhere: said a second time in a row, they count as not understood.
LEAD_NOWHERE = frozenset({"gibberish", "instructions_to_bot", "insult", "answer_was_wrong"})
OUT_OF_SCOPE, OUT_OF_SCOPE_AGAIN = "out_of_scope", "out_of_scope_again"


class ActionSessionStart(Action):
    """Begins a conversation; one that was in the middle of a survey goes on there.

    Rasa forgets (a restart, a fresh conversation after many turns); the survey's draft is kept by feedback_api, and
    the gateway says with each message whether there is one.
    """

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_session_start"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """The events with which the conversation begins."""
        events: Events = [SessionStarted()]
        metadata = tracker.get_slot("session_started_metadata") or {}
        if metadata.get("survey_in_progress"):
            events += [ActiveLoop("survey_form"), SlotSet("requested_slot", "survey_answer")]
        return [*events, ActionExecuted("action_listen")]


class ActionReply(Action):
    """Says the reply that bears the name of the message's intent."""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_reply"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Say it."""
        intent = intent_of(tracker)
        if intent in MAY_BE_ABOUT_SERVICES:
            events = await directory.go_on_searching(dispatcher, tracker)
            if events is not None:
                return events
        if intent == "answer_was_wrong":
            await _keep_question(tracker)
        kind = _out_of_scope(tracker) if intent == OUT_OF_SCOPE else intent
        if intent not in LEAD_NOWHERE:
            await say_reply(dispatcher, kind)
            return [SlotSet("misses", 0)]
        misses = misses_of(tracker)
        name = (kind, UNSURE_AGAIN, UNSURE_THIRD)[min(misses, 2)]
        await say_reply(dispatcher, name, nearest_topics(tracker, 3) if misses else [], counted_as=kind)
        return [SlotSet("misses", misses + 1)]


async def _keep_question(tracker: Tracker) -> None:
    """Tell feedback_api which question got an answer that did not help. It is in Rasa's memory alone until then."""
    topic, asked = tracker.get_slot("topic"), last_question(tracker)
    if topic is not None and asked is not None:
        await service_client.post("/internal/unmet", text=asked, topic=topic)


class ActionFallback(Action):
    """Nothing was understood for certain, or it is none of ours: say so, offer the nearest topics and a person.

    Each miss in a row goes further, so that nobody hears the same sentence again and again.
    """

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_fallback"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Say it, and count the miss."""
        events = await directory.go_on_searching(dispatcher, tracker)
        if events is not None:
            return events
        misses = misses_of(tracker)
        kind = _out_of_scope(tracker) if intent_of(tracker) == OUT_OF_SCOPE else UNSURE
        again = UNSURE_AGAIN if kind == UNSURE else OUT_OF_SCOPE_AGAIN
        name = (kind, again, UNSURE_THIRD)[min(misses, 2)]
        await say_reply(dispatcher, name, nearest_topics(tracker, 3), counted_as=kind)
        return [SlotSet("misses", misses + 1)]


def _out_of_scope(tracker: Tracker) -> str:
    """The reply that says whose it is."""
    return f"{OUT_OF_SCOPE}_{entity_of(tracker, 'kind') or 'general'}"
