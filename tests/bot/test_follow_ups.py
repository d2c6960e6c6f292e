"""What a message means after an answer, with the file and the encoder that we ship."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.follow_ups import FILE, Bounds, FollowUps, Vectors
from bot.reading import ASK_TOPIC, CLARIFY, OUT_OF_SCOPE, UNSURE, Reading, Thresholds
from bot.topic_decision import known_topics
from language.encoder import default_encoder

AT = Thresholds(sure=0.7, near=0.4)
LOST = Reading(UNSURE, 0.2, [("ehc_assessment_timescale", 0.2), ("ehc_plan_late", 0.15), ("bullying", 0.1)])


def encode(texts: Sequence[str]) -> Vectors:
    return default_encoder().encode(texts)


@pytest.fixture(scope="module")
def follow_ups() -> FollowUps:
    return FollowUps.from_file(FILE, encode)


def test_every_move_leads_to_a_topic_that_exists(follow_ups: FollowUps) -> None:
    topics = set(known_topics())
    for last in topics:
        assert set(follow_ups.leads(last).values()) <= topics


@pytest.mark.parametrize(
    ("last", "text", "topic"),
    [
        ("ehc_assessment_timescale", "and if they miss that?", "ehc_plan_late"),
        ("school_transport", "what about college?", "post16_transport"),
        ("ehc_assessment_refused", "how do I appeal it", "ehc_assessment_refused"),
    ],
)
def test_a_follow_up_is_read_in_the_light_of_the_last_topic(
    follow_ups: FollowUps, last: str, text: str, topic: str
) -> None:
    assert follow_ups.resolve(text, last, LOST, AT, Bounds()).sure_topics == [topic]


def test_words_that_stand_by_themselves_are_left_alone(follow_ups: FollowUps) -> None:
    alone = Reading(ASK_TOPIC, 0.95, [("blue_badge", 0.95)])
    text = "how do I apply for a blue badge for my daughter"
    assert follow_ups.resolve(text, "school_transport", alone, AT, Bounds()) == alone


@pytest.mark.parametrize("intent", [OUT_OF_SCOPE, "greet", "distress"])
def test_talk_is_never_taken_for_a_follow_up(follow_ups: FollowUps, intent: str) -> None:
    talk = Reading(intent, 0.9, [("ehc_plan_late", 0.05)])
    assert follow_ups.resolve("and that?", "ehc_assessment_timescale", talk, AT, Bounds()) == talk


def test_what_is_no_move_is_weighed_by_where_the_last_topic_leads(follow_ups: FollowUps) -> None:
    near = Reading(CLARIFY, 0.3, [("bullying", 0.3), ("ehc_plan_late", 0.25)])
    never = Bounds(move=1.0, related=10.0)
    weighed = follow_ups.resolve("they dither over it", "ehc_assessment_timescale", near, AT, never)
    assert weighed.topics[0][0] == "ehc_plan_late"


@pytest.mark.parametrize(
    ("text", "leans"),
    [
        ("and if they are late?", True),
        ("what about college", True),
        ("how long?", True),
        ("how do I appeal it", True),
        ("how do I apply for a blue badge for my daughter", False),
        ("", False),
    ],
)
def test_leaning_is_seen_by_the_words(follow_ups: FollowUps, text: str, leans: bool) -> None:
    assert follow_ups.leans(text) is leans
