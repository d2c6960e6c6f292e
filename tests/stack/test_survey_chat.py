"""The survey in chat, through the real assistant: all that a person may say between two questions."""

from __future__ import annotations

import re

import pytest

from tests.served import ServedSystem
from tests.visitor import Visitor

pytestmark = pytest.mark.stack

REFERENCE_CODE = re.compile(r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}")
RESUME_CODE = re.compile(r"\b([0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4})\b(?!-)")


@pytest.fixture
def visitor(served: ServedSystem) -> Visitor:
    """A visitor who has said yes to the parents' survey."""
    visitor = Visitor(served.url)
    visitor.say("i want to give feedback")
    assert "Question 1 of 6" in visitor.press("Yes, start")
    return visitor


def test_going_back_and_keeping_what_was_said(visitor: Visitor) -> None:
    visitor.press("Mostly")
    again = visitor.say("go back")
    assert "Question 1 of 6" in again
    assert "You said “Mostly” before" in again
    assert "Question 2 of 6" in visitor.press("Keep it")


def test_i_meant_no_changes_the_answer_just_given(visitor: Visitor) -> None:
    visitor.press("Mostly")
    visitor.press("Well")
    assert "Question 4 of 6" in visitor.say("yes")
    changed = visitor.say("i meant no")
    assert "I have changed that to “No”" in changed
    assert "Question 4 of 6" in changed


def test_free_words_are_confirmed_first(visitor: Visitor) -> None:
    visitor.press("Mostly")
    assert "Shall I put “Very badly”?" in visitor.say("pretty bad tbh")
    assert "Question 3 of 6" in visitor.say("yes")


def test_why_and_how_many_left(visitor: Visitor) -> None:
    assert "parents' views are heard" in visitor.say("why do you ask")
    assert "6 questions left" in visitor.say("how many left")


def test_paused_and_come_back_to_in_a_new_chat(visitor: Visitor, served: ServedSystem) -> None:
    visitor.press("Mostly")
    found = RESUME_CODE.search(visitor.say("can i finish this later"))
    assert found is not None
    elsewhere = Visitor(served.url)
    back = elsewhere.say(f"my code is {found.group(1).lower()}")
    assert "Welcome back" in back
    assert "Question 2 of 6" in back
    for _ in range(5):
        end = elsewhere.press("Skip")
    while "About you" in end:
        end = elsewhere.press("Skip")
    assert REFERENCE_CODE.search(end)


def test_a_code_that_nobody_has_is_said_kindly(served: ServedSystem) -> None:
    assert "No paused survey has that code" in Visitor(served.url).say("2222-AAAA")


def test_another_survey_can_be_chosen_at_the_consent(served: ServedSystem) -> None:
    visitor = Visitor(served.url)
    visitor.say("i want to give feedback")
    assert "What would you like to tell us about?" in visitor.press("About something else")
    assert "minute" in visitor.press("How my review was")
    assert "Is someone helping you" in visitor.press("Yes, start")
    visitor.press("I'm doing it myself")
    visitor.press("Yes, all of it")
    assert "😀 Completely" in [button["title"] for message in visitor.heard for button in message["buttons"]]


def test_a_number_a_month_and_other_in_words(served: ServedSystem) -> None:
    visitor = Visitor(served.url)
    visitor.say("feedback on the speech therapy we had")
    visitor.press("Yes, start")
    assert "What is it?" in visitor.press("Something else")
    assert "which" not in visitor.say("Hydrotherapy").lower()
    assert "Shall I put" in visitor.say("last month")
    visitor.press("Yes")
    assert "Shall I put “26 weeks”?" in visitor.say("about six months")
    assert "While you waited" in visitor.press("Yes")


def test_a_survey_is_offered_to_those_who_say_thank_you_and_once_only(served: ServedSystem) -> None:
    visitor = Visitor(served.url)
    visitor.say("what happens after the annual review")
    assert "Would you tell us how it was?" in visitor.say("thanks that helped")
    assert "won't ask again" in visitor.press("No thanks")
    assert "Would you tell us" not in visitor.say("thank you")


def test_the_message_that_sent_a_survey_says_its_code_again_when_the_reply_was_lost(visitor: Visitor) -> None:
    visitor.press("Mostly")
    body = {"text": "/survey_keep", "id": "the-same-message"}
    visitor.press("Stop")
    first, second = (visitor.post(body).json()["messages"] for _ in range(2))
    code = REFERENCE_CODE.search(first[-1]["text"])
    assert code is not None
    assert code.group() in second[-1]["text"]


def test_an_answer_whose_reply_was_lost_is_saved_once(visitor: Visitor) -> None:
    visitor.press("Mostly")
    visitor.press("Well")
    for _ in range(2):
        reply = visitor.post({"text": "yes", "id": "the-same-answer"}).json()["messages"]
        assert "Question 4 of 6" in reply[-1]["text"]
