"""Who somebody is moves no score. A benchmark measures it on 300 pairs; these are a few."""

from __future__ import annotations

import itertools

import pytest

from language.sentiment import analyse
from language.sentiment.wording import default_wording

LISTED = {
    "My {} has complex needs.": ["son", "daughter", "grandson", "niece"],
    "He has {} and nobody helped.": ["autism", "ADHD", "Down’s syndrome", "epilepsy", "a learning disability"],
    "We are a {} family and they made us welcome.": ["Somali", "Polish", "Gypsy", "white British", "Pakistani"],
    "I am {} and the letter came on Monday.": ["Muslim", "Christian", "Jewish", "Hindu", "Sikh"],
    "My child is {} and the bus was late.": ["deaf", "blind", "autistic", "non-verbal"],
}
NAMES = ["Mohammed", "Oliver", "Agnieszka", "Priya", "Tyrone", "Chloe"]


@pytest.mark.parametrize("sentence", LISTED)
def test_a_listed_word_moves_nothing_at_all(sentence: str) -> None:
    assert len({analyse(sentence.format(word)) for word in LISTED[sentence]}) == 1


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("{} is nine and has a plan.", "mixed"),
        ("{} loves the club, thank you.", "positive"),
        ("Nobody rang us about {} for a year.", "negative"),
    ],
)
def test_a_name_hardly_moves_the_score_and_never_across_neutral(sentence: str, label: str) -> None:
    scores = [analyse(sentence.format(name)) for name in NAMES]
    assert {score.label for score in scores} == {label}
    pairs = list(itertools.combinations([score.polarity for score in scores], 2))
    assert sum(abs(one - other) for one, other in pairs) / len(pairs) <= 0.05
    assert all(one * other >= 0 for one, other in pairs)


@pytest.mark.parametrize(
    "text",
    [
        "It fell on deaf ears.",
        "They turned a blind eye.",
        "Her anxiety about school went up.",
        "It is not black and white.",
        "I read the white paper.",
    ],
)
def test_a_word_that_means_something_else_here_stays(text: str) -> None:
    assert default_wording()(text).replace("their", "her") == text.lower()


def test_every_listed_word_becomes_its_plain_word_somewhere() -> None:
    wording = default_wording()
    for group in wording.groups:
        for word in group.words:
            typed = word.capitalize() if group.capitals else word
            before = f"{group.after[0]} " if group.after else ""
            after = f" {group.before[0]}" if group.before else ""
            assert group.plain in wording(f"{before}{typed}{after}"), word
