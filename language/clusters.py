"""Groups texts by meaning, and names each group in the texts' own words.

Serves twenty texts and twenty thousand: texts are joined bottom-up by the average likeness of their groups
(agglomerative clustering on the encoder's vectors); many texts are taken in portions, and what a portion's groups
attract of the rest joins them. Nothing is drawn by chance: the same texts give the same groups, in any order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import log
from pathlib import Path

import numpy as np
import numpy.typing as npt
import yaml
from scipy.cluster.hierarchy import fcluster, linkage

from language.abbreviations import default_opener
from language.encoder import SentenceEncoder, default_encoder

# Groups are joined while their texts are, on average, at least this alike (a dot product of vectors of length 1).
ALIKE = 0.5
# Joining costs the square of the number of texts in time and memory.
PORTION = 2000
WORDS_IN_A_NAME = 3
_WORD = re.compile(r"[a-z][a-z'’-]+")
_PLACEHOLDER = re.compile(r"\[[^\]]*\]")
STOP_WORDS_FILE = Path(__file__).resolve().parent.parent / "data" / "stop_words.yml"


@dataclass(frozen=True)
class Cluster:
    """A group: its suggested `name`, the places of its `members` in the texts given, and its most typical text."""

    name: str
    members: tuple[int, ...]
    central: str


def cluster(
    texts: Sequence[str], smallest: int = 2, alike: float = ALIKE, encoder: SentenceEncoder | None = None
) -> list[Cluster]:
    """Groups of at least `smallest` texts, the largest first. A text that is like no other is in no group."""
    opener = default_opener()
    # In the order of their letters, so that the order in which texts came changes nothing.
    order = sorted((place for place, text in enumerate(texts) if _WORD.search(text.lower())), key=lambda at: texts[at])
    if len(order) < smallest:
        return []
    vectors = (encoder or default_encoder()).encode([opener.open(texts[place]) for place in order])
    groups = [group for group in _grouped(vectors, alike) if len(group) >= smallest]
    names = _names([[texts[order[row]] for row in group] for group in groups])
    found = []
    for group, name in zip(groups, names, strict=True):
        middle = vectors[group].mean(axis=0)
        central = texts[order[group[int(np.argmax(vectors[group] @ middle))]]]
        found.append(Cluster(name, tuple(sorted(order[row] for row in group)), central))
    return sorted(found, key=lambda one: (-len(one.members), one.central))


def _grouped(vectors: npt.NDArray[np.float32], alike: float) -> list[list[int]]:
    """Rows that belong together, group by group."""
    left = np.arange(len(vectors))
    groups: list[list[int]] = []
    while len(left):
        # Spread evenly over what is left: a portion of neighbours in the alphabet would see one kind of text alone.
        chosen = left[np.unique(np.linspace(0, len(left) - 1, min(PORTION, len(left))).astype(int))]
        fresh = [[int(chosen[row]) for row in group] for group in _agglomerated(vectors[chosen], alike)]
        rest = np.setdiff1d(left, chosen)
        if len(rest):
            # One text alone attracts nothing: it waits for company in the next portion, once.
            middles = np.stack([vectors[group].mean(axis=0) for group in fresh])
            likeness = vectors[rest] @ middles.T
            nearest = likeness.argmax(axis=1)
            near = likeness.max(axis=1) >= alike
            for row, place in zip(rest[near], nearest[near], strict=True):
                fresh[place].append(int(row))
            rest = rest[~near]
        groups += fresh
        left = rest
    return _merged(groups, vectors, alike) if len(vectors) > PORTION else groups


def _agglomerated(vectors: npt.NDArray[np.float32], alike: float) -> list[list[int]]:
    if len(vectors) == 1:
        return [[0]]
    # The average of 1 - likeness over all pairs of two groups.
    tree = linkage(_distances(vectors), method="average")
    numbers = fcluster(tree, t=1 - alike, criterion="distance")
    return [list(np.flatnonzero(numbers == number)) for number in np.unique(numbers)]


def _distances(vectors: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
    whole = np.clip(1 - vectors.astype(np.float64) @ vectors.T.astype(np.float64), 0, None)
    return np.asarray(whole[np.triu_indices(len(vectors), k=1)])


def _merged(groups: list[list[int]], vectors: npt.NDArray[np.float32], alike: float) -> list[list[int]]:
    """Groups of different portions that are as alike as groups of one portion may be."""
    large = sorted((group for group in groups if len(group) > 1), key=lambda group: (-len(group), group))[:PORTION]
    if not large:
        return groups
    kept = {id(group) for group in large}
    middles = np.stack([vectors[group].mean(axis=0) for group in large])
    # The dot product of two middles is the average likeness over all pairs.
    joined = [[row for place in members for row in large[place]] for members in _agglomerated(middles, alike)]
    return joined + [group for group in groups if id(group) not in kept]


def _names(groups: list[list[str]]) -> list[str]:
    """A name each: the words that many texts of the group use and few of other groups do (c-TF-IDF)."""
    counts = [Counter(term for text in group for term in _terms(text)) for group in groups]
    everywhere = sum(counts, Counter[str]())
    average = sum(everywhere.values()) / max(1, len(groups))
    names = []
    for group, count in zip(groups, counts, strict=True):
        weights = {term: _weight(term, count[term]) * log(1 + average / everywhere[term]) for term in count}
        scored = sorted(count, key=lambda term: (-weights[term], term))
        chosen: list[str] = []
        for term in scored:
            if count[term] < min(2, len(group)) and chosen:
                break
            words = set(term.split())
            if not any(words & set(other.split()) for other in chosen):
                chosen.append(term)
            if len(chosen) == WORDS_IN_A_NAME:
                break
        names.append(", ".join(chosen) or min(group, key=lambda text: (len(text), text)).strip()[:60])
    return names


def _weight(term: str, count: int) -> float:
    """Two words that stand together more than once say more than one of them."""
    return count * (1.5 if " " in term and count > 1 else 1.0)


def _terms(text: str) -> set[str]:
    """The telling words of a text and the pairs of neighbours among them; a redacted name is none."""
    stop = _stop_words()
    terms: set[str] = set()
    for part in re.split(r"[.,;:!?()\n]", _PLACEHOLDER.sub(".", text.lower().replace("’", "'"))):
        words = _WORD.findall(part)
        terms |= {word for word in words if word not in stop and len(word) > 2}
        terms |= {f"{a} {b}" for a, b in pairwise(words) if not {a, b} & stop}
    return terms


@lru_cache(maxsize=1)
def _stop_words() -> frozenset[str]:
    return frozenset(yaml.safe_load(STOP_WORDS_FILE.read_text(encoding="utf-8"))["words"].split())
