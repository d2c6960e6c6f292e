"""The words of a clause as numbers: each word and pair of words that the classifier knows, weighed by its rarity."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")


def terms_of(text: str) -> set[str]:
    """The words of a text in small letters, and the pairs of neighbours."""
    words = _WORD.findall(text.lower().replace("’", "'"))
    return {*words, *(f"{first} {second}" for first, second in pairwise(words))}


class KnownWords:
    """A vocabulary: the rarity of each term that it knows."""

    def __init__(self, rarities: Mapping[str, float]) -> None:
        self.rarities = dict(rarities)
        self._places = {term: place for place, term in enumerate(self.rarities)}

    def weigh(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """An array of shape (len(texts), number of terms); each row of length 1, or 0 where no term is known."""
        rows = np.zeros((len(texts), len(self._places)), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for term in terms_of(text):
                if term in self._places:
                    row[self._places[term]] = self.rarities[term]
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        return np.asarray(rows / np.where(lengths > 0, lengths, 1), dtype=np.float32)


def learn_words(texts: Sequence[str], fewest: int = 2) -> KnownWords:
    """The terms that stand in at least `fewest` of the texts, the rarer the heavier (inverse document frequency)."""
    counts: dict[str, int] = {}
    for text in texts:
        for term in terms_of(text):
            counts[term] = counts.get(term, 0) + 1
    number = len(texts)
    return KnownWords(
        {
            term: round(float(np.log((1 + number) / (1 + count)) + 1), 3)
            for term, count in sorted(counts.items())
            if count >= fewest
        }
    )
