"""The figures: shares with their intervals, and how far confidence can be believed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.understanding.rasa_pipeline import Understood
from bot.reading import ASK_TOPIC, CLARIFY, UNSURE

Z = 1.96
BINS = 10


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    hits: int
    total: int

    def __str__(self) -> str:
        """The percentage with Wilson's 95 % interval."""
        if not self.total:
            return "none"
        share, room = self.hits / self.total, Z * Z / self.total
        middle = (share + room / 2) / (1 + room)
        half = Z * math.sqrt(share * (1 - share) / self.total + room / self.total / 4) / (1 + room)
        interval = f"[{100 * (middle - half):.1f} to {100 * (middle + half):.1f}]"
        return f"{100 * share:5.1f} % {interval}, {self.hits} of {self.total}"


@dataclass(frozen=True)
class Question:
    """A question in scope and the topics that answer it; with none, a text out of scope."""

    text: str
    topics: frozenset[str]


def figures(questions: Sequence[Question], understood: Sequence[Understood]) -> list[tuple[str, str]]:
    """Each figure's name and its text."""
    both = list(zip(questions, understood, strict=True))
    inside = [(question, found) for question, found in both if question.topics]
    outside = [found for question, found in both if not question.topics]
    first = [bool(found.ranking) and found.ranking[0][0] in question.topics for question, found in inside]
    answered = [found.intent == ASK_TOPIC for _, found in inside]
    lines = [
        ("right topic first", Share(sum(first), len(inside))),
        (
            "right topic among the first three",
            Share(sum(_within(question, found, 3) for question, found in inside), len(inside)),
        ),
        ("answered", Share(sum(answered), len(inside))),
        (
            "answered wrongly",
            Share(sum(yes and not right for yes, right in zip(answered, first, strict=True)), len(inside)),
        ),
        ("asked which of three", Share(sum(found.intent == CLARIFY for _, found in inside), len(inside))),
        (
            "  of these, the right one offered",
            Share(
                sum(found.intent == CLARIFY and _within(question, found, 3) for question, found in inside),
                sum(found.intent == CLARIFY for _, found in inside),
            ),
        ),
        ("said to be unsure", Share(sum(found.intent == UNSURE for _, found in inside), len(inside))),
        (
            "falsely refused (taken for no question on a topic)",
            Share(sum(not _engages(found) and found.intent != UNSURE for _, found in inside), len(inside)),
        ),
        (
            "out of scope: found (refused, or unsure)",
            Share(sum(not _engages(found) for found in outside), len(outside)),
        ),
        ("out of scope: asked which of three", Share(sum(found.intent == CLARIFY for found in outside), len(outside))),
        ("out of scope: answered", Share(sum(found.intent == ASK_TOPIC for found in outside), len(outside))),
    ]
    error = calibration_error([found.ranking[0][1] if found.ranking else 0.0 for _, found in inside], first)
    return [(name, str(share)) for name, share in lines] + [("expected calibration error", f"{100 * error:5.1f} %")]


def calibration_error(confidences: Sequence[float], right: Sequence[bool]) -> float:
    """The mean distance between confidence and share of right ones, over ten bins of confidence, weighed by size."""
    error = 0.0
    for place in range(BINS):
        members = [
            (confidence, yes)
            for confidence, yes in zip(confidences, right, strict=True)
            if place == min(BINS - 1, int(confidence * BINS))
        ]
        error += abs(sum(confidence for confidence, _ in members) - sum(yes for _, yes in members))
    return error / max(1, len(confidences))


def _within(question: Question, found: Understood, most: int) -> bool:
    return any(topic in question.topics for topic, _ in found.ranking[:most])


def _engages(found: Understood) -> bool:
    return found.intent in (ASK_TOPIC, CLARIFY)
