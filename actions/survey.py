"""The survey in chat.

The form is the voice of feedback_api's engine, which keeps every answer and knows the next question.
"""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, FormValidationAction, Tracker
from rasa_sdk.events import ActiveLoop, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import service_client
from actions.service_client import ServiceRefused
from actions.speech import entity_of, intent_of, say_reply

Events = list[dict[str, Any]]

FORM = "survey_form"
# The form's one slot. It stays empty until the engine has no more questions.
SLOT = "survey_answer"
DEFAULT_SURVEY = "ehc_parent"
# Said in mid-survey, these are about the survey and answer no question.
COMMANDS = frozenset({"survey_skip", "survey_stop", "survey_why", "survey_progress"})
# A command among one's own words is short: "they should stop cancelling meetings" is an answer.
LONGEST_COMMAND = 5
QUESTION_WORDS = frozenset(
    {
        "how",
        "what",
        "whats",
        "when",
        "where",
        "who",
        "why",
        "which",
        "can",
        "could",
        "do",
        "does",
        "is",
        "are",
    }
)


def _path(tracker: Tracker, rest: str = "") -> str:
    return f"/internal/conversations/{tracker.sender_id}/survey{rest}"


class ActionStartSurvey(Action):
    """Begins a survey, or goes on with the one that is in progress."""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_start_survey"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Begin a draft; the form then asks its first question."""
        survey = entity_of(tracker, "survey") or DEFAULT_SURVEY
        await service_client.post(_path(tracker, "/start"), survey_id=survey)
        return [SlotSet(SLOT, None), SlotSet("misses", 0)]


class ActionAskSurveyAnswer(Action):
    """Asks what the engine wants to know next."""

    def name(self) -> str:
        """Rasa's name for it: the form calls it to ask for its slot."""
        return f"action_ask_{FORM}_{SLOT}"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Say the question with its buttons."""
        _ask(dispatcher, await service_client.get(_path(tracker)))
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
            step = await self._give(tracker)
        except ServiceRefused as refusal:
            return await _refused(dispatcher, refusal)
        if step is None:
            return []
        if step["kind"] == "finished":
            return [SlotSet(SLOT, "finished")]
        return [SlotSet(SLOT, None), SlotSet("requested_slot", SLOT)]

    async def _give(self, tracker: Tracker) -> dict[str, Any] | None:
        """The engine's next step after the answer, or None when the message was no answer."""
        intent = intent_of(tracker)
        if intent == "survey_option":
            return await _answer(tracker, question_id=entity_of(tracker, "question"), value=entity_of(tracker, "value"))
        current = await service_client.get(_path(tracker))
        if intent == "survey_skip" and _is_command(tracker, current):
            return dict(await service_client.post(_path(tracker, "/skip")))
        if _is_payload(tracker) or (
            current["question_kind"] == "free_text" and not _answers_in_own_words(tracker, current)
        ):
            return None
        try:
            return await _answer(tracker, text=tracker.latest_message["text"])
        except ServiceRefused as refusal:
            if refusal.code == "not_an_answer":
                return None
            raise


class ActionSurveyAside(Action):
    """Something in mid-survey that is neither an answer nor a Local Offer question."""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_survey_aside"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Say why the question is asked, how far it is, or how to answer."""
        intent = intent_of(tracker)
        if intent in ("survey_why", "survey_progress"):
            step = await service_client.get(_path(tracker))
            dispatcher.utter_message(text=step["why"] if intent == "survey_why" else _progress(step))
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
        return [ActiveLoop(None), SlotSet("requested_slot", None)]


class ActionFinishSurvey(Action):
    """Sends the answers, and gives the reference code."""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_finish_survey"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Thank, and say the code."""
        cleared: Events = [SlotSet(SLOT, None)]
        if tracker.get_slot(SLOT) == "declined":
            # The consent was refused: there is no draft any more, and it has been said.
            return cleared
        try:
            finished = await service_client.post(_path(tracker, "/finish"))
        except ServiceRefused as refusal:
            if refusal.code != "no_draft":
                raise
            await say_reply(dispatcher, "no_survey")
            return cleared
        if finished["reference_code"] is None:
            await say_reply(dispatcher, "survey_nothing_to_send")
        else:
            dispatcher.utter_message(
                text=f"{finished['thanks']}\n\n"
                f"Your reference code is {finished['reference_code']}. Please write it down: with it you can take "
                "your answers back, at the foot of this page."
            )
        return cleared


class ActionDiscardSurvey(Action):
    """Throws the answers away."""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_discard_survey"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Discard the draft, and say that nothing is kept."""
        try:
            await service_client.post(_path(tracker, "/discard"))
        except ServiceRefused as refusal:
            if refusal.code != "no_draft":
                raise
            await say_reply(dispatcher, "no_survey")
        else:
            await say_reply(dispatcher, "survey_discarded")
        return [SlotSet(SLOT, None)]


async def _answer(tracker: Tracker, **answer: str | None) -> dict[str, Any]:
    return dict(await service_client.post(_path(tracker, "/answer"), **answer))


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


def _is_payload(tracker: Tracker) -> bool:
    """Whether a button was pressed: only those reach Rasa with their slash."""
    return str(tracker.latest_message["text"]).startswith("/")


def _is_command(tracker: Tracker, step: dict[str, Any]) -> bool:
    short = len(str(tracker.latest_message["text"]).split()) <= LONGEST_COMMAND
    return _is_payload(tracker) or step["question_kind"] != "free_text" or short


def _answers_in_own_words(tracker: Tracker, step: dict[str, Any]) -> bool:
    """Whether words at a free-text question are an answer, rather than a command or a question of their own."""
    intent, text = intent_of(tracker), str(tracker.latest_message["text"])
    if intent in COMMANDS:
        return not _is_command(tracker, step)
    if intent == "ask_topic":
        first = text.lower().split()[0].strip("'’,")
        return not (text.rstrip().endswith("?") or (first in QUESTION_WORDS and len(text.split()) <= 20))
    return True


def _ask(dispatcher: CollectingDispatcher, step: dict[str, Any]) -> None:
    text = step["text"]
    if step["kind"] == "question":
        text = f"Question {step['number']} of {step['of']}. {text}"
    buttons = [
        {
            "title": option["label"],
            "payload": f'/survey_option{{"question":"{step["question_id"]}","value":"{option["value"]}"}}',
        }
        for option in step["options"]
    ]
    if step["kind"] == "question":
        buttons += [{"title": "Skip", "payload": f'/survey_skip{{"question":"{step["question_id"]}"}}'}]
        buttons += [{"title": "Stop", "payload": "/survey_stop"}]
    dispatcher.utter_message(text=text, buttons=buttons)


def _progress(step: dict[str, Any]) -> str:
    left = step["of"] - step["number"] + 1
    return "This is the last question." if left == 1 else f"There are {left} questions left, with this one."
