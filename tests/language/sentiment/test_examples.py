"""What the network learns from is in order."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from feedback_api.content import Content, read_content
from feedback_api.settings import ROOT
from language.sentiment.labels import LABELS
from language.sentiment.training.examples import (
    FOLDER,
    Example,
    WrongExamples,
    of_part,
    read_corrections,
    read_nhs,
    read_pairs,
    read_send,
)


class Comments(Content):
    """A file of data/sentiment/comments."""

    voice: str
    negative: list[str] = []
    mixed: list[str] = []
    positive: list[str] = []


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    """The training runs in the project's folder."""
    monkeypatch.chdir(ROOT)


def test_each_file_has_the_shape_of_its_kind() -> None:
    files = sorted(FOLDER.glob("*.yml"))
    assert [read_content(file, Comments).voice for file in files] == [file.stem for file in files]


def test_there_are_enough_comments_of_each_label() -> None:
    counts = Counter(example.label for example in read_send())
    assert sum(counts.values()) >= 3000
    assert min(counts[label] for label in LABELS) >= 900


def test_a_part_is_for_choosing_and_none_of_our_own_for_the_test() -> None:
    own = read_send()
    assert len(of_part(own, "validation")) / len(own) == pytest.approx(0.15, abs=0.03)
    assert of_part(own, "test") == []
    assert Example("It was  GOOD", "positive", "nhs").part == Example("it was good", "positive", "nhs").part


def test_pairs_leave_no_slot_open() -> None:
    assert not [example for example in read_pairs() if "{" in example.text]


def test_the_nhs_file_is_read_by_its_five_steps(tmp_path: Path) -> None:
    file = tmp_path / "nhs.csv"
    file.write_text('text,question,sentiment,themes\n"Good, really",Why?,1,x\nSo so,Why?,3,x\nBad,Why?,5,x\n')
    assert [(each.text, each.label) for each in read_nhs(file)] == [
        ("Good, really", "positive"),
        ("So so", "mixed"),
        ("Bad", "negative"),
    ]


def test_corrections_are_read_as_the_command_writes_them(tmp_path: Path) -> None:
    file = tmp_path / "corrections.jsonl"
    line = {"text": "It was sick", "label": "positive", "machine_label": "negative", "analyser": "any"}
    file.write_text(json.dumps(line) + "\n")
    assert read_corrections(file) == [Example("It was sick", "positive", "send")]
    file.write_text(json.dumps(line | {"label": "sarcastic"}) + "\n")
    with pytest.raises(WrongExamples, match="sarcastic is none of negative, mixed, positive"):
        read_corrections(file)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("voice: a\nnegative: [Bad]\npositive: [bad]\n", "is positive here and negative elsewhere"),
        ("voice: a\nnegatve: [Bad]\n", "can stand here"),
        ("voice: a\nmixed: [no]\n", "put quotes round"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "a.yml").write_text(content)
    with pytest.raises(WrongExamples, match=message):
        read_send(tmp_path)
