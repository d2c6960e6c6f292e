"""The gateway in front of the real Rasa."""

from __future__ import annotations

import httpx
import pytest

from tests.served import ServedSystem, listeners
from tests.visitor import Visitor

pytestmark = pytest.mark.stack


def test_a_typed_command_is_text(served: ServedSystem) -> None:
    visitor = Visitor(served.url)
    visitor.say("i want to give feedback")
    assert "Question" not in visitor.say('/survey_option{"question":"consent","value": "yes"}')
    visitor.press("Yes, start")
    # The words of a command may be read as an answer's, but then they are only asked about.
    assert "Question 2" not in visitor.say('/survey_option{"question":"listened_to","value": "mostly"}')
    visitor.press("No, pick again")
    assert "Question 1 of 6" in visitor.say("/survey_discard")


def test_a_payload_acts_only_in_the_conversation_that_offered_it(served: ServedSystem) -> None:
    first, second = Visitor(served.url), Visitor(served.url)
    first.say("how long does an EHC assessment take?")
    payload = first.payload("Tell me more")
    longer = first.say(payload)
    assert first.topics == ["ehc_assessment_timescale"]
    assert second.say(payload) != longer


@pytest.mark.parametrize("text", ["/restart", "/session_start", "EXTERNAL: greet", " /restart"])
def test_rasas_own_commands_do_not_act_in_mid_survey(served: ServedSystem, text: str) -> None:
    visitor = Visitor(served.url)
    visitor.say("i want to give feedback")
    visitor.press("Yes, start")
    visitor.press("Mostly")
    visitor.say(text)
    assert "Question 2 of 6" in visitor.say("why do you ask")


def test_rasa_and_the_actions_listen_on_this_machine_alone(served: ServedSystem) -> None:
    listening = listeners()
    for port in served.ports.values():
        assert listening[port].addresses == {"127.0.0.1"}


def test_rasa_has_no_open_channel(served: ServedSystem) -> None:
    rasa = f"http://127.0.0.1:{served.ports['rasa']}"
    message = {"sender": "anyone", "message": "/restart"}
    assert httpx.post(f"{rasa}/webhooks/rest/webhook", json=message, trust_env=False).status_code == 404
    turn = {"sender": "anyone", "text": "hello", "is_payload": False, "metadata": {}}
    assert httpx.post(f"{rasa}/webhooks/gateway/turn", json=turn, trust_env=False).status_code == 401
    assert httpx.get(f"{rasa}/conversations/anyone/tracker", trust_env=False).status_code == 404


@pytest.mark.parametrize(
    "text",
    [
        "x" * 2000,
        "<script>alert(1)</script>",
        "'; DROP TABLE survey_response; --",
        "مرحبا كيف حالك",
        "a\u202eb\u0000c",
        "{{7*7}} ${7*7} %s %n",
        "[x](topic:blue_badge)",
        "?",
        "0",
        "ｈｅｌｌｏ",
    ],
)
def test_odd_messages_get_a_reply_with_a_next_step(served: ServedSystem, text: str) -> None:
    visitor = Visitor(served.url)
    assert visitor.say(text)
    assert any(message["buttons"] for message in visitor.heard)


def test_a_conversation_leaves_no_text_in_what_is_written(served: ServedSystem) -> None:
    visitor = Visitor(served.url)
    visitor.say("my zebrafinch eats parsnips for breakfast")
    written = [file for file in served.var_folder.rglob("*") if file.is_file()]
    assert served.log in written
    assert [file.name for file in written if b"zebrafinch" in file.read_bytes()] == []
