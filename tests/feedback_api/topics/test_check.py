"""`check-content`: it finds each kind of fault, and says where and what to do."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from feedback_api.settings import ROOT
from feedback_api.topics.check import Finding, check_content

TODAY = date(2026, 11, 24)
TOPIC = "ehc_assessment_timescale"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the content, to be spoilt."""
    for name in ("topics", "area", "conversation"):
        shutil.copytree(ROOT / "data" / name, tmp_path / name)
    return tmp_path


def spoil(data: Path, old: str, new: str) -> list[Finding]:
    """What is found on the topic once `old` has been replaced in its file."""
    file = data / "topics" / "ehc_assessment.yml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return [finding for finding in check_content(data, "trafford", TODAY) if finding.topic == TOPIC]


@pytest.mark.parametrize("area", ["trafford", "westmere"])
def test_the_content_has_no_error_in_any_area(area: str) -> None:
    assert [str(finding) for finding in check_content(ROOT / "data", area, TODAY) if finding.kind == "error"] == []


def test_a_fact_that_the_answer_lacks(data: Path) -> None:
    [finding] = spoil(data, "The council has 6 weeks to tell you", "The council has a while to tell you")
    assert finding.kind == "error"
    assert "the answer does not say “6 weeks" in finding.what
    line = (data / "topics" / "ehc_assessment.yml").read_text(encoding="utf-8").splitlines()[finding.line - 1]
    assert line.strip() == "answer: >-"


def test_a_sentence_of_easy_read_that_is_too_long(data: Path) -> None:
    marker = f"  {TOPIC}:"
    file = data / "topics" / "ehc_assessment.yml"
    before, after = file.read_text(encoding="utf-8").split(marker)
    long = "one two three four five six seven eight nine ten eleven twelve thirteen"
    after = after.replace("    easy_read:\n", f"    easy_read:\n      - {long}\n", 1)
    file.write_text(before + marker + after, encoding="utf-8")
    found = [finding for finding in check_content(data, "trafford", TODAY) if finding.topic == TOPIC]
    assert any("has 13 words" in finding.what for finding in found)


def test_a_text_that_is_too_hard_and_too_long(data: Path) -> None:
    words = "Notwithstanding administrative considerations concerning institutional responsibilities " * 20
    found = spoil(data, "The council has 6 weeks to tell you", words + "the council has 6 weeks to tell you")
    assert any("reading grade" in finding.what for finding in found)
    assert any("words." in finding.what for finding in found)


def test_a_review_that_is_overdue_is_a_reminder_and_no_error(data: Path) -> None:
    found = [f for f in check_content(data, "trafford", date(2030, 1, 1)) if f.topic == TOPIC]
    assert [(finding.kind, "review was due" in finding.what) for finding in found] == [("reminder", True)]


def test_a_missing_local_fact_is_a_reminder(data: Path) -> None:
    found = {f.topic: f for f in check_content(data, "westmere", TODAY) if f.kind == "reminder"}
    assert "general wording" in found["speech_referral"].what
    assert "autism_referral" not in found
