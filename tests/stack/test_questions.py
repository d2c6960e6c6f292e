"""Local Offer questions through the whole system: gateway, Rasa, actions, content."""

from __future__ import annotations

import pytest

from tests.served import ServedSystem
from tests.visitor import Visitor

pytestmark = pytest.mark.stack


def test_the_greeting_says_what_it_is_and_is_not(served: ServedSystem) -> None:
    greeting = Visitor(served.url).heard[0]["text"]
    assert "computer program" in greeting
    assert "not a person" in greeting


@pytest.mark.parametrize(
    ("question", "topic", "fact"),
    [
        ("what is an ehc needs assessment", "ehc_assessment_what", "education, health and care"),
        ("how do i ask for an ehc needs assessment", "ehc_assessment_request", "in writing"),
        ("how long does an EHC assessment take?", "ehc_assessment_timescale", "20 weeks"),
        ("who gives advice for the ehc assessment", "ehc_assessment_advice", "educational psychologist"),
        ("the council refused to assess my son", "ehc_assessment_refused", "mediation"),
        ("his ehc plan is late its been 31 weeks", "ehc_plan_late", "20 weeks"),
        ("what is an annual review", "annual_review_what", "12 months"),
        ("how do i get ready for her annual review as a parent", "annual_review_prepare", "two weeks"),
        ("im 16 and its my review what can i say", "annual_review_young_person", "help you say it"),
        ("what happens after the annual review meeting", "annual_review_after", "4 weeks"),
        ("can i ask for an early annual review because his needs changed", "annual_review_early", "in writing"),
        ("phase transfer to secondary school with an ehcp", "phase_transfer", "15 February"),
    ],
)
def test_each_topic_of_the_first_two_groups_is_answered_with_sources(
    served: ServedSystem, question: str, topic: str, fact: str
) -> None:
    visitor = Visitor(served.url)
    answer = visitor.say(question)
    assert visitor.topics == [topic]
    assert fact.casefold() in answer.casefold()
    assert visitor.heard[0]["sources"], "an answer without its source"
    assert all(source["url"].startswith("https://") for source in visitor.heard[0]["sources"])
    assert "Who can help" in answer


def test_what_is_not_understood_gets_the_nearest_topics_and_a_person(served: ServedSystem) -> None:
    visitor = Visitor(served.url)
    answer = visitor.say("the violin of the moon went sideways past tuesday")
    assert visitor.topics == []
    assert "SENDIASS: 0161 496" in answer
    assert len(visitor.heard[0]["alternatives"]) >= 2


def test_a_third_miss_in_a_row_gives_a_person_first(served: ServedSystem) -> None:
    visitor = Visitor(served.url)
    answers = [visitor.say("the violin of the moon went sideways past tuesday") for _ in range(3)]
    assert len(set(answers)) == 3, "the same sentence was said twice"
    assert answers[2].startswith("I don't think I can answer this one. A person can")


def test_more_and_easier_words_are_a_button_away(served: ServedSystem) -> None:
    visitor = Visitor(served.url)
    visitor.say("how long does an EHC assessment take?")
    assert "week 16" in visitor.press("Tell me more")
    assert "The council has 6 weeks" in visitor.press("Easier words")
    assert visitor.topics == ["ehc_assessment_timescale"]


def test_a_visit_of_fifty_turns_is_answered_to_the_end(served: ServedSystem) -> None:
    visitor = Visitor(served.url)
    for _ in range(25):
        assert "20 weeks" in visitor.say("how long does an EHC assessment take?")
        assert "12 months" in visitor.say("what is an annual review")
