"""What depends on the conversation: follow-ups, two questions in one message, and what a message says is not so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from benchmarks.understanding.rasa_pipeline import RunningPipeline, Understood
from benchmarks.understanding.scores import Share
from bot.reading import CLARIFY

HELD_OUT = Path("tests/understanding/follow_ups_held_out.yml")
TUNING = Path("tests/understanding/follow_ups_tuning.yml")
OFFERED = 3


def conversation_figures(running: RunningPipeline, file: Path) -> list[tuple[str, str]]:
    """Each figure's name and its text, on the cases of `file`."""
    cases: dict[str, list[dict[str, Any]]] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return [
        *_follow_ups(running, cases["follow_ups"]),
        *_double(running, cases["double"]),
        *_negations(running, cases["negations"]),
    ]


def _follow_ups(running: RunningPipeline, cases: list[dict[str, Any]]) -> list[tuple[str, str]]:
    texts = [case["text"] for case in cases]
    lines: list[tuple[str, str]] = []
    for name, found in (
        ("after the answer", running.understand(texts, [case["after"] for case in cases])),
        ("without the conversation", running.understand(texts)),
    ):
        right = [_right(case, item) for case, item in zip(cases, found, strict=True)]
        wrong = [bool(item.answered) and not yes for item, yes in zip(found, right, strict=True)]
        asked = [
            item.intent == CLARIFY and any(topic in case["topics"] for topic, _ in item.ranking[:OFFERED])
            for case, item in zip(cases, found, strict=True)
        ]
        lines += [
            (f"follow-ups, {name}: answered rightly", str(Share(sum(right), len(cases)))),
            (f"follow-ups, {name}: asked, the right one among three", str(Share(sum(asked), len(cases)))),
            (f"follow-ups, {name}: answered wrongly", str(Share(sum(wrong), len(cases)))),
        ]
    return lines


def _double(running: RunningPipeline, cases: list[dict[str, Any]]) -> list[tuple[str, str]]:
    found = running.understand([case["text"] for case in cases])
    hits = [
        sum(bool(set(item.answered) & set([topic] if isinstance(topic, str) else topic)) for topic in case["topics"])
        for case, item in zip(cases, found, strict=True)
    ]
    return [
        ("two questions: both answered rightly", str(Share(sum(hit == 2 for hit in hits), len(cases)))),
        ("two questions: one of them", str(Share(sum(hit == 1 for hit in hits), len(cases)))),
        (
            "two questions: an answer that nobody asked for",
            str(Share(sum(len(item.answered) > hit for item, hit in zip(found, hits, strict=True)), len(cases))),
        ),
    ]


def _negations(running: RunningPipeline, cases: list[dict[str, Any]]) -> list[tuple[str, str]]:
    found = running.understand([case["text"] for case in cases])
    right = [
        _right(case, item) if case["topics"] else not item.answered for case, item in zip(cases, found, strict=True)
    ]
    denied = [bool(set(item.answered) & set(case["not"])) for case, item in zip(cases, found, strict=True)]
    wrong = [bool(item.answered) and not yes for item, yes in zip(found, right, strict=True)]
    return [
        ("what is not so: answered rightly", str(Share(sum(right), len(cases)))),
        ("what is not so: answered wrongly", str(Share(sum(wrong), len(cases)))),
        ("  of these, with what was denied", str(Share(sum(denied), len(cases)))),
    ]


def _right(case: dict[str, Any], item: Understood) -> bool:
    return bool(item.answered) and set(item.answered) <= set(case["topics"])
