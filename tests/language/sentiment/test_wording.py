"""What the network reads: straight quotes, emoji as words, nobody's identity."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.sentiment.wording import default_wording


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("It isn’t “great”…", 'it isn\'t "great"...'),
        ("Good 👍🏽", "good thumbs up, good"),
        ("❤️", "love"),
        ("🦄", "unicorn face"),
        ("Fine :)", "fine smiling face"),
        ("ratio 3:1 (a:b)", "ratio 3:1 (a:b)"),
        ("soooooo good!!!!!!", "soo good!!"),
        ("two\n\nlines\tand a \u00a0space", "two lines and a space"),
        ("Priya and [name] met Monday", "somebody and somebody met monday"),
        ("nul\x00 and half a \ud83d pair", "nul and half a pair"),
    ],
)
def test_a_comment_is_put_into_plain_words(typed: str, read: str) -> None:
    assert default_wording()(typed) == read


@given(st.text(max_size=300))
def test_plain_words_have_nothing_that_a_tokenizer_refuses(text: str) -> None:
    plain = default_wording()(text)
    plain.encode("utf-8")
    assert "\x00" not in plain
    assert plain == " ".join(plain.split())


def test_the_words_for_who_somebody_is_can_be_kept() -> None:
    assert default_wording()("My son is deaf", keep_identity=True) == "My son is deaf"
    assert default_wording()("My son is deaf") == "my child is disabled"
