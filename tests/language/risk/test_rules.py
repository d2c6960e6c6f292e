"""The phrases of data/safeguarding/rules.yml, and what is said of one that is wrong."""

from __future__ import annotations

from typing import Any

import pytest

from language.risk.folding import as_words, clauses, fold, sentences
from language.risk.rules import RuleError, read_rules

FRAME: dict[str, Any] = {
    "groups": {"self": ["myself", "my own self"]},
    "negation": ["not"],
    "softer": ["years ago"],
    "never": ["training"],
    "idioms": ["killing me"],
}


def hits(text: str, **rule: Any) -> list[tuple[str, str]]:
    """What one rule finds in a text."""
    entry = {"kind": "self_harm", "level": "urgent", **rule}
    return list(read_rules({**FRAME, "rules": [entry]}).find(sentences(fold(text))))


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("hurt {self}", "I hurt myself", True),
        ("hurt {self}", "I hurt my own self", True),
        ("hurt {self}", "I hurt. Myself, I mean", False),
        ("cut ... arm", "cut the inside of arm", True),
        ("cut ... arm", "cut one two three four arm", False),
        ("cut|hurt arm", "hurt arm", True),
        ("(in front of|near) train", "in front of train", True),
        ("really? hurt me", "hurt me", True),
        ("bruis* me", "bruising me", True),
        ("cut me", "haircut me", False),
    ],
)
def test_the_language_of_phrases(phrase: str, text: str, found: bool) -> None:
    assert bool(hits(text, phrases=[phrase])) is found


def test_guards_silence_and_soften() -> None:
    rule = {"phrases": ["cut myself"], "unless": ["by accident"], "negatable": True}
    assert hits("i cut myself", **rule) == [("urgent", "self_harm")]
    assert hits("i cut myself by accident", **rule) == []
    assert hits("i did not cut myself", **rule) == []
    assert hits("i cut myself years ago", **rule) == [("concern", "self_harm")]
    assert hits("training on i cut myself", **rule) == []
    assert hits("Not today. I cut myself", **rule) == [("urgent", "self_harm")]


@pytest.mark.parametrize(
    "rule",
    [
        {"kind": "self_harm", "level": "urgent"},
        {"kind": "self_harm", "level": "none", "phrases": ["x"]},
        {"kind": "self_harm", "level": "urgent", "phrases": ["x"], "unles": ["y"]},
        {"kind": "self_harm", "level": "urgent", "phrases": ["{nobody}"]},
    ],
)
def test_a_wrong_rule_is_named(rule: dict[str, Any]) -> None:
    with pytest.raises(RuleError, match="rule 1"):
        read_rules({**FRAME, "rules": [rule]})


def test_numbers_that_are_numbers_stay() -> None:
    assert as_words(fold("Year 7, M33, 11yo, 999, 20 weeks")) == "year 7 m33 11yo 999 20 weeks"


def test_clauses_are_pieces_that_stand_by_themselves() -> None:
    folded = fold("The bus was late, and he hit me on the way. Thanks!")
    assert clauses(folded, 3) == [
        "the bus was late and he hit me on the way",
        "the bus was late",
        "and he hit me on the way",
    ]
