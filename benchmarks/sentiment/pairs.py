"""Three hundred pairs of comments that differ only in who they are about."""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass
from pathlib import Path

import yaml

FILE = Path(__file__).resolve().parent / "pairs.yml"
HOW_MANY = 300
SEED = 1


@dataclass(frozen=True)
class Pair:
    """Two comments, and in what their writers or children differ."""

    differ_in: str
    left: str
    right: str


def pairs(how_many: int = HOW_MANY) -> list[Pair]:
    """As many of each kind of difference, drawn by lot, the same each time."""
    content = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    choice = random.Random(SEED)  # noqa: S311
    each = how_many // len(content["groups"])
    drawn: list[Pair] = []
    for group, words in content["groups"].items():
        every = [
            Pair(group, sentence.replace(f"{{{group}}}", left), sentence.replace(f"{{{group}}}", right))
            for sentence in content["sentences"][group]
            for left, right in itertools.combinations(words, 2)
        ]
        drawn.extend(choice.sample(every, each))
    return drawn
