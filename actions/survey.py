"""The survey in chat, around its questions: begun, offered, put aside, come back to, sent or thrown away."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import service_client
from actions.service_client import ServiceRefused
from actions.speech import entity_of, intent_of, say, say_reply
from actions.survey_form import CLOSED, FORM, OPENED, SLOT, survey_path
from actions.survey_messages import is_payload, key_of, text_of

Events = list[dict[str, Any]]


class ActionStartSurvey(Action):
    """Begins a survey, or goes on with the one that is in progress."""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_start_survey"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Begin a draft; the form then asks its first question."""
        in_progress = intent_of(tracker) == "survey_resume" or (tracker.active_loop or {}).get("name") == FORM
        if in_progress and not entity_of(tracker, "survey"):
            return [SlotSet(SLOT, None), SlotSet("misses", 0)]
        step = await service_client.post(
            survey_path(tracker, "/start"),
            survey_id=entity_of(tracker, "survey"),
            audience=entity_of(tracker, "audience"),
            text="" if is_payload(tracker) else text_of(tracker),
            topic=tracker.get_slot("topic"),
        )
        if step["note"] is not None:
            dispatcher.utter_message(text=step["note"])
        return [SlotSet(SLOT, None), SlotSet("misses", 0)]


class ActionSurveyMenu(Action):
    """Says which surveys there are."""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_survey_menu"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Say them, each a button."""
        say(dispatcher, await service_client.post(survey_path(tracker, "/menu")))
        return CLOSED


class ActionThanks(Action):
    """Somebody says thank you: that is the moment to offer a survey, once a visit."""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_thanks"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Say that they are welcome, and offer the survey that fits the last answer."""
        topic = tracker.get_slot("topic")
        offer = await service_client.post(survey_path(tracker, "/offer"), topic=topic) if topic else None
        if offer is None:
            await say_reply(dispatcher, "thanks")
        else:
            await say_reply(dispatcher, "thanks_before_offer")
            say(dispatcher, offer)
        return [SlotSet("misses", 0)]


class ActionSurveyAside(Action):
    """Something in mid-survey that is neither an answer nor a Local Offer question."""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_survey_aside"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Say why the question is asked, how far it is, or how to answer."""
        intent = intent_of(tracker)
        if intent == "survey_why":
            dispatcher.utter_message(text=(await service_client.get(survey_path(tracker)))["why"])
        elif intent == "survey_progress":
            say(dispatcher, await service_client.get(survey_path(tracker, "/progress")))
        else:
            await say_reply(dispatcher, "survey_pick_one")
        return []


class ActionHoldSurvey(Action):
    """The visitor wants to stop: ask what to do with the answers so far."""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_hold_survey"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Ask; the draft stays until they say."""
        await say_reply(dispatcher, "survey_on_hold")
        return CLOSED


class ActionPauseSurvey(Action):
    """Puts the survey away for later."""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_pause_survey"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Say the code with which it goes on."""
        try:
            say(dispatcher, await service_client.post(survey_path(tracker, "/pause")))
        except ServiceRefused as refusal:
            if refusal.code != "no_draft":
                raise
            await say_reply(dispatcher, "no_survey")
        return CLOSED


class ActionComeBack(Action):
    """Goes on with a paused survey, in this chat or a new one."""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_come_back"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Open the draft, and the form with it; or ask for the code."""
        code = entity_of(tracker, "code")
        if code is None:
            await say_reply(dispatcher, "survey_type_code")
            return []
        try:
            step = await service_client.post(survey_path(tracker, "/resume"), code=code)
        except ServiceRefused as refusal:
            if refusal.code != "unknown_resume_code":
                raise
            await say_reply(dispatcher, "survey_unknown_code")
            return []
        dispatcher.utter_message(text=step["note"])
        return OPENED


class ActionFinishSurvey(Action):
    """Sends the answers, and gives the reference code."""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_finish_survey"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Thank, and say the code."""
        if tracker.get_slot(SLOT) == "declined":
            # The consent was refused: there is no draft any more, and it has been said.
            return [SlotSet(SLOT, None)]
        try:
            finished = await service_client.post(survey_path(tracker, "/finish"), key=key_of(tracker))
        except ServiceRefused as refusal:
            if refusal.code != "no_draft":
                raise
            await say_reply(dispatcher, "no_survey")
            return CLOSED
        if finished["message"] is None:
            await say_reply(dispatcher, "survey_nothing_to_send")
        else:
            say(dispatcher, finished["message"])
        return CLOSED


class ActionDiscardSurvey(Action):
    """Throws the answers away."""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_discard_survey"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Discard the draft, and say that nothing is kept."""
        try:
            await service_client.post(survey_path(tracker, "/discard"))
        except ServiceRefused as refusal:
            if refusal.code != "no_draft":
                raise
            await say_reply(dispatcher, "no_survey")
        else:
            await say_reply(dispatcher, "survey_discarded")
        return CLOSED
