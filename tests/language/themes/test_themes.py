"""Themes: what a comment is about, clause by clause, with the service that is waited for."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from language.sentiment import LABELS
from language.themes import model_version, themes_of, themes_of_all
from language.themes.catalogue import DEFAULT_FILE, default_catalogue, read_catalogue
from language.themes.classifier import default_classifier
from language.themes.features import encoder_digest
from language.themes.fitting.examples import read_examples


def themes(comment: str) -> set[str]:
    """The themes of a comment."""
    return {mention.theme for mention in themes_of(comment)}


@pytest.mark.parametrize(
    ("comment", "theme"),
    [
        ("Nobody rings back.", "communication"),
        ("They never listened to us", "listened_to"),
        ("the taxi was late again", "transport"),
        ("had to tell our story to five people", "tell_it_once"),
        ("i want to be a mechanic and nobody asks", "aspirations"),
        ("We get no respite", "short_breaks"),
        ("He's been excluded four times", "inclusion"),
        ("The plan is copied from another child", "plan_quality"),
        ("we went to tribunal", "trust"),
        ("The Local Offer website is out of date", "information"),
        ("physio is excellent", "therapies"),
        ("I'm exhausted and so is my wife", "family_wellbeing"),
    ],
)
def test_plain_comments_get_their_theme(comment: str, theme: str) -> None:
    assert theme in themes(comment)


@pytest.mark.parametrize(
    "comment", ["n/a", "It was fine", "Thank you", "no", "👍", "", "?", "10/10", "My son is seven"]
)
def test_a_comment_about_nothing_has_no_theme(comment: str) -> None:
    assert themes_of(comment) == []


def test_each_theme_is_explained_by_the_clause_that_earned_it() -> None:
    comment = "Lovely SENCO but nine months waiting for CAMHS"
    by_theme = {mention.theme: mention for mention in themes_of(comment)}
    assert by_theme["staff_attitude"].clause == "Lovely SENCO"
    assert by_theme["staff_attitude"].label == "positive"
    assert by_theme["waiting_times"].clause == "but nine months waiting for CAMHS"
    assert by_theme["waiting_times"].service == "camhs"
    for mention in by_theme.values():
        assert mention.clause == comment[mention.start : mention.end]


@pytest.mark.parametrize(
    ("comment", "services"),
    [
        ("Two years on the list for speech therapy", ["speech_and_language"]),
        ("waiting for SALT and OT for a year", ["speech_and_language", "occupational_therapy"]),
        ("The autism assessment is a three year wait", ["autism_assessment"]),
        ("The EHCP took 40 weeks", ["ehc_plan"]),
        ("the waiting list is a joke", [None]),
        # The clause names none, the comment one.
        ("CAMHS is hopeless. We have been waiting for over a year.", ["camhs"]),
    ],
)
def test_waiting_says_for_which_service(comment: str, services: list[str | None]) -> None:
    assert [one.service for one in themes_of(comment) if one.theme == "waiting_times"] == services


def test_only_waiting_carries_a_service() -> None:
    assert all(one.service is None for one in themes_of("Speech therapy is great") if one.theme != "waiting_times")


@settings(max_examples=40)
@given(st.text(max_size=200))
def test_whatever_is_written_the_figures_stay_in_their_ranges(comment: str) -> None:
    for mention in themes_of(comment):
        assert mention.theme in default_catalogue().themes
        assert mention.clause == comment[mention.start : mention.end]
        assert mention.label in LABELS
        assert -1 <= mention.polarity <= 1
        assert 0 < mention.confidence <= 1


@pytest.mark.parametrize(
    "comment", ["wait " * 2000, "a\x00b waiting list", "<b>taxi</b> late", "'; DROP TABLE x;--", "انتظار"]
)
def test_odd_input_is_read_without_harm(comment: str) -> None:
    themes_of(comment)


def test_many_at_once_say_the_same_as_one_by_one() -> None:
    comments = ["Nobody rings back", "n/a", "", "The taxi was late and we waited a year for physio"]
    together = [{one.theme for one in mentions} for mentions in themes_of_all(comments)]
    assert together == [themes(comment) for comment in comments]


def test_the_model_knows_the_themes_of_the_file_and_bears_a_version() -> None:
    assert default_classifier().themes == default_catalogue().themes
    assert model_version().startswith("themes-")


def test_the_weights_were_learned_on_the_encoder_that_is_here() -> None:
    # Another encoder's vectors mean nothing to them: run `make fit-themes` when it has changed.
    assert default_classifier().encoder == encoder_digest()


def test_a_keyword_means_its_theme_in_the_examples() -> None:
    # A word that is right less than half the time misleads; the file should not hold it.
    content = yaml.safe_load(DEFAULT_FILE.read_text(encoding="utf-8"))
    examples = read_examples()
    weak = []
    for theme in content["themes"]:
        for keyword in theme["keywords"]:
            one = read_catalogue({"themes": [{"id": theme["id"], "keywords": [keyword]}], "services": []})
            right = [theme["id"] in example.themes for example in examples if one.keywords_in(example.text)[0]]
            if sum(right) < 0.5 * len(right):
                weak.append((theme["id"], keyword, right))
    assert weak == []


def test_there_are_examples_enough_of_each_theme_and_of_none() -> None:
    examples = read_examples()
    counts = {theme: sum(theme in one.themes for one in examples) for theme in default_catalogue().themes}
    assert min(counts.values()) >= 90, counts
    assert sum(not one.themes for one in examples) >= 400
