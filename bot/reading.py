"""What a text is taken for, decided from the classifier's probabilities.

Pure functions: `bot.topic_decision` carries them into Rasa, and applies them to a whole message and to its parts.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

ASK_TOPIC = "ask_topic"
CLARIFY = "clarify"
UNSURE = "nlu_fallback"
OUT_OF_SCOPE = "out_of_scope"
# The classes out_of_scope_council_service, out_of_scope_general, … are one intent of several kinds.
KIND_PREFIX = OUT_OF_SCOPE + "_"
ASKED_ABOUT = 3

Ranking = list[tuple[str, float]]


@dataclass(frozen=True)
class Thresholds:
    """How likely is likely enough; docs/understanding.md says how each was chosen."""

    temperature: float = 1.0
    sure: float = 0.5
    near: float = 0.5
    talk: float = 0.4
    outside: float = 0.5


@dataclass(frozen=True)
class Reading:
    """An intent with its probability, and the topics by theirs, best first: the first `answers` are answered."""

    intent: str
    confidence: float
    topics: Ranking
    answers: int = 1

    @property
    def sure_topics(self) -> list[str]:
        """The topics to answer: none, one, or two when two were asked for."""
        return [topic for topic, _ in self.topics[: self.answers]] if self.intent == ASK_TOPIC else []


def tempered(ranking: Sequence[tuple[str, float]], temperature: float) -> Ranking:
    """`ranking` with its probabilities raised to 1/`temperature` and brought back to a sum of 1, in the same order."""
    powers = [share ** (1 / temperature) for _, share in ranking]
    total = sum(powers) or 1.0
    return [(name, power / total) for (name, _), power in zip(ranking, powers, strict=True)]


def without_kinds(ranking: Sequence[tuple[str, float]]) -> tuple[Ranking, str | None]:
    """`ranking` with all that is out of scope as one intent, best first again, and the likeliest kind of it."""
    kinds = [(name, share) for name, share in ranking if name.startswith(KIND_PREFIX)]
    if not kinds:
        return list(ranking), None
    rest = [(name, share) for name, share in ranking if not name.startswith(KIND_PREFIX)]
    rest.append((OUT_OF_SCOPE, sum(share for _, share in kinds)))
    likeliest = max(kinds, key=lambda item: item[1])[0]
    return sorted(rest, key=lambda item: -item[1]), likeliest.removeprefix(KIND_PREFIX)


def read(ranking: Sequence[tuple[str, float]], topics: Collection[str], at: Thresholds) -> Reading:
    """What the text with this honest `ranking` (best first, kinds joined) is taken for.

    The intents that are no topic are talk: a greeting, a command, out of scope. The likeliest intent, if it is talk,
    is believed from `talk` on. A topic from `sure` on is answered; below it, the likeliest three that together reach
    `near` are asked about. But where all talk together reaches `outside`, no topic is offered. The rest is unsure.
    """
    near = [item for item in ranking if item[0] in topics]
    top, confidence = ranking[0]
    if top not in topics:
        return Reading(top if confidence >= at.talk else UNSURE, confidence, near)
    talk = sum(share for name, share in ranking if name not in topics)
    if talk >= at.outside:
        return Reading(UNSURE, confidence, near)
    if confidence >= at.sure:
        return Reading(ASK_TOPIC, confidence, near)
    asked = sum(share for _, share in near[:ASKED_ABOUT])
    return Reading(CLARIFY if asked >= at.near else UNSURE, confidence, near)


def both(first: Reading, second: Reading) -> Reading:
    """Of two sure readings of a message's parts, one that answers both."""
    pair = [first.topics[0], second.topics[0]]
    named = {topic for topic, _ in pair}
    rest = sorted((*first.topics[1:], *second.topics[1:]), key=lambda item: -item[1])
    seen = [item for index, item in enumerate(rest) if item[0] not in named | {name for name, _ in rest[:index]}]
    return Reading(ASK_TOPIC, min(share for _, share in pair), [*pair, *seen], answers=2)


def without(reading: Reading, topic: str) -> Reading:
    """`reading` where `topic` was denied: it is not answered; the others are asked about."""
    if reading.sure_topics != [topic]:
        return reading
    return Reading(CLARIFY, reading.confidence, [item for item in reading.topics if item[0] != topic])
