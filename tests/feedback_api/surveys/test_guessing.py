"""Free words are taken for a suggestion, never for an answer."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from feedback_api.settings import ROOT
from feedback_api.surveys import amounts
from feedback_api.surveys.definition import load_surveys
from feedback_api.surveys.engine import Progress
from feedback_api.surveys.guessing import guess
from feedback_api.surveys.phrases import load_survey_phrases
from feedback_api.surveys.reading import meant_instead

PHRASES = load_survey_phrases(ROOT / "data")
SHELF = load_surveys(ROOT / "data")


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the middle of November 2026."""
    monkeypatch.setattr(amounts, "now", lambda: datetime(2026, 11, 15, 12, tzinfo=UTC))


def guessed(survey_id: str, question: str, text: str) -> object:
    """The value that the words are taken for."""
    survey = SHELF.get(survey_id)
    progress = Progress(SHELF.voice(survey, survey.audience), "en", consented=True, answers={})
    found = guess(progress, question, text, PHRASES)
    return found.value if found is not None else None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("pretty bad tbh", "very_badly"),
        ("bad", "badly"),
        ("not good", "badly"),
        ("absolutely dreadful", "very_badly"),
        ("ok i suppose", "well"),
        ("really good", "very_well"),
        ("brilliant", "very_well"),
        ("good at first and then terrible", None),
        ("the tall green bicycle", None),
        ("i rang the office on tuesday and on wednesday and then they said it was good to wait a bit", None),
    ],
)
def test_free_words_on_a_scale(text: str, value: str | None) -> None:
    assert guessed("ehc_parent", "kept_informed", text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("i think so", "yes"), ("not really", "no"), ("no idea", "not_sure"), ("yes and no", None), ("blue", None)],
)
def test_free_words_for_yes_and_no(text: str, value: str | None) -> None:
    assert guessed("ehc_parent", "tell_it_once", text) == value


@pytest.mark.parametrize(
    ("text", "weeks"),
    [
        ("about 6 weeks", 6),
        ("six months", 26),
        ("2 years", 104),
        ("a year", 52),
        ("no wait at all", 0),
        ("thirty", 30),
        ("ages", None),
        ("6 weeks then 2 months", None),
    ],
)
def test_a_wait_in_words(text: str, weeks: int | None) -> None:
    assert guessed("service_experience", "waited_weeks", text) == weeks


@pytest.mark.usefixtures("today")
@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("last month", "2026-10"),
        ("in march", "2026-03"),
        ("december i think", "2025-12"),
        ("sept 2025", "2025-09"),
        ("09/2026", "2026-09"),
        ("between june and july", None),
    ],
)
def test_a_month_in_words(text: str, month: str | None) -> None:
    assert guessed("service_experience", "when_used", text) == month


@pytest.mark.parametrize(
    ("survey", "question", "text", "value"),
    [
        ("ehc_parent", "district", "we live in m33 7xx", "M33"),
        ("service_experience", "service", "it was camhs", "camhs"),
        ("service_experience", "service", "hydrotherapy", {"value": "other", "text": "hydrotherapy"}),
        ("ehc_parent", "need", "he has autism and adhd", {"values": ["autism", "adhd"]}),
        ("ehc_parent", "ethnic_group", "x" * 300, None),
    ],
)
def test_options_and_places_in_a_sentence(survey: str, question: str, text: str, value: object) -> None:
    assert guessed(survey, question, text) == value


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("I meant no", "no"),
        ("oops, i meant badly", "badly"),
        ("make that yes", "yes"),
        ("no", None),
        ("what do you mean", None),
    ],
)
def test_a_change_of_the_last_answer(text: str, instead: str | None) -> None:
    assert meant_instead(text) == instead


@pytest.mark.parametrize(
    ("text", "topic", "survey", "audience"),
    [
        ("i want to give feedback", None, "ehc_parent", None),
        ("give feedback", "local_offer_what", "local_offer", None),
        ("i want to tell you about my review, im 16", None, "annual_review_young_person", "young_person"),
        ("SENCO wanting to give feedback", None, "practitioner", "practitioner"),
        ("feedback on the speech therapy we had", None, "service_experience", None),
        ("im 15 and want to say what i think of the local offer", None, "local_offer", "young_person"),
    ],
)
def test_which_survey_is_meant(text: str, topic: str | None, survey: str, audience: str | None) -> None:
    assert PHRASES.meant(text, topic) == (survey, audience)


def test_the_chat_knows_only_surveys_and_options_that_there_are() -> None:
    for survey_id in [PHRASES.default, *(start.survey for start in PHRASES.start), *(o.survey for o in PHRASES.offers)]:
        SHELF.get(survey_id)
    asked = SHELF.get("ehc_parent")
    assert set(PHRASES.facts.needs.values()) <= {option.value for option in asked.question("need").options}
    assert set(PHRASES.facts.ages) == {option.value for option in asked.question("age_band").options}
