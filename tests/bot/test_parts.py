"""Where a message is split, and what of it is denied."""

from __future__ import annotations

import pytest

from bot.parts import DENIED, MEANT, QUESTION, split, turns_down


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("What is a plan? Who do I ring?", ["What is a plan", "Who do I ring?"]),
        ("how long does it take and can I get a taxi", ["how long does it take", "can I get a taxi"]),
        ("he was suspended. also is half a day allowed", ["he was suspended", "is half a day allowed"]),
    ],
)
def test_two_questions_are_two_parts(text: str, parts: list[str]) -> None:
    assert split(text) == [(QUESTION, part) for part in parts]


@pytest.mark.parametrize(
    "text", ["health and social care", "how do I ask for a plan", "bread and butter pudding recipe", "", "???"]
)
def test_one_question_has_no_parts(text: str) -> None:
    assert split(text) == []


def test_not_this_but_that_has_a_half_denied_and_a_half_meant() -> None:
    assert split("I don't want to appeal, I just want to complain") == [
        (DENIED, "I don't want to appeal"),
        (MEANT, "I just want to complain"),
    ]


def test_no_more_than_three_parts_are_read() -> None:
    assert len(split("what is one? who is two? when is three? where is four? why is five?")) == 3


@pytest.mark.parametrize(
    "text", ["I don't want mediation", "we don't need a personal budget", "not interested in that"]
)
def test_turning_something_down_is_heard(text: str) -> None:
    assert turns_down(text)


@pytest.mark.parametrize(
    "text",
    ["I don't want mediation, do I have to?", "he doesn't have a plan", "I want a plan", "don't know what to do"],
)
def test_what_asks_for_something_turns_nothing_down(text: str) -> None:
    assert not turns_down(text)
