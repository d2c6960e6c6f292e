"""What a message asks for."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_api.directory.needs import Needs, load_needs
from feedback_api.directory.places import Places, load_places
from feedback_api.directory.request import Wish, is_about_place_or_age_only, is_unknown_postcode, read_request
from feedback_api.settings import ROOT

TOWNS = {"sale", "hale", "urmston", "altrincham", "old trafford", "stretford"}
WEEKDAYS = ["MO", "TU", "WE", "TH", "FR"]


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("swimming near me, age 9", {"what": "swimming", "ages": (9, 9)}),
        ("clubs M33 7BU", {"what": "clubs", "place": "M33 7"}),
        ("m337bu", {"place": "M33 7"}),
        ("Is there a youth club near WA14?", {"what": "youth club", "place": "WA14"}),
        (
            "is there a free youth club on Saturdays near M41 for 13yo?",
            {"what": "youth club", "place": "M41", "ages": (13, 13), "free": True, "days": ["SA"]},
        ),
        (
            "something for my 15 year old with autism in Sale",
            {"what": "autism", "place": "sale", "ages": (15, 15), "needs": ["autism"]},
        ),
        (
            "football for a seven year old son who is deaf",
            {"what": "football deaf", "ages": (7, 7), "needs": ["deaf"]},
        ),
        ("speech therapy for my 2 and a half year old", {"what": "speech therapy", "ages": (2, 2)}),
        ("18 months old not talking", {"what": "not talking", "ages": (1, 1)}),
        ("ages 5 to 11 holiday club", {"what": "holiday club", "ages": (5, 11)}),
        ("what is there for under 5s in Stretford", {"place": "stretford", "ages": (0, 4)}),
        ("my lad 12 never leaves his room", {"what": "never leaves his room", "ages": (12, 12)}),
        ("year 4 reading help", {"what": "reading help", "ages": (8, 9)}),
        ("somewhere for my toddler", {"what": "toddler", "ages": (1, 3)}),
        ("short breaks within 5 miles of WA14 2AA", {"what": "short breaks", "place": "WA14 2", "miles": 5}),
        ("boccia within 10km of M32", {"what": "boccia", "place": "M32", "miles": 6.21}),
        ("things to do at the weekend in Old Trafford", {"place": "old trafford", "days": ["SA", "SU"]}),
        (
            "after school club weekdays, can't afford much",
            {"what": "after school club", "free": True, "days": WEEKDAYS},
        ),
        ("he can't hold a pencil", {"what": "can't hold a pencil"}),
        ("7", {"ages": (7, 7)}),
        ("sale", {"place": "sale"}),
        ("find a service", {}),
        ("Find a service or activity", {}),
        ("", {}),
        ("?", {}),
    ],
)
def test_a_message_says_what_where_and_for_whom(text: str, wish: dict[str, Any], needs: Needs, places: Places) -> None:
    read = read_request(text, needs, places, TOWNS).model_dump(exclude_defaults=True)
    if "needs" not in wish:
        read.pop("needs", None)
    assert read == wish


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("gluten free cooking", "free"),
        ("free school meals", "free"),
        ("feel free to answer", "free"),
        ("what to do in our free time", "free"),
        ("I bought it in a sale", "place"),
        ("KS2 help", "place"),
        ("we waited 30 years", "ages"),
        ("at 7pm", "ages"),
        ("within 5 miles", "ages"),
        ("I sent 12 letters", "ages"),
    ],
)
def test_words_that_look_like_a_choice_are_none(text: str, field: str, needs: Needs, places: Places) -> None:
    assert not getattr(read_request(text, needs, places, TOWNS - {"sale"}), field)


@pytest.mark.parametrize("text", ["I want to buy something on sale", "she is hale and hearty"])
def test_a_town_that_is_also_a_word_needs_a_sign(text: str, needs: Needs, places: Places) -> None:
    assert read_request(text, needs, places, TOWNS).place is None


def test_a_full_postcode_leaves_the_message_as_its_sector(needs: Needs, places: Places) -> None:
    for text in ("swimming M33 7BU", "swimming m337bu", "my postcode is M33  7BU, swimming"):
        dumped = read_request(text, needs, places).model_dump_json().upper()
        assert "7BU" not in dumped
        assert '"M33 7"' in dumped


def test_a_later_message_changes_only_what_it_says() -> None:
    wish = Wish(what="swimming", place="M33", ages=(7, 7), needs=["autism"], start=6)
    assert wish.changed_by(Wish(place="WA14 2")) == Wish(what="swimming", place="WA14 2", ages=(7, 7), needs=["autism"])
    assert wish.changed_by(Wish(what="football", free=True)).what == "football"


@pytest.mark.parametrize(
    ("text", "answer"), [("M33 7BU", True), ("age 7", True), ("in Sale", True), ("judo M33", False)]
)
def test_an_answer_to_where_or_how_old_is_recognised(text: str, answer: bool, needs: Needs, places: Places) -> None:
    assert is_about_place_or_age_only(text, needs, places, TOWNS) is answer


def test_a_postcode_that_is_none_is_noticed(places: Places) -> None:
    assert is_unknown_postcode("ZZ9 9ZZ", places)
    assert not is_unknown_postcode("M33 7BU", places)
    assert not is_unknown_postcode("swimming", places)


# Fixtures are made once for all examples, which is right for what never changes.
NEEDS, PLACES = load_needs(ROOT / "data"), load_places(ROOT / "data")


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    wish = read_request(text, NEEDS, PLACES, TOWNS)
    assert len(wish.what) <= 300
    assert wish.ages is None or 0 <= wish.ages[0] <= wish.ages[1] <= 25


@pytest.mark.parametrize("text", ["for my " * 300, "a" * 5000, "1 to " * 500, "free " * 500, "in " * 1000])
def test_a_long_text_is_read_at_once(text: str, needs: Needs, places: Places) -> None:
    started = time.perf_counter()
    read_request(text[:2000], needs, places, TOWNS)
    assert time.perf_counter() - started < 1
