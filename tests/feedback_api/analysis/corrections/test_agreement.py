"""Cohen's kappa, with its base and interval."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from feedback_api.analysis.corrections.agreement import agreement
from language.sentiment import LABELS

PAIRS = st.lists(st.tuples(st.sampled_from(LABELS), st.sampled_from(LABELS)), min_size=1, max_size=60)


@given(PAIRS)
def test_kappa_is_the_one_that_scikit_learn_computes(pairs: list[tuple[str, str]]) -> None:
    found = agreement(pairs)
    assert found.base == len(pairs)
    if found.kappa is not None and found.low is not None and found.high is not None:
        machine, officer = zip(*pairs, strict=True)
        assert found.kappa == pytest.approx(cohen_kappa_score(machine, officer))
        assert -1 <= found.low <= found.kappa <= found.high <= 1


def test_a_worked_example() -> None:
    # Cohen's own arithmetic: 8 of 10 the same, 0.5 of them by chance, so (0.8 - 0.5) / (1 - 0.5).
    pairs = [("negative", "negative")] * 4 + [("positive", "positive")] * 4
    pairs += [("negative", "positive"), ("positive", "negative")]
    found = agreement(pairs)
    assert (found.base, found.agreed) == (10, 8)
    assert found.kappa == pytest.approx(0.6)


@pytest.mark.parametrize("pairs", [[], [("mixed", "mixed")] * 7])
def test_where_chance_alone_would_agree_there_is_no_kappa(pairs: list[tuple[str, str]]) -> None:
    assert agreement(pairs).kappa is None


def test_the_interval_of_more_comments_is_narrower() -> None:
    pairs = [("negative", "negative"), ("positive", "positive"), ("mixed", "negative"), ("mixed", "mixed")]
    few, many = agreement(pairs * 3), agreement(pairs * 30)
    assert few.kappa == pytest.approx(many.kappa)
    assert few.low is not None and many.low is not None
    assert few.low < many.low
