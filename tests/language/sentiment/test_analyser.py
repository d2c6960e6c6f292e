"""Sentiment: one of three labels, with figures that agree with it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.sentiment import ANALYSER, LABELS, analyse
from language.sentiment.analyser import MIXED_WITHIN


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The SENCO was lovely and very kind.", "positive"),
        ("A terrible and awful meeting.", "negative"),
        ("The meeting was on Tuesday.", "mixed"),
        ("", "mixed"),
        ("🙂", "mixed"),
    ],
)
def test_plain_comments_get_their_label(text: str, label: str) -> None:
    assert analyse(text).label == label


@given(st.text(max_size=200))
def test_the_figures_stay_in_their_ranges_and_agree_with_the_label(text: str) -> None:
    score = analyse(text)
    assert -1 <= score.polarity <= 1
    assert 0.5 <= score.confidence <= 1
    expected = "mixed" if abs(score.polarity) <= MIXED_WITHIN else LABELS[2 if score.polarity > 0 else 0]
    assert score.label == expected


def test_the_same_comment_always_gets_the_same_score() -> None:
    assert analyse("It was quite good.") == analyse("It was quite good.")


def test_a_score_says_which_analyser_made_it() -> None:
    assert ANALYSER.startswith("textblob-")
