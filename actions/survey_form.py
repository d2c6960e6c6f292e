"""The survey's form: the voice of feedback_api's engine, which keeps every answer and knows the next question."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, FormValidationAction, Tracker
from rasa_sdk.events import ActiveLoop, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import service_client
from actions.service_client import ServiceRefused
from actions.speech import entity_of, intent_of, say, say_reply
from actions.survey_messages import (
    answers_in_own_words,
    is_command,
    is_payload,
    key_of,
    may_guess,
    text_of,
)

Events = list[dict[str, Any]]
Step = dict[str, Any]

FORM = "survey_form"
# The form's one slot. It stays empty until the engine has no more questions.
SLOT = "survey_answer"
OPENED: Events = [ActiveLoop(FORM), SlotSet("requested_slot", SLOT), SlotSet(SLOT, None)]
CLOSED: Events = [ActiveLoop(None), SlotSet("requested_slot", None), SlotSet(SLOT, None)]


def survey_path(tracker: Tracker, rest: str = "") -> str:
    """The engine's address for this conversation."""
    return f"/internal/conversations/{tracker.sender_id}/survey{rest}"


class ActionAskSurveyAnswer(Action):
    """Asks what the engine wants to know next."""

    def name(self) -> str:
        """Rasa's name for it: the form calls it to ask for its slot."""
        return f"action_ask_{FORM}_{SLOT}"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Say the question with its buttons."""
        say(dispatcher, (await service_client.get(survey_path(tracker)))["message"])
        return []


class ValidateSurveyForm(FormValidationAction):
    """Gives the engine what the visitor said, when it is an answer."""

    def name(self) -> str:
        """Rasa's name for it."""
        return f"validate_{FORM}"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Save an answer. Without events Rasa takes it that nothing was answered, and its rules decide what to say."""
        if (tracker.active_loop or {}).get("name") != FORM or tracker.get_slot("requested_slot") is None:
            # The message that opened the survey answers nothing.
            return []
        try:
            step = await _give(tracker)
        except ServiceRefused as refusal:
            return await _refused(dispatcher, refusal)
        if step is None:
            return []
        if step["note"] is not None:
            dispatcher.utter_message(text=step["note"])
        if step["kind"] == "finished":
            return [SlotSet(SLOT, "finished")]
        return [SlotSet(SLOT, None), SlotSet("requested_slot", SLOT)]


async def _give(tracker: Tracker) -> Step | None:
    """The engine's next step after the message, or None when it was no answer."""
    pressed = await _pressed(tracker)
    if pressed is not None or is_payload(tracker):
        return pressed
    current = await service_client.get(survey_path(tracker))
    intent = intent_of(tracker)
    if intent == "survey_skip" and is_command(tracker, current):
        return await _post(tracker, "/skip")
    if intent == "survey_back" and is_command(tracker, current):
        return await _change(tracker) or await _post(tracker, "/back")
    if current["question_kind"] == "free_text" and not answers_in_own_words(tracker, current):
        return None
    return await _answer(tracker)


async def _pressed(tracker: Tracker) -> Step | None:
    """What a button of the survey does; None for another button, or typed words."""
    question, value = entity_of(tracker, "question"), entity_of(tracker, "value")
    calls: dict[str, tuple[str, dict[str, Any]]] = {
        "survey_option": ("/answer", {"question_id": question, "value": value}),
        "survey_confirm": ("/confirm", {"question_id": question, "yes": value == "yes"}),
        "survey_next": ("/next", {"question_id": question}),
        "survey_skip": ("/skip", {"question_id": question}),
        "survey_back": ("/back", {}),
    }
    intent = intent_of(tracker)
    if not is_payload(tracker) or intent not in calls:
        return None
    rest, body = calls[intent]
    return await _post(tracker, rest, **body)


async def _answer(tracker: Tracker) -> Step | None:
    try:
        return await _post(tracker, "/answer", text=text_of(tracker), may_guess=may_guess(tracker))
    except ServiceRefused as refusal:
        if refusal.code == "not_an_answer":
            return None
        raise


async def _change(tracker: Tracker) -> Step | None:
    """The step after "I meant no" has changed the answer just given, or None when it does not say to what."""
    try:
        return await _post(tracker, "/change", text=text_of(tracker))
    except ServiceRefused as refusal:
        if refusal.code == "not_an_answer":
            return None
        raise


async def _post(tracker: Tracker, rest: str, **body: Any) -> Step:
    return dict(await service_client.post(survey_path(tracker, rest), key=key_of(tracker), **body))


async def _refused(dispatcher: CollectingDispatcher, refusal: ServiceRefused) -> Events:
    """Say why an answer was not taken, and ask again; or end the form when there is no draft any more."""
    if refusal.code == "consent_refused":
        await say_reply(dispatcher, "survey_declined")
        return [SlotSet(SLOT, "declined")]
    if refusal.code == "no_draft":
        await say_reply(dispatcher, "no_survey")
        return [SlotSet(SLOT, "declined")]
    if refusal.code == "not_asked":
        await say_reply(dispatcher, "survey_earlier_question")
    else:
        dispatcher.utter_message(text=refusal.sentence)
    return [SlotSet(SLOT, None), SlotSet("requested_slot", SLOT)]
