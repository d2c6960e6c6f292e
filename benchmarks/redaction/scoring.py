"""Counts what a redactor removes, and what it harms."""

from __future__ import annotations

import math
import re
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from benchmarks.redaction.marked import Marked, Sentences

# What a redactor takes out of a text, as stretches of that text.
Finder = Callable[[str], list[tuple[int, int]]]
_WORD = re.compile(r"[\w'’\-]+")


@dataclass
class Score:
    """The counts of one redactor on one set of sentences."""

    removed: Counter[str] = field(default_factory=Counter)
    marked: Counter[str] = field(default_factory=Counter)
    right: int = 0
    wrong: int = 0
    harmed: int = 0
    words: int = 0
    sentences_harmed: int = 0
    sentences: int = 0
    milliseconds: float = 0
    errors: list[str] = field(default_factory=list)


def score(find: Finder, sentences: Sentences) -> Score:
    """Score a redactor."""
    result, started = Score(), time.perf_counter()
    for marked in sentences.identifiers:
        _score_marked(result, marked, find(marked.text))
    for text in sentences.stay:
        spans = find(text)
        harmed = [word.group() for word in _WORD.finditer(text) if _touches(spans, *word.span())]
        result.wrong += len(spans)
        result.harmed += len(harmed)
        result.words += len(_WORD.findall(text))
        result.sentences += 1
        if harmed:
            result.sentences_harmed += 1
            result.errors.append(f"harmed {harmed}: {text}")
    result.milliseconds = 1000 * (time.perf_counter() - started) / (len(sentences.identifiers) + len(sentences.stay))
    return result


def _score_marked(result: Score, marked: Marked, spans: list[tuple[int, int]]) -> None:
    for start, end, kind in marked.identifiers:
        result.marked[kind] += 1
        # The district of a postcode may stay.
        must_go = (
            start + len(re.sub(r"\s?[0-9]\s?[a-zA-Z]{2}$", "", marked.text[start:end])) if kind == "postcode" else start
        )
        left = [
            at for at in range(must_go, end) if marked.text[at].isalnum() and not any(s <= at < e for s, e in spans)
        ]
        if left:
            result.errors.append(f"left {kind} “{marked.text[start:end]}”: {marked.text}")
        else:
            result.removed[kind] += 1
    for start, end in spans:
        if any(start < other_end and other_start < end for other_start, other_end, _ in marked.identifiers):
            result.right += 1
        else:
            result.wrong += 1
            result.errors.append(f"wrong “{marked.text[start:end]}”: {marked.text}")


def _touches(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    return any(start < other_end and other_start < end for other_start, other_end in spans)


def wilson(hits: int, of: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share."""
    if of == 0:
        return 0.0, 1.0
    z, share = 1.96, hits / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return max(0.0, middle - half), min(1.0, middle + half)
