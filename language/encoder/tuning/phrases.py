"""Reads what the encoder is tuned on: the training phrases, and what the assistant itself says on each topic."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from language.abbreviations import default_opener

PHRASES_FOLDER = Path("data/nlu")
TOPICS_FOLDER = Path("data/topics")
SENTENCE_END = re.compile(r"(?<=[.?!])\s+")
# A shorter sentence ("Ask them.") says nothing of its topic.
FEWEST_WORDS = 4
# The fold that the shipped encoder has not seen.
FOLDS = 10
LEFT_OUT = 0


@dataclass(frozen=True)
class Phrases:
    """Texts and the intent of each, two sequences of one length."""

    texts: list[str]
    intents: list[str]

    def opened(self) -> Phrases:
        """The same with abbreviations opened, as the assistant reads them."""
        opener = default_opener()
        return Phrases([opener.open(text) for text in self.texts], list(self.intents))

    def pick(self, indices: Sequence[int]) -> Phrases:
        """Those at `indices`, in that order."""
        return Phrases([self.texts[index] for index in indices], [self.intents[index] for index in indices])


def training_phrases(folder: Path = PHRASES_FOLDER) -> Phrases:
    """All phrases of Rasa's training files, in the order of the files' names."""
    texts: list[str] = []
    intents: list[str] = []
    for file in sorted(folder.rglob("*.yml")):
        for block in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]:
            for line in block["examples"].splitlines():
                if line.strip().startswith("- "):
                    texts.append(line.strip()[2:].strip())
                    intents.append(block["intent"])
    return Phrases(texts, intents)


def topic_sentences(folder: Path = TOPICS_FOLDER) -> Phrases:
    """The sentences of all topics' answers, titles and buttons."""
    texts: list[str] = []
    intents: list[str] = []
    for file in sorted(folder.glob("*.yml")):
        for topic, content in yaml.safe_load(file.read_text(encoding="utf-8"))["topics"].items():
            passages = [content.get(key) or "" for key in ("title", "button", "answer", "more", "young_person")]
            for passage in [*passages, *(content.get("easy_read") or [])]:
                for sentence in SENTENCE_END.split(passage):
                    if len(sentence.split()) >= FEWEST_WORDS:
                        texts.append(sentence.strip())
                        intents.append(topic)
    return Phrases(texts, intents)


def fold_of(phrases: Phrases, fold: int, folds: int) -> tuple[list[int], list[int]]:
    """Indices of the training and of the test phrases of one of `folds` folds.

    A phrase's own words say which fold it is in, so that it stays there when others are added.
    """
    places = [int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big") % folds for text in phrases.texts]
    test = [index for index, place in enumerate(places) if place == fold]
    train = [index for index, place in enumerate(places) if place != fold]
    return train, test
