"""Sentences whose identifiers are marked: "My son {{name|Jayden}} is nine."."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import yaml

_MARK = re.compile(r"\{\{(?P<kind>[^|{}]+)\|(?P<words>[^{}]+)\}\}")


@dataclass(frozen=True)
class Marked:
    """A sentence without its marks, and where each identifier stands."""

    text: str
    identifiers: tuple[tuple[int, int, str], ...]

    @classmethod
    def parse(cls, source: str) -> Marked:
        """Read the marks."""
        text, identifiers, done = "", [], 0
        for match in _MARK.finditer(source):
            text += source[done : match.start()]
            identifiers.append((len(text), len(text) + len(match.group("words")), match.group("kind")))
            text += match.group("words")
            done = match.end()
        return cls(text + source[done:], tuple(identifiers))


@dataclass(frozen=True)
class Sentences:
    """Those with identifiers, and those that must stay as they are."""

    identifiers: tuple[Marked, ...]
    stay: tuple[str, ...]


def load(file: Path) -> Sentences:
    """Read one of the benchmark's files."""
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    return Sentences(tuple(map(Marked.parse, content["identifiers"])), tuple(content["stay"]))
