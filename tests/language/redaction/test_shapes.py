"""The rules that have an edge on both sides."""

from __future__ import annotations

import pytest

from language.redaction import lexicon, redact
from language.redaction.net import identifies
from language.redaction.spans import Span, resolve
from language.redaction.words import fold


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        # Ten digits that pass the checksum are no NHS number by that alone.
        ("the reference is 9434765919", ()),
        ("my nhs number is 9434765919", ("NHS number",)),
        ("my nhs number is 9434765918", ("NHS number",)),
        ("943 476 5919", ("NHS number",)),
        # A date is one of birth where something says so.
        ("the meeting on 12/3/2024", ()),
        ("born 12/3/2014", ("date of birth",)),
        ("12/3/2014 is his birthday", ("date of birth",)),
        ("he was born in Manchester", ()),
        # Lines that anybody may ring.
        ("ring Childline on 0800 1111 or SENDIASS on 0300 123 4567", ()),
        ("ring me on 0161 496 0123", ("phone",)),
        # The district says where, not who.
        ("we are in M33", ()),
        ("we are in M33 7XY", ("postcode",)),
        ("his 16th birthday", ()),
        ("section 509AA", ()),
    ],
)  # fmt: skip
def test_a_number_needs_its_shape_or_its_context(text: str, kinds: tuple[str, ...]) -> None:
    assert redact(text).found == kinds


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://www.gov.uk/children-with-special-educational-needs", False),
        ("https://www.gov.uk/government/publications/send-code-of-practice-0-to-25", False),
        ("www.trafford.gov.uk", False),
        ("https://example.org/news/2026/may", False),
        ("https://portal.example.org/case/839201", True),
        ("https://example.org/page?user=4", True),
        ("facebook.com/someone", True),
        ("https://example.org/save-jamie", True),
        ("www.anyschool.sch.uk", True),
    ],
)
def test_a_link_goes_when_it_leads_to_somebody(address: str, expected: bool) -> None:
    assert identifies(address) is expected


def test_of_two_findings_the_firmer_kind_wins_then_the_longer() -> None:
    name, school, longer = Span(0, 8, "name"), Span(4, 9, "school"), Span(10, 20, "name")
    assert resolve([name, school, longer, Span(12, 15, "name")]) == [school, longer]


def test_words_are_compared_without_accents() -> None:
    assert fold("Łukasz") == "lukasz"
    assert fold("Siân’s") == "sian's"


def test_no_word_that_must_stay_is_believed_as_a_name() -> None:
    names = lexicon.names()
    assert not lexicon.allowed_words() & (names.near | names.far)


def test_every_entry_of_the_lists_is_text() -> None:
    """YAML reads a bare on, no or 1:1 as something else."""
    for name in ("allow", "names", "people", "schools", "streets"):
        for part in lexicon.yaml_file(name).values():
            assert isinstance(part, str) or all(isinstance(entry, str) for entry in part)


@pytest.mark.parametrize(
    ("word", "expected"), [("zeeshan", True), ("assesment", False), ("behnid", False), ("waiting", False)]
)
def test_a_slip_of_the_pen_is_not_strange(word: str, expected: bool) -> None:
    assert lexicon.is_strange(word) is expected
