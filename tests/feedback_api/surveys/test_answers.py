"""What counts as an answer when it is typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from feedback_api.surveys.answers import InvalidAnswer, clean_text
from feedback_api.surveys.definition import load_surveys
from feedback_api.surveys.engine import Progress
from feedback_api.surveys.reading import read_answer
from tests.feedback_api.helpers import SURVEY


@pytest.fixture(scope="module")
def progress(data_folder: Path) -> Progress:
    """The tests' own survey, just begun."""
    shelf = load_surveys(data_folder)
    voice = shelf.voice(shelf.get(SURVEY), "parent")
    return Progress(voice=voice, language="en", consented=True, answers={})


@pytest.mark.parametrize(
    ("question", "typed", "answer"),
    [
        ("on_time", "Sometimes", "sometimes"),
        ("on_time", "  SOMETIMES! ", "sometimes"),
        ("on_time", "no_bus", "no_bus"),
        ("on_time", "3", "always"),
        ("on_time", "1/3", "never"),
        ("on_time", "2 out of 3", "sometimes"),
        ("on_time", "4", None),
        ("on_time", "0", None),
        ("on_time", "3/5", None),
        ("on_time", "it depends", None),
        ("friendly", "Yeah!", "yes"),
        ("friendly", "nope", "no"),
        ("friendly", "don't know", "not_sure"),
        ("friendly", "yes and no", None),
        ("words", " More buses. ", "More buses."),
        ("words", "🙂", "🙂"),
        ("words", "\x00 \n", None),
    ],
)
def test_words_answer_an_option_only_when_that_is_certain(
    progress: Progress, question: str, typed: str, answer: str | None
) -> None:
    read = read_answer(progress, question, typed)
    assert (read.value if read is not None else None) == answer


def test_too_many_words_are_refused_and_not_cut(progress: Progress) -> None:
    with pytest.raises(InvalidAnswer, match="10,001 characters"):
        read_answer(progress, "words", "a" * 10_001)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\x00b", "ab"),
        ("half \ud83d an emoji", "half  an emoji"),
        ("e\u0301", "é"),
        ("\u200b\n line\n two \t", "\u200b\n line\n two"),
        ("👩‍👧", "👩‍👧"),
    ],
)
def test_only_what_carries_no_meaning_is_taken_out(typed: str, kept: str) -> None:
    assert clean_text(typed) == kept
