"""What goes, what stays, and what redacting promises whatever the text."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from language.redaction import Redaction, redact

EXAMPLES = yaml.safe_load((Path(__file__).parent / "examples.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("text", "redacted"), EXAMPLES["goes"].items())
def test_what_identifies_a_person_goes(text: str, redacted: str) -> None:
    assert redact(text).text == redacted


@pytest.mark.parametrize("text", EXAMPLES["stays"])
def test_what_feedback_needs_stays(text: str) -> None:
    assert redact(text) == Redaction(text, ())


@pytest.mark.parametrize("text", [*EXAMPLES["goes"], *EXAMPLES["stays"]])
def test_redacting_again_changes_nothing(text: str) -> None:
    once = redact(text).text
    assert redact(once) == Redaction(once, ())


def test_the_kinds_are_told_in_the_order_of_the_text() -> None:
    found = redact("ring 07700 900 123 and ask for Priya, we live at 14 Acacia Avenue, M33 7XY").found
    assert found == ("phone", "name", "street", "postcode")


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "🙂", "[name]", "[name] and [school]", "\x00", "[", "((((", "@", "http://"]
)
def test_odd_texts_come_back_as_they_are(text: str) -> None:
    assert redact(text) == Redaction(text, ())


@given(st.text(max_size=120))
@example("name: Will May. St St St. 07700900123@x.com")
def test_any_text_can_be_redacted_and_redacting_again_changes_nothing(text: str) -> None:
    once = redact(text).text
    assert redact(once).text == once


@given(st.lists(st.sampled_from([*EXAMPLES["goes"], *EXAMPLES["stays"]]), min_size=2, max_size=4))
def test_sentences_together_are_redacted_for_good_too(sentences: list[str]) -> None:
    once = redact(" ".join(sentences)).text
    assert redact(once).text == once


def test_many_threads_get_what_one_gets() -> None:
    texts = [*EXAMPLES["goes"], *EXAMPLES["stays"]]
    alone = [redact(text) for text in texts]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(redact, texts)) == alone


def test_a_long_message_is_no_burden() -> None:
    """A message may have 2,000 characters; nothing in the patterns may grow out of hand with it."""
    for text in (
        "a" * 2000,
        "1 " * 1000,
        "St " * 660,
        "one two " * 250,
        "@" * 2000,
        "Mr A. " * 330,
        "0" * 2000,
        "dot at " * 285,
    ):
        redact(text)
