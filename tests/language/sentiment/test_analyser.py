"""Sentiment: one of three labels, with figures that agree with it, whatever is typed."""

from __future__ import annotations

import socket

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from language.sentiment import ANALYSER, LABELS, UNSURE_BELOW, Sentiment, analyse, analyse_all
from language.sentiment.analyser import Analyser


def curly(text: str) -> str:
    """The same with the apostrophes that telephones type."""
    return text.replace("'", "’")


@pytest.mark.parametrize("spelt", [str, curly])
@pytest.mark.parametrize(
    ("text", "label"),
    [
        # What users of other analysers reported as wrong.
        ("It isn't great", "negative"),
        ("Website is not working", "negative"),
        ("The process is lengthy", "negative"),
        ("Nothing, everything is great", "positive"),
        ("Thank you for all your hard work", "positive"),
        ("They never listened to us", "negative"),
        ("It wasn't brilliant, if I'm honest", "negative"),
        ("I can't fault them", "positive"),
        ("My son has complex needs", "mixed"),
        ("lovely SENCO but nine months", "mixed"),
        ("meh", "mixed"),
        ("n/a", "mixed"),
        ("nothing", "mixed"),
        ("this place is sick, best college ever", "positive"),
        ("", "mixed"),
        (" \n\t ", "mixed"),
        ("😡😡😡", "negative"),
        ("🥰", "positive"),
    ],
)
def test_comments_get_the_label_that_an_analyst_would_give(text: str, label: str, spelt: type[str]) -> None:
    assert analyse(spelt(text)).label == label


@pytest.mark.parametrize("spelt", [str, curly])
@pytest.mark.parametrize("text", ["This isn't a bad idea", "No bad smell. Nothing to worry about"])
def test_a_denied_fault_is_no_complaint(text: str, spelt: type[str]) -> None:
    score = analyse(spelt(text))
    assert score.label != "negative"
    assert score.polarity >= 0


@settings(max_examples=50)
@given(st.text(max_size=200))
def test_the_figures_stay_in_their_ranges_and_agree_with_the_label(text: str) -> None:
    score = analyse(text)
    assert -1 <= score.polarity <= 1
    assert 1 / 3 - 1e-3 <= score.confidence <= 1
    assert score.polarity >= 0 or score.label != "positive"
    assert score.polarity <= 0 or score.label != "negative"


@pytest.mark.parametrize(
    "text",
    [
        "a" * 10_000,
        "They never rang. " * 600,
        "😡" * 3_000,
        "\x00\ud800",
        "\u202e\u05d8\u05e7\u05e1\u05d8\u202c",
        "<b>'; DROP TABLE",
        "?" * 9_999,
    ],
)
def test_whatever_is_typed_gets_an_answer(text: str) -> None:
    assert analyse(text).label in LABELS


def test_the_end_of_a_long_comment_counts() -> None:
    kind = "The teacher was wonderful and we are so grateful for everything. " * 20
    harsh = "The council never answered and we were treated with contempt. " * 20
    assert analyse(kind + harsh).label == "mixed"
    assert analyse(harsh).label == "negative"
    assert analyse(kind).label == "positive"


def test_many_at_once_are_read_as_they_are_one_by_one() -> None:
    texts = ["It was good.", "", "Awful, nobody rang. " * 40, "n/a", "Lovely SENCO but nine months"]
    for one, among_others in zip([analyse(text) for text in texts], analyse_all(texts), strict=True):
        assert one.label == among_others.label
        # Padding changes how 8-bit numbers are scaled, by a little.
        assert one.polarity == pytest.approx(among_others.polarity, abs=0.1)
    assert analyse_all([]) == []


def test_below_a_confidence_it_is_unsure() -> None:
    assert Sentiment("mixed", 0.0, UNSURE_BELOW - 0.01).is_unsure
    assert not Sentiment("mixed", 0.0, UNSURE_BELOW).is_unsure


def test_a_score_says_which_network_made_it() -> None:
    assert ANALYSER.startswith("minilm-sentiment-")


def test_nothing_is_fetched_from_anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection was made")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert Analyser().analyse_all(["It was good."])[0].label == "positive"
