"""The generated part of domain.yml."""

from __future__ import annotations

import pytest

from bot.domain import BEGIN, DOMAIN_FILE, END, main, with_topics
from bot.topic_decision import known_topics


def test_the_domain_is_up_to_date() -> None:
    assert main(["--check"]) == 0


def test_a_topic_that_the_domain_lacks_is_noticed() -> None:
    domain = DOMAIN_FILE.read_text(encoding="utf-8")
    assert with_topics(domain, known_topics()) == domain
    assert with_topics(domain, [*known_topics(), "a_new_topic"]) != domain


def test_generating_twice_changes_nothing() -> None:
    once = with_topics(f"intents:\n{BEGIN}  - old\n{END}slots: {{}}\n", ["new"])
    assert once == f"intents:\n{BEGIN}  - new\n{END}slots: {{}}\n"
    assert with_topics(once, ["new"]) == once


def test_a_domain_without_its_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="marks"):
        with_topics("intents: []\n", [])
