"""Clauses: one thing said at a time, each a stretch of the comment itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.clauses import clauses_of


def texts(comment: str) -> list[str]:
    """The clauses' words."""
    return [clause.text for clause in clauses_of(comment)]


@pytest.mark.parametrize(
    ("comment", "clauses"),
    [
        ("Lovely SENCO but nine months.", ["Lovely SENCO", "but nine months"]),
        ("Great school – shame about the taxi", ["Great school", "shame about the taxi"]),
        ("its been 2 years... nobody rings", ["its been 2 years", "nobody rings"]),
        ("She is kind and she listens", ["She is kind", "and she listens"]),
        ("Kind teacher, although the head was rude", ["Kind teacher", "although the head was rude"]),
        ("no reply\nno apology", ["no reply", "no apology"]),
        ("We moved.They never rang", ["We moved", "They never rang"]),
        ("He loves it 😀 and we do too", ["He loves it 😀", "and we do too"]),
    ],
)
def test_a_comment_is_cut_where_something_new_is_said(comment: str, clauses: list[str]) -> None:
    assert texts(comment) == clauses


@pytest.mark.parametrize(
    "comment",
    [
        "speech and language therapy",
        "the SENCO and the teacher",
        "Mrs. Smith was kind",
        "help with reading, e.g. a reader",
        "up to 3.5 hours",
    ],
)
def test_what_belongs_together_stays_together(comment: str) -> None:
    assert len(texts(comment)) == 1


@pytest.mark.parametrize("comment", ["", "   ", "…", "👍", "?!", "\n\n", "-"])
def test_what_holds_no_word_has_no_clause(comment: str) -> None:
    assert clauses_of(comment) == []


@given(st.text(max_size=300))
def test_clauses_are_stretches_of_the_comment_in_order_and_lose_no_letter(comment: str) -> None:
    end = 0
    outside = ""
    for clause in clauses_of(comment):
        assert clause.text == comment[clause.start : clause.end]
        assert clause.start >= end
        outside += comment[end : clause.start]
        end = clause.end
    outside += comment[end:]
    assert not any(letter.isascii() and letter.isalnum() for letter in outside)
