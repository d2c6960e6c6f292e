"""Nobody hears the same sentence again and again: a second miss changes tack, a third gives a person first."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import service_client
from actions.conversation import ActionFallback, ActionReply
from actions.topics import ActionAnswerTopic, ActionClarify
from feedback_api.area.service import load_area
from feedback_api.settings import ROOT
from feedback_api.topics import service
from feedback_api.topics.catalogue import load_catalogue

DATA = ROOT / "data"
CATALOGUE = load_catalogue(DATA, load_area(DATA, "trafford"))
THIRD = CATALOGUE.area.fill(CATALOGUE.reply("unsure_third").text)


@pytest.fixture(autouse=True)
def words(monkeypatch: pytest.MonkeyPatch) -> None:
    """What feedback_api would say, without the way over HTTP."""

    async def say(path: str, **query: Any) -> Any:
        name = path.rpartition("/")[2]
        if path.startswith("/api/topics/"):
            return service.answer(CATALOGUE, name).model_dump()
        return service.reply(CATALOGUE, name, query["nearest"]).model_dump()

    monkeypatch.setattr(service_client, "words", say)


async def say(action: Action, intent: str, misses: int, *entities: tuple[str, str]) -> tuple[list[dict[str, Any]], Any]:
    """What the action says to a message understood so, and the slots that it sets."""
    latest: dict[str, Any] = {
        "text": "words",
        "intent": {"name": intent},
        "entities": [{"entity": name, "value": value} for name, value in entities],
        "topic_ranking": [["mediation", 0.4], ["tribunal_appeal", 0.3], ["sendiass", 0.1]],
    }
    dispatcher = CollectingDispatcher()
    tracker = Tracker("sender", {"misses": misses}, latest, [], False, None, {}, "action_listen")
    events = await action.run(dispatcher, tracker, {})
    return dispatcher.messages, {event["name"]: event["value"] for event in events}


@pytest.mark.parametrize(
    ("action", "intent", "status"),
    [
        (ActionFallback(), "nlu_fallback", "unanswerable_unsure"),
        (ActionFallback(), "out_of_scope", "unanswerable_adult_care"),
        (ActionClarify(), "clarify", "clarified"),
        (ActionReply(), "gibberish", "unanswerable_gibberish"),
        (ActionReply(), "instructions_to_bot", "refused_instructions"),
        (ActionReply(), "answer_was_wrong", "said_to_be_wrong"),
    ],
)
async def test_each_miss_in_a_row_goes_further_and_keeps_its_own_count(
    action: Action, intent: str, status: str
) -> None:
    said = []
    for misses in range(4):
        messages, slots = await say(action, intent, misses, ("kind", "adult_care"))
        said.append(messages[0]["text"])
        assert messages[0]["custom"]["status"] == status
        assert slots == {"misses": misses + 1}
    assert len(set(said[:3])) == 3
    assert said[2].startswith(THIRD)
    assert said[3] == said[2]


async def test_another_kind_of_message_ends_the_row() -> None:
    _, slots = await say(ActionReply(), "thanks", 2)
    assert slots == {"misses": 0}


@pytest.mark.parametrize("kind", ["council_service", "adult_care", "schools_general", "national_service", "general"])
async def test_what_is_out_of_scope_says_whose_it_is(kind: str) -> None:
    messages, _ = await say(ActionFallback(), "out_of_scope", 0, ("kind", kind))
    assert messages[0]["text"].startswith(CATALOGUE.area.fill(CATALOGUE.reply(f"out_of_scope_{kind}").text))


async def test_two_questions_get_two_answers_and_the_last_is_remembered() -> None:
    messages, slots = await say(ActionAnswerTopic(), "ask_topic", 1, ("topic", "mediation"), ("topic", "blue_badge"))
    assert [message["custom"]["topic"] for message in messages] == ["mediation", "blue_badge"]
    assert (slots["topic"], slots["misses"]) == ("blue_badge", 0)
