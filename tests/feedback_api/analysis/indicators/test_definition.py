"""data/indicators.yml: each measure with its source, and each fits a question that is asked."""

from __future__ import annotations

from feedback_api.analysis.indicators.definition import load_indicators, problems
from feedback_api.settings import ROOT
from feedback_api.surveys.definition import load_surveys

FILE = load_indicators(ROOT / "data")
SHELF = load_surveys(ROOT / "data")


def test_every_indicator_fits_the_surveys() -> None:
    assert problems(FILE, SHELF) == []


def test_every_indicator_names_the_paper_that_it_comes_from() -> None:
    for indicator in FILE.indicators:
        assert indicator.source.startswith(("T17", "T24", "W22", "S22", "NW24")), indicator.id


def test_a_question_that_is_gone_is_named() -> None:
    changed = FILE.model_copy(
        update={"indicators": [FILE.indicators[0].model_copy(update={"question": "gone", "surveys": ["ehc_parent"]})]}
    )
    assert f"indicators.yml: {FILE.indicators[0].id}: ehc_parent has no question gone." in problems(changed, SHELF)


def test_an_answer_that_is_gone_is_named() -> None:
    changed = FILE.model_copy(update={"indicators": [FILE.indicators[0].model_copy(update={"good": ["splendid"]})]})
    assert any("has no answer splendid" in problem for problem in problems(changed, SHELF))
