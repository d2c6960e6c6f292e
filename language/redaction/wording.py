"""A message's words as the rules for names see them."""

from __future__ import annotations

import re

from language.redaction import lexicon
from language.redaction.document import Document, Word
from language.redaction.lexicon import word_set

_PREFIX = re.compile(r"^(?:Mc|Mac|O['’]|D['’]|De|La|Le|Fitz)(?=[A-Z])")


def among(word: Word | None, part: str) -> bool:
    """Whether the word is in this part of people.yml."""
    return word is not None and word.folded in word_set("people", part)


class Wording:
    """Answers what kind of word stands where."""

    def __init__(self, document: Document) -> None:
        """The words of one document."""
        self.document = document
        self.words = document.words
        self.names = lexicon.names()
        self.ordinary = lexicon.words()

    def big(self, word: Word) -> bool:
        """Whether it has a capital letter that tells something."""
        return word.text[0].isupper() and not self.document.shouted

    def kept(self, word: Word) -> bool:
        """Whether it must stay."""
        return self.document.is_kept(word.start, word.bare_end)

    def never(self, word: Word) -> bool:
        """Whether it is no name, whatever stands around it."""
        return word.bare in word_set("people", "never") and not self.also_word(word)

    def also_word(self, word: Word) -> bool:
        """Whether it is a name and a word."""
        return word.bare in self.names.words_too

    def plain(self, word: Word) -> bool:
        """Whether it is a word and no name."""
        return word.bare in self.ordinary and not self.also_word(word)

    def near(self, word: Word) -> bool:
        """A name that is nothing else, with or without a careless plural s ("mohammeds")."""
        plural = word.folded.endswith("s") and len(word.folded) > 4 and word.folded not in self.ordinary
        return self._in(word, self.names.near) or (plural and word.folded[:-1] in self.names.near)

    def far(self, word: Word) -> bool:
        """A name that is rare here."""
        return self._in(word, self.names.far)

    @staticmethod
    def _in(word: Word, names: frozenset[str]) -> bool:
        first, _, more = word.bare.partition("-")
        return word.bare in names or (bool(more) and len(first) > 2 and first in names)

    def listed(self, word: Word) -> bool:
        """In one of the lists of names."""
        names = self.names
        return self.near(word) or any(
            word.bare in part for part in (names.far, names.last, names.words_too, names.surnames_too)
        )

    def strange(self, word: Word) -> bool:
        """Likely a name where one is expected. With a capital letter a slip of the pen is less likely than a name."""
        if self.big(word):
            return word.bare not in self.ordinary and len(word.bare) > 2
        return lexicon.is_strange(word.bare)

    def short_capitals(self, word: Word) -> bool:
        """ "EHCP", when not everything is in capitals."""
        return word.text.isupper() and len(word.text) < 6 and not self.document.shouted

    def abbreviation(self, word: Word) -> bool:
        """ "CiN", "EHCPs"; neither "McKay" nor "O'Neill"."""
        parts = re.split(r"['’\-]", _PREFIX.sub("", word.text))
        return any(re.search(r"[A-Z]", part[1:]) and not part.isupper() for part in parts)

    def gap(self, left: int, right: int) -> str:
        """What stands between two words."""
        return self.document.text[self.words[left].end : self.words[right].start]

    def beside(self, index: int, step: int, gap: str = r"\s+") -> Word | None:
        """The word before (-1) or after (1), when nothing but this gap is between."""
        other = index + step
        if not 0 <= other < len(self.words) or not re.fullmatch(gap, self.gap(min(index, other), max(index, other))):
            return None
        return self.words[other]

    def rest(self, word: Word) -> str:
        """The text after a word, with its 's, in lower case."""
        return self.document.text[word.bare_end :].lower()
