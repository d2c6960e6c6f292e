"""How hard a text is to read."""

from __future__ import annotations

import re
from functools import lru_cache

import pyphen  # type: ignore[import-untyped]

WORD = re.compile(r"[\w’'-]+")
SENTENCE_END = re.compile(r"[.!?]+(?:\s|$)|\n")


@lru_cache(maxsize=1)
def _hyphens() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_US")


def grade(text: str) -> float:
    """The Flesch-Kincaid grade: the school year in which most children can read `text`, in American years."""
    words = WORD.findall(text)
    sentences = [part for part in SENTENCE_END.split(text) if WORD.search(part)]
    syllables = sum(len(_hyphens().positions(word.lower())) + 1 for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59
