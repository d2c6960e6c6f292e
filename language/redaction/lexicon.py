"""The lists that the recognisers share, read once a process from data/redaction."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from language.redaction.words import fold

FOLDER = Path(__file__).resolve().parents[2] / "data" / "redaction"


@dataclass(frozen=True)
class Names:
    """Which words can be names, and how readily each is believed."""

    # Believed anywhere, in lower case too.
    near: frozenset[str]
    # Believed with a capital letter.
    far: frozenset[str]
    last: frozenset[str]
    # Words that are names too: believed where the sentence speaks of a person.
    words_too: frozenset[str]
    # Those of them that hardly ever open a sentence as a word.
    given_too: frozenset[str]
    surnames_too: frozenset[str]


@lru_cache(maxsize=1)
def names() -> Names:
    """Names of people."""
    chosen = yaml_file("names")
    word_names, given, surnames = (word_set("names", part) for part in ("words_too", "given_too", "surnames_too"))
    ordinary, stays = words(), allowed_words()
    sure = frozenset(chosen["near"].split()) | frozenset(chosen["sure"].split())
    listed = read("first_names_near")
    # A short name in a list is as likely a slip of the pen.
    near = (sure | {name for name in listed if len(name) > 3 and name not in ordinary}) - word_names - stays
    far = (read("first_names_far") | listed) - ordinary - near - word_names - stays
    return Names(frozenset(near), frozenset(far), read("last_names") - stays, word_names, given, surnames)


@lru_cache(maxsize=1)
def words() -> frozenset[str]:
    """The words of a British dictionary that it writes in lower case, and the short forms that people type."""
    return read("words") | word_set("people", "never")


@lru_cache(maxsize=1)
def allowed_words() -> frozenset[str]:
    """The single words of allow.yml."""
    return frozenset(
        word for part, entries in yaml_file("allow").items() if part != "phrases" for word in entries if " " not in word
    )


@lru_cache(maxsize=1)
def allowed() -> re.Pattern[str]:
    """Finds what must stay: the entries of allow.yml, and whatever stands before "syndrome" and its like."""
    entries = {entry for part in yaml_file("allow").values() for entry in part}
    longest_first = "|".join(re.escape(entry) for entry in sorted(entries, key=len, reverse=True))
    illness = r"(?:syndrome|disease|disorder|palsy|spectrum|dystrophy|deficiency|anomaly)"
    return re.compile(rf"\b(?:(?:{longest_first})(?:['’]?s)?\b|[a-z]+(?:[-–'’][a-z]+)*(?= {illness}\b))", re.IGNORECASE)


def is_strange(word: str, slips_from: int = 6) -> bool:
    """In no dictionary, nor a slip of the pen for a word of one: likely a name where one is expected.

    A word shorter than `slips_from` letters is too near to others for its neighbours to tell anything.
    """
    ordinary = words()
    if len(word) < 3 or word in ordinary or all(part in ordinary for part in word.split("-")):
        return False
    if any(word.removesuffix(ending) in ordinary for ending in ("s", "ed", "ing", "er", "ly", "d")):
        return False
    return len(word) < slips_from or not any(near in ordinary for near in _slips(word))


def _slips(word: str) -> Iterator[str]:
    """What the word may have been before one slip: a letter too many, too few, wrong, or two in the wrong order."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        yield from (head + letter + tail for letter in letters)
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in letters)
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]


@cache
def read(name: str) -> frozenset[str]:
    """One of the packed lists (lists/build.py makes them)."""
    packed = (FOLDER / "lists" / f"{name}.txt.gz").read_bytes()
    return frozenset(gzip.decompress(packed).decode("utf-8").split())


@cache
def yaml_file(name: str) -> dict[str, Any]:
    """One of the lists that people edit."""
    content = yaml.safe_load((FOLDER / f"{name}.yml").read_text(encoding="utf-8"))
    return dict(content)


@cache
def word_set(file: str, part: str) -> frozenset[str]:
    """One part of such a list, folded."""
    content = yaml_file(file)[part]
    return frozenset(fold(word) for word in (content.split() if isinstance(content, str) else content))


def either(entries: Iterable[str], joint: str = r"[ \-]+") -> str:
    """A pattern for any of these phrases, the longest first; a space may be a hyphen."""
    longest_first = sorted(entries, key=len, reverse=True)
    return "(?:" + "|".join(joint.join(map(re.escape, entry.split())) for entry in longest_first) + ")"
