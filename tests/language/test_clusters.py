"""Clusters: like questions together, named in their own words, for twenty as for many."""

from __future__ import annotations

import random

import pytest

from language import clusters
from language.clusters import cluster

SWIMMING = [
    "where can my son go swimming near Sale",
    "is there a swimming class for disabled kids",
    "swimming lessons for autistic boy?",
    "any pool with a hoist",
]
BADGE = [
    "blue badge how long does it take",
    "how do I get a blue badge for my daughter",
    "blue badge hidden disability",
]
NAPPIES = ["Who pays for nappies for a 6 year old", "continence nappies supply age 5", "can i get nappies on nhs"]
ALONE = ["wedding venue", "what time does the tip open", "dog licence"]
QUARTER = [*SWIMMING, *BADGE, *NAPPIES, *ALONE]


def grouped(texts: list[str]) -> list[set[str]]:
    """The groups as sets of texts."""
    return [{texts[place] for place in one.members} for one in cluster(texts)]


def test_a_small_councils_quarter_is_sorted_by_meaning() -> None:
    found = grouped(QUARTER)
    assert [len(group) for group in found] == sorted((len(group) for group in found), reverse=True)
    for meant in (SWIMMING, BADGE, NAPPIES):
        assert set(meant) in found
    assert not any(group & set(ALONE) for group in found)


def test_a_group_is_named_by_the_words_that_tell_it_from_the_others() -> None:
    named = {one.name: one for one in cluster(QUARTER)}
    for word in ("swimming", "blue badge", "nappies"):
        assert any(word in name for name in named), list(named)
    for one in named.values():
        assert one.central in [QUARTER[place] for place in one.members]


def test_the_order_in_which_they_came_changes_nothing() -> None:
    shuffled = QUARTER.copy()
    random.Random(3).shuffle(shuffled)  # noqa: S311
    assert grouped(shuffled) == grouped(QUARTER)
    assert [one.name for one in cluster(shuffled)] == [one.name for one in cluster(QUARTER)]


@pytest.mark.parametrize("texts", [[], ["hello"], ["", " ", "👍", "???"], ["wedding venue", "dog licence"]])
def test_where_nothing_is_alike_there_is_no_group(texts: list[str]) -> None:
    assert cluster(texts) == []


def test_the_same_question_many_times_is_one_group() -> None:
    (only,) = cluster(["Can I get nappies on the NHS?"] * 30)
    assert len(only.members) == 30


def test_a_group_of_fewer_than_asked_for_is_left_out() -> None:
    assert [len(one.members) for one in cluster(QUARTER, smallest=4)] == [4]


def test_a_redacted_name_is_never_part_of_a_groups_name() -> None:
    found = cluster(["[name] needs nappies", "nappies for [name]", "[name] nappies on nhs"])
    assert found
    assert all("name" not in one.name for one in found)


def test_many_texts_taken_in_portions_find_the_same_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = grouped(QUARTER)
    monkeypatch.setattr(clusters, "PORTION", 6)
    in_portions = grouped(QUARTER)
    assert {len(group) for group in in_portions} >= {3}
    # Portions may part a group here and there; they never put together what is apart.
    assert all(any(group <= other for other in whole) for group in in_portions)
