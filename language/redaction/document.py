"""A text cut into words, with what must be left alone and what Presidio made of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from language.redaction import lexicon, presidio
from language.redaction.spans import KINDS
from language.redaction.words import fold

PLACEHOLDER = re.compile(r"\[(?:" + "|".join(KINDS) + r")\]")
_WORD = re.compile(r"[^\W\d_]+(?:['’‘\-][^\W\d_]+)*")
_ENDS_SENTENCE = re.compile(r"[.!?:;\n(]\W*$|^\W*$|\bhi\W+$|\bhello\W+$", re.IGNORECASE)


@dataclass(frozen=True)
class Word:
    """A word of letters; `bare` is folded and without a possessive 's."""

    start: int
    end: int
    text: str
    folded: str
    bare: str
    possessive: bool
    opens_sentence: bool

    @property
    def bare_end(self) -> int:
        """Where the word ends without its 's."""
        return self.start + len(self.text) - (2 if self.possessive else 0)


class Document:
    """One message on its way through the recognisers."""

    def __init__(self, text: str) -> None:
        """`text` may hold placeholders already."""
        self.text = text

    @cached_property
    def placeholders(self) -> list[tuple[int, int]]:
        """Where the text holds placeholders."""
        return [match.span() for match in PLACEHOLDER.finditer(self.text)]

    @cached_property
    def shouted(self) -> bool:
        """Written in capitals throughout, so that a capital letter tells nothing."""
        letters = [letter for letter in PLACEHOLDER.sub("", self.text) if letter.isalpha()]
        return len(letters) > 12 and sum(letter.isupper() for letter in letters) > 0.8 * len(letters)

    @cached_property
    def words(self) -> list[Word]:
        """The words, in order, without those of placeholders."""
        return [self._word(match) for match in _WORD.finditer(self.text) if not self.is_placeholder(*match.span())]

    def _word(self, match: re.Match[str]) -> Word:
        text, folded = match.group(), fold(match.group())
        possessive = folded.endswith("'s") and len(text) == len(match.group())
        opens = bool(_ENDS_SENTENCE.search(self.text[max(0, match.start() - 12) : match.start()]))
        return Word(*match.span(), text, folded, folded[:-2] if possessive else folded, possessive, opens)

    def is_placeholder(self, start: int, end: int) -> bool:
        """Whether this stretch touches a placeholder."""
        return any(start < other_end and other_start < end for other_start, other_end in self.placeholders)

    @cached_property
    def kept(self) -> list[tuple[int, int]]:
        """What the list of words that stay covers."""
        return [match.span() for match in lexicon.allowed().finditer(self.text)]

    def is_kept(self, start: int, end: int) -> bool:
        """Whether this stretch touches what must stay."""
        return any(start < other_end and other_start < end for other_start, other_end in self.kept)

    @cached_property
    def entities(self) -> list[tuple[str, int, int]]:
        """Presidio's findings outside placeholders."""
        return [found for found in presidio.entities(self.text) if not self.is_placeholder(found[1], found[2])]

    def found(self, kind: str) -> list[tuple[int, int]]:
        """Where Presidio found this kind."""
        return [(start, end) for name, start, end in self.entities if name == kind]

    def before(self, start: int, length: int = 50) -> str:
        """What stands before a place in the text."""
        return self.text[max(0, start - length) : start]

    def person_at(self, word: Word) -> bool:
        """Whether the model takes this word for a part of a person's name."""
        return any(start <= word.start < end for start, end in self.found("PERSON"))
