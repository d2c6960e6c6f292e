"""Comments as the network meets them in training: in plain words, and varied by chance."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from language.encoder.tuning.misspelling import misspell
from language.sentiment.labels import LABELS
from language.sentiment.training.examples import Example
from language.sentiment.wording import PlainWording

ALIKE = (" ", ". ", "\n")
OPPOSED = (*ALIKE, " but ", ", but ", ". But ", " however ", " although ", "; ", " though ", " and yet ", " - ")
LONGEST_JOINED = 200


@dataclass(frozen=True)
class Variation:
    """How much is varied, and what weighs how much."""

    # How much one of our own comments weighs beside one of the NHS.
    own_weight: float = 1.5
    # 0: each comment weighs the same; 1: each label does.
    balance: float = 0.5
    # Shares of the comments that are misspelt, that keep the words for who somebody is, and that join two.
    misspelt: float = 0.1
    keeps_identity: float = 0.15
    joined: float = 0.1


@dataclass(frozen=True)
class Read:
    """What the network reads: plain words, the index of the label, and how much it weighs."""

    text: str
    label: int
    weight: float


def varied(
    examples: Sequence[Example], wording: PlainWording, choice: random.Random, variation: Variation
) -> list[Read]:
    """Every comment once, and some made by joining two."""
    label_weights = _label_weights(examples, variation.balance)
    made: list[Read] = []
    for example in examples:
        text = misspell(example.text, choice) if choice.random() < variation.misspelt else example.text
        plain = wording(text, keep_identity=choice.random() < variation.keeps_identity)
        own = variation.own_weight if example.source == "send" else 1.0
        label = LABELS.index(example.label)
        made.append(Read(plain, label, own * label_weights[label]))
    short = [each for each in examples if each.label != "mixed" and len(each.text) <= LONGEST_JOINED]
    for _ in range(int(variation.joined * len(examples))):
        left, right = choice.sample(short, 2)
        # Good and bad together are mixed; two of a kind are what they were.
        alike = left.label == right.label
        text = left.text.rstrip(" .") + choice.choice(ALIKE if alike else OPPOSED) + right.text
        label = LABELS.index(left.label if alike else "mixed")
        made.append(Read(wording(text), label, label_weights[label]))
    return made


def _label_weights(examples: Sequence[Example], balance: float) -> list[float]:
    """A weight for each label, 1 on average."""
    counts = Counter(example.label for example in examples)
    raw = [(len(examples) / (len(LABELS) * counts[label])) ** balance for label in LABELS]
    mean = sum(weight * counts[label] for weight, label in zip(raw, LABELS, strict=True)) / len(examples)
    return [weight / mean for weight in raw]
