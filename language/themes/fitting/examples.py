"""Reads the labelled examples, and splits them by hash, so that a text is on the same side each time."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import yaml

FOLDER = Path("data/themes")
FOLDS = 5
JOINS = (". ", ". ", "\n", " but ", " and ", ", ", " - ")


@dataclass(frozen=True)
class Example:
    """A text and its themes."""

    text: str
    themes: frozenset[str]


def read_examples(folder: Path = FOLDER) -> list[Example]:
    """All examples of all files, each text once."""
    found: dict[str, Example] = {}
    for file in sorted(folder.glob("*.yml")):
        for block in yaml.safe_load(file.read_text(encoding="utf-8")):
            for line in block["texts"].splitlines():
                if line.strip():
                    found.setdefault(line.strip().lower(), Example(line.strip(), frozenset(block["themes"])))
    return list(found.values())


def fold_of(text: str) -> int:
    """The fold of a text, from 0 to 4."""
    return int(hashlib.sha256(text.lower().encode()).hexdigest(), 16) % FOLDS


def split(examples: Sequence[Example], fold: int = 0) -> tuple[list[Example], list[Example]]:
    """Those to learn from, and those of `fold`, to choose by."""
    return [one for one in examples if fold_of(one.text) != fold], [
        one for one in examples if fold_of(one.text) == fold
    ]


def joined(examples: Sequence[Example], number: int, seed: int) -> list[Example]:
    """Longer comments, each made of one to three examples, with the themes of all of them."""
    choice = random.Random(seed)  # noqa: S311
    made = []
    for _ in range(number):
        parts = choice.sample(list(examples), choice.choice((1, 2, 2, 3)))
        text = parts[0].text
        for part in parts[1:]:
            text += choice.choice(JOINS) + part.text
        made.append(Example(text, frozenset().union(*(part.themes for part in parts))))
    return made


def labels_of(examples: Sequence[Example], themes: Sequence[str]) -> npt.NDArray[np.int64]:
    """An array of shape (examples, themes): 1 where the example is about the theme."""
    return np.array([[int(theme in one.themes) for theme in themes] for one in examples], dtype=np.int64)
