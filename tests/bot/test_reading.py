"""From probabilities to a decision."""

from __future__ import annotations

from bot.reading import (
    ASK_TOPIC,
    CLARIFY,
    OUT_OF_SCOPE,
    UNSURE,
    Reading,
    Thresholds,
    both,
    read,
    tempered,
    without,
    without_kinds,
)

TOPICS = {"mediation", "tribunal_appeal", "sendiass", "bullying"}
AT = Thresholds(sure=0.7, near=0.4, talk=0.4, outside=0.3)


def test_a_likely_topic_is_answered() -> None:
    reading = read([("mediation", 0.8), ("tribunal_appeal", 0.2)], TOPICS, AT)
    assert reading.intent == ASK_TOPIC
    assert reading.sure_topics == ["mediation"]


def test_between_near_topics_it_asks_which() -> None:
    reading = read([("mediation", 0.4), ("tribunal_appeal", 0.35), ("greet", 0.25)], TOPICS, AT)
    assert reading.intent == CLARIFY
    assert reading.sure_topics == []


def test_a_topic_that_may_well_be_talk_is_not_answered() -> None:
    assert read([("mediation", 0.6), ("greet", 0.4)], TOPICS, AT).intent == UNSURE


def test_unlikely_talk_is_not_believed() -> None:
    assert read([("greet", 0.3), ("mediation", 0.29)], TOPICS, AT).intent == UNSURE


def test_the_kinds_out_of_scope_are_one_intent() -> None:
    ranking, kind = without_kinds(
        [("mediation", 0.4), ("out_of_scope_adult_care", 0.35), ("out_of_scope_general", 0.25)]
    )
    assert ranking[0][0] == OUT_OF_SCOPE
    assert round(ranking[0][1], 6) == 0.6
    assert kind == "adult_care"
    assert read(ranking, TOPICS, AT).intent == OUT_OF_SCOPE


def test_without_kinds_leaves_other_rankings_as_they_are() -> None:
    assert without_kinds([("mediation", 1.0)]) == ([("mediation", 1.0)], None)


def test_a_low_temperature_sharpens_and_keeps_a_sum_of_one() -> None:
    ranking = tempered([("mediation", 0.6), ("sendiass", 0.4)], 0.5)
    assert round(sum(share for _, share in ranking), 6) == 1
    assert ranking[0][1] > 0.6


def test_two_sure_parts_are_both_answered_and_named_once() -> None:
    first = Reading(ASK_TOPIC, 0.9, [("mediation", 0.9), ("sendiass", 0.1)])
    second = Reading(ASK_TOPIC, 0.8, [("sendiass", 0.8), ("mediation", 0.1), ("bullying", 0.05)])
    joined = both(first, second)
    assert joined.sure_topics == ["mediation", "sendiass"]
    assert [topic for topic, _ in joined.topics] == ["mediation", "sendiass", "bullying"]


def test_what_was_denied_is_asked_about_and_not_answered() -> None:
    reading = Reading(ASK_TOPIC, 0.9, [("mediation", 0.9), ("tribunal_appeal", 0.1)])
    denied = without(reading, "mediation")
    assert denied.intent == CLARIFY
    assert denied.topics == [("tribunal_appeal", 0.1)]
    assert without(reading, "bullying") == reading
