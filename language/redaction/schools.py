"""Names of schools, by pattern: a name before "Primary" or "High", a saint, "he goes to brooklands"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from language.redaction import lexicon
from language.redaction.document import Document, Word
from language.redaction.lexicon import either, word_set
from language.redaction.spans import Span

_I = re.IGNORECASE
_LONGEST_NAME = 5
_JOINTS = frozenset({"of", "and", "on", "the", "upon", "in", "with"})
# Generic words that a name may begin with.
_PARTS = frozenset({"little", "big", "new", "old"})
# How the names of places and of houses end, and so many schools' ("Templemoor", "Mossfield").
_PLACE_ENDINGS = (
    *("bank", "bridge", "brook", "brooke", "bury", "by", "court", "croft", "cross", "dale", "farm", "field", "fields"),
    *(
        "ford",
        "gate",
        "green",
        "grove",
        "hall",
        "ham",
        "heath",
        "hill",
        "house",
        "hurst",
        "lands",
        "lane",
        "lea",
        "leigh",
    ),
    *(
        "ley",
        "mead",
        "mersey",
        "moor",
        "moss",
        "mount",
        "oak",
        "oaks",
        "park",
        "road",
        "side",
        "stead",
        "street",
        "ton",
    ),
    *("trent", "vale", "view", "way", "wick", "willows", "wood", "woods", "worth"),
)
_SAINT = re.compile(
    r"\b(?:st|saint|ss|sts)\b\.?\s+(?P<name>[a-z]{3,}(?:['’]?s)?)(?:\s+(?:and|&)\s+(?:st\.?\s+)?[A-Z][a-z]+(?:['’]s)?)?",
    _I,
)
_NO_SCHOOL = re.compile(
    r"\s*(?:hospital|hospice|church|clinic|centre|ward|road|rd|street|avenue|close|day)\b", re.IGNORECASE
)
_GOES_TO = re.compile(
    r"\b(?:goes to|go to|went to|attends|moved (?:him |her |them )?to|starts at|started at|is at|place at"
    r"|head(?:teacher)? (?:at|of)|senco at)\s+(?P<name>[a-z]{6,})\b(?=\s*(?:$|[,.!?]|and\b|but\b|now\b))",
    _I,
)


def find(document: Document) -> Iterator[Span]:
    """Every name of a school."""
    yield from _by_ending(document)
    yield from _saints(document)
    yield from _by_beginning(document)
    yield from _gone_to(document)


@lru_cache(maxsize=1)
def _ending() -> str:
    return rf"\b{either(lexicon.yaml_file('schools')['endings'])}\b"


@lru_cache(maxsize=1)
def _endings() -> re.Pattern[str]:
    return re.compile(_ending(), _I)


@lru_cache(maxsize=1)
def _more() -> re.Pattern[str]:
    """What may follow an ending: another, or "for girls"."""
    return re.compile(rf"[ ,]{{1,2}}{_ending()}|\s+for\s+(?:girls|boys)\b", _I)


@lru_cache(maxsize=1)
def _beginnings() -> re.Pattern[str]:
    followed = rf"(?:(?:\s+(?:of\s+(?:the\s+)?)?[a-z'’]+){{0,2}}?\s+(?={_ending()})|\s+of\s+(?:the\s+)?[a-z]+)"
    proper = r"(?-i:(?:\s+(?:of\s+|and\s+|the\s+)*[A-Z][\w'’]*)+)"
    beginning = either(lexicon.yaml_file("schools")["beginnings"])
    return re.compile(rf"\b(?P<beginning>{beginning})\b(?P<rest>{proper}|{followed})?", _I)


def _through_endings(text: str, end: int) -> int:
    """Take "C of E Primary School" and the like along, when they follow."""
    while match := _more().match(text, end):
        end = match.end()
    return end


def _by_beginning(document: Document) -> Iterator[Span]:
    """ "Our Lady of Lourdes", "sacred heart primary"."""
    for match in _beginnings().finditer(document.text):
        proper = match.group()[0].isupper() and not match.group().lower().startswith(("the ", "blessed"))
        end = len(match.group().rstrip()) + match.start()
        if proper or match.group("rest"):
            yield Span(match.start(), _through_endings(document.text, end), "school")


def _saints(document: Document) -> Iterator[Span]:
    for match in _SAINT.finditer(document.text):
        if not document.is_kept(*match.span()) and _is_saint(document, match):
            yield Span(match.start(), _through_endings(document.text, match.end()), "school")


def _is_saint(document: Document, match: re.Match[str]) -> bool:
    """ "14 High St Sale" is a street, "St Mary's Hospital" is for everybody."""
    before, name = document.text[: match.start()], match.group("name")
    if _NO_SCHOOL.match(document.text, match.end()) or re.search(r"\b(?:high|[0-9]+[a-z]?\s+\w+)\s$", before, _I):
        return False
    known = lexicon.names()
    forms = {name.lower(), re.sub(r"['’]?s$", "", name.lower())}
    return (name[0].isupper() and not document.shouted) or bool(forms & (known.near | known.far | known.last))


def _gone_to(document: Document) -> Iterator[Span]:
    """ "she goes to brooklands": no ending, but a place to go to that is in no list."""
    for match in _GOES_TO.finditer(document.text):
        name = match.group("name").lower()
        strange = lexicon.is_strange(name) and name.endswith(_PLACE_ENDINGS)
        if strange and not document.is_kept(*match.span("name")):
            yield Span(*match.span("name"), "school")


def _by_ending(document: Document) -> Iterator[Span]:
    for match in _endings().finditer(document.text):
        if not document.is_placeholder(*match.span()):
            start = _Name(document, match).start()
            if start is not None:
                yield Span(start, _through_endings(document.text, match.end()), "school")


class _Name:
    """What stands before an ending, read backwards; `words` has its last word first."""

    def __init__(self, document: Document, ending: re.Match[str]) -> None:
        self.document = document
        self.ending = ending.group().lower()
        self.big_ending = ending.group()[0].isupper() and not document.shouted
        self.generic = word_set("schools", "generic")
        self.before = [word for word in document.words if word.end <= ending.start()]
        self.words = list[Word]()
        self._read(ending.start())
        self._drop_what_leads_to_it()

    def _big(self, word: Word) -> bool:
        return word.text[0].isupper() and not self.document.shouted

    def _read(self, edge: int) -> None:
        while self.before and len(self.words) < _LONGEST_NAME:
            word = self.before[-1]
            gap = r"[ \-]{1,2}|['’] |\. " if word.folded == "st" else r"[ \-]{1,2}|['’] "
            if not re.fullmatch(gap, self.document.text[word.end : edge]) or not self._belongs(word):
                return
            self.words.append(self.before.pop())
            edge = word.start

    def _belongs(self, word: Word) -> bool:
        short = word.text.isupper() and len(word.text) < 6 and not self.document.shouted
        kept = self.document.is_kept(word.start, word.bare_end) and not _is_place(word)
        if kept or (short and word.folded not in ("st", "ss")):
            return False
        if self._big(word):  # "Our School" opens a sentence; "Sunny Bank School" may too.
            return not (word.opens_sentence and word.folded in self.generic - _PARTS)
        if self.big_ending or len(self.words) > 3 or (self.words and self._big(self.words[-1])):
            return word.folded in _JOINTS and bool(self.words) and self._big(self.words[-1])
        if word.folded in word_set("schools", "joints"):
            return bool(self.words) and len(self.before) > 1 and self._may_be_place(self.before[-2])
        return word.folded not in self.generic

    def _may_be_place(self, word: Word) -> bool:
        return _is_place(word) or word.folded in lexicon.names().last or word.folded not in lexicon.words()

    def _drop_what_leads_to_it(self) -> None:
        leads = (_JOINTS | word_set("people", "never")) - _PARTS
        while self.words:
            first = self.words[-1]
            opener = first.opens_sentence and first.folded in word_set("schools", "openers") and len(self.words) > 1
            if not opener and first.folded not in leads:
                return
            self.before.append(self.words.pop())

    def start(self) -> int | None:
        """Where the name starts; None when it is no name."""
        if all(word.folded in self.generic for word in self.words):
            return None
        first = self.words[-1]
        if all(self._big(word) or word.folded in _JOINTS for word in self.words):
            plain = first.folded in lexicon.words() and not self._listed([first])
            if len(self.words) == 1 and first.opens_sentence and not self.big_ending and plain:
                return None
            the = self.before[-1] if self.before and self.before[-1].text == "The" else None
            return the.start if the else first.start
        return first.start if self._believed_in_lower_case(first) else None

    def _believed_in_lower_case(self, first: Word) -> bool:
        """It needs a word before it that leads to a place, or a name that is no word."""
        previous = self.before[-1] if self.before and not first.opens_sentence else None
        led = previous is not None and previous.folded in word_set("schools", "cues")
        free = previous is None or previous.folded in self.generic
        weak = self.ending in word_set("schools", "weak_endings")
        strange = any(lexicon.is_strange(word.bare) for word in self.words)
        placed = self.words[0].folded.endswith(_PLACE_ENDINGS)
        two = len(self.words) > 1
        if self._listed(self.words) or (strange and placed):
            return led or free
        if strange:
            return led or (free and not weak)
        return (led and (not weak or (two and placed))) or (free and two and placed and not weak)

    def _listed(self, words: list[Word]) -> bool:
        known = lexicon.names()
        return any(
            word.bare in known.near
            or (word.folded in known.last and word.folded not in lexicon.words())
            or _is_place(word)
            for word in words
        )


def _is_place(word: Word) -> bool:
    return word.folded in word_set("allow", "places")
