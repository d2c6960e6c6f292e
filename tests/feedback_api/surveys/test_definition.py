"""A survey's file is checked when it is read, and the error says where to look."""

from __future__ import annotations

from pathlib import Path

import pytest

from feedback_api.errors import ContentError
from feedback_api.settings import ROOT
from feedback_api.surveys.definition import load_surveys

GOOD = (Path(__file__).parent.parent / "bus_to_school.yml").read_text(encoding="utf-8")


def write(folder: Path, text: str, name: str = "bus_to_school") -> Path:
    """A data folder with one survey."""
    (folder / "surveys").mkdir()
    (folder / "surveys" / f"{name}.yml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("consent_no:", "consent_nope:", "consent_nope"),
        ("kind: scale", "kind: sacle", "questions → 0"),
        ("value: sometimes", "value: never", "two options have the same value"),
        ("id: friendly", "id: on_time", "two questions have the same id"),
        ("id: friendly", "id: Friendly!", "questions → 1"),
        ("version: 3", "version: 0", "version"),
        ("title: The bus to school", "title: ''", "title"),
        ("maximum_characters: 10000", "maximum_characters: 10001", "maximum_characters"),
        ("questions:", "questions: [", "not valid YAML"),
    ],
)
def test_a_mistake_is_named_with_its_file_and_place(tmp_path: Path, before: str, after: str, said: str) -> None:
    with pytest.raises(ContentError) as error:
        load_surveys(write(tmp_path, GOOD.replace(before, after, 1)))
    assert "bus_to_school.yml" in str(error.value)
    assert said in str(error.value)


def test_a_file_is_named_after_its_survey(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"Rename the file to bus_to_school\.yml"):
        load_surveys(write(tmp_path, GOOD, name="coach"))


def test_every_survey_of_the_project_is_right_and_can_be_refused() -> None:
    for survey in load_surveys(ROOT / "data").all():
        assert survey.consent_yes != survey.consent_no
        assert len(survey.questions) <= 8
