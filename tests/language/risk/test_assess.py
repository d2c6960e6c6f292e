"""What is heard in a message, whatever it is typed like; and what is not."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.risk import CONCERN_KINDS, KINDS, LEVELS, URGENT_KINDS, Risk, assess


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("i want to kill myself", "suicide"),
        ("they would be better off without me", "suicide"),
        ("i dont want to be here anymore", "suicide"),
        ("My daughter is cutting herself again", "self_harm"),
        ("he comes into my room at night", "abuse_sexual"),
        ("my stepdad hits me", "abuse_physical"),
        ("mum wont feed us", "neglect"),
        ("my husband hits me in front of the kids", "domestic_abuse"),
        ("someone online keeps asking me for nudes", "exploitation"),
        ("my son has gone missing", "missing_child"),
        ("he's got a knife and he's in the house", "immediate_danger"),
        ("she's not breathing", "medical_emergency"),
        ("they pinned him face down on the floor at school", "restraint_harm"),
    ],
)
def test_each_kind_of_danger_is_urgent(text: str, kind: str) -> None:
    risk = assess(text)
    assert risk.level == "urgent"
    assert kind in risk.kinds


@pytest.mark.parametrize(
    "text",
    [
        "I WANT TO KILL MYSELF",
        "i want to k1ll mys3lf",
        "i want to k i l l  m y s e l f",
        "i want to ki\u200bll my\u200dself",
        "i want to kіll mysеlf",
        "i want to k*ll myself",
        "i want to killlll myself",
        "ｉ want to ｋｉｌｌ myself",
        "kms 😭",
        "im so done im gonna unalive myself",
        "i feel sucidal",
        "hey\ni want to kill myself\nbye",
        "The forms are confusing, the school is lovely. i want to kill myself. Also the bus was late.",
    ],
)
def test_it_is_heard_however_it_is_typed(text: str) -> None:
    risk = assess(text)
    assert risk.level == "urgent"
    assert "suicide" in risk.kinds


@pytest.mark.parametrize(
    "text",
    [
        "this is killing me",
        "dying to know when the plan comes",
        "I could murder that website",
        "my report has gone missing",
        "is safeguarding training free",
        "he kicked off in Tesco",
        "that would be an abuse of process",
        "how long does an EHC needs assessment take?",
        "",
        "🙂",
        "0",
    ],
)
def test_idioms_and_ordinary_messages_are_nothing(text: str) -> None:
    assert assess(text) == Risk("none", ())


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("I'm at the end of my tether", "carer_exhaustion"),
        ("we can't afford heating this winter", "food_or_heating"),
        ("he gets bullied every day", "bullying"),
        ("how do I report neglect to a school?", "safeguarding_question"),
    ],
)
def test_a_burden_is_a_concern_and_no_alarm(text: str, kind: str) -> None:
    risk = assess(text)
    assert risk.level == "concern"
    assert kind in risk.kinds


def test_what_is_past_is_no_alarm() -> None:
    assert assess("he used to self harm but he has stopped").level == "concern"


@given(st.text())
def test_any_text_has_a_level_and_kinds_that_exist(text: str) -> None:
    risk = assess(text)
    assert risk.level in LEVELS
    assert set(risk.kinds) <= set(KINDS)
    assert (risk.level == "none") <= (risk.kinds == ())


def test_the_kinds_are_told_apart_by_what_is_done() -> None:
    assert not set(URGENT_KINDS) & set(CONCERN_KINDS)


def test_the_command_prints_a_line_for_each_line(tmp_path: Path) -> None:
    file = tmp_path / "messages.txt"
    file.write_text("my stepdad hits me\nhow long does it take\n", encoding="utf-8")
    command = [str(Path(sys.executable).parent / "ourvoices"), "risk", str(file)]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    assert [json.loads(line) for line in done.stdout.splitlines()] == [
        {"text": "my stepdad hits me", "level": "urgent", "kinds": ["abuse_physical"]},
        {"text": "how long does it take", "level": "none", "kinds": []},
    ]


def test_half_of_an_emoji_hides_nothing_and_breaks_nothing() -> None:
    assert assess("late \ud83d bus").level == "none"
    assert assess("i want to \ud83d kill myself").level == "urgent"
