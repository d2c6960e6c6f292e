"""A survey in chat, through the whole system."""

from __future__ import annotations

import re
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.served import ServedSystem, served_system
from tests.visitor import Visitor

pytestmark = pytest.mark.stack

CODE = re.compile(r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}")

LEAVE_OUT = "Leave these out and finish"


def begin(url: str) -> Visitor:
    """A visitor who has said yes to the survey."""
    visitor = Visitor(url)
    assert "May I keep your answers" in visitor.say("i want to give feedback")
    assert "Question 1 of 6" in visitor.press("Yes, start")
    return visitor


def stored(system: ServedSystem, question: str) -> list[str]:
    """What a question finds in the system's database. A report would show a period only when it is over."""
    with closing(sqlite3.connect(system.var_folder / "ourvoices.db")) as database:
        return [str(row[0]) for row in database.execute(question)]


def comments(system: ServedSystem) -> list[str]:
    """All free texts of responses that were sent."""
    return stored(system, "SELECT text FROM response_answer WHERE text IS NOT NULL")


def responses(system: ServedSystem) -> list[str]:
    """All responses that were sent."""
    return stored(system, "SELECT id FROM survey_response ORDER BY id")


def test_a_survey_is_taken_to_its_reference_code_and_counted(served: ServedSystem) -> None:
    visitor = begin(served.url)
    assert "Question 2 of 6" in visitor.press("Mostly")
    assert "Question 3 of 6" in visitor.say("very badly")
    assert "Question 4 of 6" in visitor.say("skip")
    assert "Question 5 of 6" in visitor.press("Not sure")
    assert "Question 6 of 6" in visitor.press("Skip")
    assert "About you, 1 of 5" in visitor.say("They never once rang us back, signed the heron")
    assert CODE.search(visitor.press(LEAVE_OUT))
    assert "They never once rang us back, signed the heron" in comments(served)


def test_a_question_in_mid_survey_is_answered_and_the_survey_goes_on(served: ServedSystem) -> None:
    visitor = begin(served.url)
    answer = visitor.say("how long does an EHC assessment take?")
    assert "20 weeks" in answer
    assert "Question 1 of 6" in answer
    assert "Question 2 of 6" in visitor.press("Mostly")


def test_a_question_at_the_free_text_is_answered_and_not_stored(served: ServedSystem) -> None:
    visitor = begin(served.url)
    for _ in range(5):
        visitor.press("Skip")
    answer = visitor.say("how long does an EHC assessment take?")
    assert "20 weeks" in answer
    assert "Question 6 of 6" in answer
    assert not any("how long does" in comment for comment in comments(served))


def test_words_that_are_no_answer_fill_nothing_in(served: ServedSystem) -> None:
    visitor = Visitor(served.url)
    visitor.say("2 stars, I want to give feedback")
    if "May I keep your answers" not in visitor.heard[-1]["text"]:
        visitor.press("Give feedback")
    assert "Question 1 of 6" in visitor.press("Yes, start")
    assert "Question 1 of 6" in visitor.say("the tall green bicycle")


def test_refusing_consent_keeps_nothing(served: ServedSystem) -> None:
    visitor = Visitor(served.url)
    visitor.say("i want to give feedback")
    assert "Nothing has been kept" in visitor.press("No thanks")
    assert "20 weeks" in visitor.say("how long does an EHC assessment take?")


def test_stopping_asks_whether_to_send_and_sends(served: ServedSystem) -> None:
    visitor = begin(served.url)
    visitor.press("Completely")
    assert "throw it away" in visitor.say("stop")
    assert CODE.search(visitor.press("Send what I've said"))


def test_stopping_and_throwing_away_sends_nothing(served: ServedSystem) -> None:
    before = responses(served)
    visitor = begin(served.url)
    visitor.press("Completely")
    visitor.press("Stop")
    assert "kept nothing" in visitor.press("Throw it away")
    assert responses(served) == before


def test_stopping_and_going_on_asks_the_same_question_again(served: ServedSystem) -> None:
    visitor = begin(served.url)
    visitor.press("Completely")
    visitor.press("Stop")
    assert "Question 2 of 6" in visitor.press("Go on with the questions")


def test_a_button_pressed_twice_answers_once(served: ServedSystem) -> None:
    visitor = begin(served.url)
    payload = visitor.payload("Mostly")
    assert "Question 2 of 6" in visitor.say(payload)
    assert "Question 2 of 6" in visitor.say(payload)


def test_the_survey_goes_on_when_rasa_gets_a_fresh_conversation(served: ServedSystem) -> None:
    visitor = begin(served.url)
    for _ in range(25):
        assert "Question 1 of 6" in visitor.say("why do you ask")
    assert "Question 2 of 6" in visitor.press("Mostly")


def test_an_emoji_is_an_answer_in_ones_own_words(served: ServedSystem) -> None:
    visitor = begin(served.url)
    for _ in range(5):
        visitor.press("Skip")
    visitor.say("😡😡")
    assert CODE.search(visitor.press(LEAVE_OUT))
    assert "😡😡" in comments(served)


def test_a_survey_outlives_the_death_of_rasa(tmp_path: Path) -> None:
    with served_system(tmp_path / "var") as system:
        visitor = begin(system.url)
        visitor.press("Completely")
        assert "Question 3 of 6" in visitor.press("Badly")
        system.process_on("rasa").send_signal(signal.SIGKILL)
        assert system.supervisor.wait(timeout=60) == 1
        assert "rasa (exit code -9) stopped by itself" in system.log.read_text(encoding="utf-8")
    with served_system(tmp_path / "var") as system:
        # The same chat, with the token from before: it was on question 3, and is.
        visitor.url = system.url
        assert "Question 4 of 6" in visitor.press("Yes")
        for _ in range(2):
            visitor.press("Skip")
        visitor.say("The badger is content now")
        assert CODE.search(visitor.press(LEAVE_OUT))
        assert "The badger is content now" in comments(system)
