"""Abbreviations are opened as whole words, in any case, and nothing else is touched."""

from __future__ import annotations

import pytest

from language.abbreviations import AbbreviationOpener, default_opener

OPENER = AbbreviationOpener({"ehcp": "care plan", "ehc": "care", "ep": "psychologist", "ed psych": "psychologist"})


@pytest.mark.parametrize(
    ("text", "opened"),
    [
        ("My EHCP is late", "My care plan is late"),
        ("ehcp?", "care plan?"),
        ("two EHCPs", "two care plan"),
        ("the EP's report", "the psychologist report"),
        ("the EP’s report", "the psychologist report"),
        ("an EHC plan", "an care plan"),
        ("the Ed Psych came", "the psychologist came"),
        ("a step and a recipe", "a step and a recipe"),
        ("ehcpx", "ehcpx"),
        ("", ""),
        ("🙂 ما", "🙂 ما"),
    ],
)
def test_whole_words_are_opened_in_any_case(text: str, opened: str) -> None:
    assert OPENER.open(text) == opened


@pytest.mark.parametrize(
    ("text", "opened"),
    [
        ("EBSA", "emotionally based school avoidance"),
        ("SENCO", "special educational needs coordinator"),
        ("CAMHS", "child mental health service"),
    ],
)
def test_the_projects_own_list_is_read(text: str, opened: str) -> None:
    assert default_opener().open(text) == opened
