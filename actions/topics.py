"""Local Offer questions."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import directory, service_client
from actions.speech import entities_of, entity_of, misses_of, nearest_topics, say, say_reply

Events = list[dict[str, Any]]
# Asked the first, the second and the third time in a row.
CLARIFY_STEPS = ("clarify", "clarify_again", "unsure_third")


class SayTopic(Action, ABC):
    """Says one version of a topic, or of two: those just asked for, else the one last spoken of."""

    version: str

    @abstractmethod
    def name(self) -> str:
        """Rasa's name for it."""

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Say it, and remember which topic it was."""
        last = tracker.get_slot("topic")
        # Two questions in one message get two answers.
        topics = entities_of(tracker, "topic") or ([last] if last else [])
        if not topics:
            await say_reply(dispatcher, "nothing_to_tell_more")
            return []
        for topic in topics:
            say(dispatcher, await service_client.words(f"/api/topics/{topic}", version=self.version))
        return [SlotSet("topic", topics[-1]), SlotSet("misses", 0)]


class ActionAnswerTopic(SayTopic):
    """The short answer."""

    version = "answer"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Say it; somebody who looks for a service is shown some at once."""
        if entity_of(tracker, "topic") == directory.TOPIC:
            return await directory.find_service(dispatcher, tracker)
        return [*await super().run(dispatcher, tracker, domain), SlotSet(directory.ASKED, False)]

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_answer_topic"


class ActionTellMore(SayTopic):
    """The longer answer."""

    version = "more"

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_tell_more"


class ActionEasyRead(SayTopic):
    """The Easy Read version."""

    version = "easy_read"

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_easy_read"


class ActionClarify(Action):
    """Two or three topics are near: ask which one is meant."""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_clarify"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Ask, with a button for each; asked in vain, say who can help as well, and then a person comes first."""
        events = await directory.go_on_searching(dispatcher, tracker)
        if events is not None:
            return events
        misses = misses_of(tracker)
        name = CLARIFY_STEPS[min(misses, 2)]
        await say_reply(dispatcher, name, nearest_topics(tracker, 3), counted_as="clarify")
        return [SlotSet("misses", misses + 1)]
