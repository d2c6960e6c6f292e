"""A survey's file is checked when it is read, and the error says where to look."""

from __future__ import annotations

from pathlib import Path

import pytest

from feedback_api.area.service import load_area
from feedback_api.errors import ContentError
from feedback_api.settings import ROOT
from feedback_api.surveys.definition import FacesQuestion, Survey, load_surveys
from feedback_api.surveys.engine import path

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


SURVEYS = load_surveys(ROOT / "data")
SHIPPED = {
    "annual_review_young_person",
    "coproduction_engagement",
    "ehc_parent",
    "local_offer",
    "practitioner",
    "service_experience",
}


def test_six_surveys_are_asked() -> None:
    assert {survey.id for survey in SURVEYS.all()} == SHIPPED


@pytest.mark.parametrize("survey", SURVEYS.all(), ids=lambda survey: survey.id)
def test_every_survey_is_short_and_can_be_refused(survey: Survey) -> None:
    assert survey.consent_yes != survey.consent_no
    for audience in survey.audiences:
        asked = [question for question in path(survey, audience, {}) if not question.about_you]
        assert len(asked) <= 8


@pytest.mark.parametrize("question", ["listened_to", "kept_informed", "tell_it_once", "aspirations_discussed"])
def test_parents_young_people_and_practitioners_can_be_set_side_by_side(question: str) -> None:
    answers = [
        {option.value for option in SURVEYS.get(survey).question(question).options} - {"not_sure"}
        for survey in ("ehc_parent", "annual_review_young_person", "practitioner")
    ]
    assert answers[0] == answers[1] == answers[2]


def test_young_people_pick_faces_with_words_and_may_be_unsure_and_have_help() -> None:
    survey = SURVEYS.get("annual_review_young_person")
    assert survey.helped is not None
    for question in survey.questions:
        if isinstance(question, FacesQuestion):
            assert all(option.symbol or option.outside_scale for option in question.options)
            assert "not_sure" in {option.value for option in question.options}


@pytest.mark.parametrize("survey", SURVEYS.all(), ids=lambda survey: survey.id)
def test_an_ambition_is_one_of_the_demonstration_councils(survey: Survey) -> None:
    ambitions = set(load_area(ROOT / "data", "trafford").ambitions)
    assert {question.ambition for question in survey.questions if question.ambition} <= ambitions
