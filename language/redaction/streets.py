"""Addresses: the number of a house and a street, a street in capitals, "we live on moss lane"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from language.redaction import lexicon
from language.redaction.document import Document, Word
from language.redaction.lexicon import either, word_set
from language.redaction.spans import Span

_I = re.IGNORECASE
# The number that follows is no house's.
_COUNTED = re.compile(r"\b(?:year|years|yr|section|page|aged?|stage|part|grade|band|week|level|number|no)\s*$", _I)
# Generic words that a street can have in its name all the same.
_IN_NAMES = frozenset({"the", "water", "green", "school", "hill"})
_SHORT = ("rd", "st", "ln", "cl", "dr", "cres", "terr")
_WORD = r"(?:[a-zA-Z][\w'’.\-]*)"
_NOT_A_STREET = r"(?!\s+(?i:school|primary|high|academy|junior|infant|hospital|clinic|nursery|surgery|centre))"


def find(document: Document) -> Iterator[Span]:
    """Every address in a street."""
    for match in _numbered().finditer(document.text):
        yield from _span(document, match, match.start())
    for match in _in_capitals().finditer(document.text):
        start = match.start() if match.group("lead") else _without_opener(document, match)
        if start is not None:
            yield from _span(document, match, start)
    for match in _lived_in().finditer(document.text):
        yield from _span(document, match, match.start("name"))


@lru_cache(maxsize=1)
def _lead() -> str:
    lists = lexicon.yaml_file("streets")
    dwelling = rf"(?i:{either(lists['dwellings'])}\s+[0-9]+[a-z]?\s*,?\s*)"
    buildings = either(word.title() for word in lists["buildings"])
    return rf"(?P<lead>(?:{dwelling}|(?-i:(?:The\s+)?(?:[A-Z][a-z'’]+\s+){{1,2}}{buildings}\s*,\s*))*)"


@lru_cache(maxsize=1)
def _numbered() -> re.Pattern[str]:
    number = r"[0-9]{1,4}\s?[a-zA-Z]?(?:\s?[\-/]\s?[0-9]{1,4}[a-z]?)?"
    ending = either(lexicon.yaml_file("streets")["endings"])
    side = r"(?:\s+(?:north|south|east|west|upper|lower)\b)?"
    # "9 the crescent" has "the" for its name.
    name = rf"(?P<name>(?:{_WORD}\s+){{1,3}}?)"
    return re.compile(rf"\b{_lead()}{number},?\s+{name}{ending}\b\.?{side}{_NOT_A_STREET}", _I)


@lru_cache(maxsize=1)
def _in_capitals() -> re.Pattern[str]:
    ending = either(word.title() for word in (*lexicon.yaml_file("streets")["strong"], *_SHORT))
    name, side = r"(?P<name>(?:[A-Z][\w'’.\-]*\s+){1,3})", r"(?:\s+(?:North|South|East|West)\b)?"
    return re.compile(rf"\b{_lead()}{name}{ending}\b{side}{_NOT_A_STREET}")


@lru_cache(maxsize=1)
def _lived_in() -> re.Pattern[str]:
    strong = either(lexicon.yaml_file("streets")["strong"])
    leads = r"\b(?:live|lives|living|lived|house|home|address is|moved|flat)\s+(?:is\s+)?(?:on|at|in|to|down|off)\s+"
    return re.compile(rf"{leads}(?P<name>(?:{_WORD}\s+){{1,2}}){strong}\b", _I)


def _span(document: Document, match: re.Match[str], start: int) -> Iterator[Span]:
    names = re.findall(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*", match.group("name").lower())
    wrong = (
        any(name in word_set("streets", "generic") - _IN_NAMES for name in names)
        or _COUNTED.search(document.text[: match.start()])
        or _keeps_a_word(document, match)
        or any(kept <= match.start("name") and end >= match.end() for kept, end in document.kept)
    )
    if not wrong and not document.is_placeholder(start, match.end()):
        yield Span(start, match.end(), "street")


def _keeps_a_word(document: Document, match: re.Match[str]) -> bool:
    """Whether the street's name holds a small word that must stay and is no place ("year 6 ehcp secondary place")."""
    return any(
        document.is_kept(word.start, word.bare_end)
        and word.folded not in word_set("allow", "places")
        and not word.text[0].isupper()
        for word in _words(document, match.start("name"), match.end("name"))
    )


def _without_opener(document: Document, match: re.Match[str]) -> int | None:
    """Leave out an opening word that belongs to the sentence ("Our Road …")."""
    words = _words(document, match.start(), match.end())
    while words and words[0].opens_sentence and words[0].folded in word_set("people", "never"):
        words = words[1:]
    return words[0].start if len(words) > 1 else None


def _words(document: Document, start: int, end: int) -> list[Word]:
    return [word for word in document.words if start <= word.start < end]
