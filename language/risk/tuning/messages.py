"""Reads what the network learns from: our own messages, and ordinary texts that tell of no risk."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from language.encoder.tuning.phrases import training_phrases
from language.risk.folding import fold, sentences
from language.risk.levels import KINDS, LEVELS, Level
from language.risk.rules import default_rules

FOLDER = Path("data/safeguarding/training")
# Intents of the assistant under which people speak of burdens or danger: their phrases are no ordinary ones.
SPEAK_OF_RISK = frozenset({"distress", "mental_health_support", "bullying", "safeguarding", "food_and_heating"})
VALIDATION_TENTHS = 1


class WrongMessages(ValueError):
    """A file of messages is wrong; the message names it."""


@dataclass(frozen=True)
class Message:
    """A text as it was typed, and how it should be heard."""

    text: str
    level: Level
    kinds: tuple[str, ...] = ()

    @property
    def is_for_validation(self) -> bool:
        """A tenth, by a hash of the words, is for choosing thresholds and not learned from."""
        words = " ".join(self.text.lower().split())
        return int(hashlib.sha256(f"risk: {words}".encode()).hexdigest(), 16) % 10 < VALIDATION_TENTHS


def own_messages(folder: Path = FOLDER) -> list[Message]:
    """Those written for this project. Raises WrongMessages."""
    found: list[Message] = []
    for file in sorted(folder.glob("*.yml")):
        content = yaml.safe_load(file.read_text(encoding="utf-8"))
        level, kinds = content["level"], tuple(content["kinds"])
        if level not in LEVELS or not set(kinds) <= set(KINDS):
            raise WrongMessages(f"{file}: its level or one of its kinds does not exist.")
        found += [Message(line.strip(), level, kinds) for line in content["messages"].splitlines() if line.strip()]
    return found


def ordinary_messages(comments: Path | None, *, for_validation: bool) -> list[Message]:
    """The assistant's training phrases and, from a CSV with a column `text`, comments of patients: one part of them.

    What a rule hears as a risk is left out, since nobody has looked at each.
    """
    phrases = training_phrases()
    texts = [text for text, intent in zip(phrases.texts, phrases.intents, strict=True) if intent not in SPEAK_OF_RISK]
    if comments is not None:
        with comments.open(encoding="utf-8", newline="") as lines:
            texts += [row["text"] for row in csv.DictReader(lines)]
    part = [
        message
        for text in dict.fromkeys(texts)
        if (message := Message(text, "none")).is_for_validation == for_validation
    ]
    return [message for message in part if not default_rules().find(sentences(fold(message.text)))]


def learned_from(messages: Iterable[Message]) -> list[Message]:
    """Those that are learned from."""
    return [message for message in messages if not message.is_for_validation]


def kept_back(messages: Iterable[Message]) -> list[Message]:
    """Those that thresholds are chosen on."""
    return [message for message in messages if message.is_for_validation]


def digest(messages: Sequence[Message]) -> str:
    """SHA-256 of the texts and their levels."""
    lines = "\n".join(f"{message.level} {message.text}" for message in messages)
    return hashlib.sha256(lines.encode()).hexdigest()
