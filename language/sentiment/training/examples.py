"""Reads what the network learns from: the NHS comments, which stay out of the project, and our own."""

from __future__ import annotations

import csv
import hashlib
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import yaml

from language.sentiment.labels import LABELS, Label

FOLDER = Path("data/sentiment/comments")
PAIRS_FILE = Path("data/sentiment/pairs.yml")
# The analysts' five steps, as three.
NHS_LABELS: dict[str, Label] = {"1": "positive", "2": "positive", "3": "mixed", "4": "negative", "5": "negative"}
Part = Literal["train", "validation", "test"]
Source = Literal["nhs", "send"]


class WrongExamples(Exception):
    """A file of examples can't be used; the message names the file and the place."""


@dataclass(frozen=True)
class Example:
    """A comment as somebody wrote it, how an analyst would code it, and where it is from."""

    text: str
    label: Label
    source: Source

    @property
    def part(self) -> Part:
        """Which part it belongs to, by a hash of its words.

        Of the NHS comments a tenth is for choosing, and three twentieths for the test at the end. Of our own three
        twentieths are for choosing; their test is benchmarks/feedback/held_out.yml, which others wrote.
        """
        words = " ".join(self.text.lower().split())
        # The salt: the CSV itself may have been chosen by a hash of the same words.
        twentieth = int(hashlib.sha256(f"sentiment: {words}".encode()).hexdigest(), 16) % 20
        if self.source == "nhs":
            return "test" if twentieth < 3 else "validation" if twentieth < 5 else "train"
        return "validation" if twentieth < 3 else "train"


def of_part(examples: Sequence[Example], *parts: Part) -> list[Example]:
    """Those of the parts named, in their order."""
    return [example for example in examples if example.part in parts]


def read_nhs(file: Path) -> list[Example]:
    """The comments of the CSV with the columns text and sentiment (1 very positive to 5 very negative)."""
    with file.open(encoding="utf-8", newline="") as lines:
        return [Example(row["text"], NHS_LABELS[row["sentiment"]], "nhs") for row in csv.DictReader(lines)]


def read_send(folder: Path = FOLDER) -> list[Example]:
    """The comments of every file of the folder.

    Raises WrongExamples when a label is unknown, or a comment stands twice with two labels.
    """
    found: dict[str, Example] = {}
    for file in sorted(folder.glob("*.yml")):
        content = yaml.safe_load(file.read_text(encoding="utf-8"))
        if content.keys() - {"voice", *LABELS}:
            raise WrongExamples(f"{file}: only voice, {', '.join(LABELS)} can stand here.")
        for label in LABELS:
            for text in content.get(label, []):
                if not isinstance(text, str):
                    raise WrongExamples(f"{file}: put quotes round {text!r}, which YAML does not read as a text.")
                earlier = found.setdefault(" ".join(text.lower().split()), Example(text, label, "send"))
                if earlier.label != label:
                    raise WrongExamples(f"{file}: “{text}” is {label} here and {earlier.label} elsewhere.")
    return list(found.values())


def read_corrections(file: Path) -> list[Example]:
    """What officers put right: the lines that `ourvoices export-sentiment-corrections` wrote."""
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    for line in lines:
        if line["label"] not in LABELS:
            raise WrongExamples(f"{file}: {line['label']} is none of {', '.join(LABELS)}.")
    return [Example(line["text"], line["label"], "send") for line in lines]


def read_pairs(file: Path = PAIRS_FILE, seed: int = 0) -> list[Example]:
    """Sentences that are the same but for who they are about, each with the same label: every sentence, every word.

    A sentence has one slot, `{group}`, filled with some of the words of that group, other ones for each sentence.
    """
    choice = random.Random(seed)  # noqa: S311
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    made: list[Example] = []
    for label in LABELS:
        for sentence in content["sentences"].get(label, []):
            group = next(name for name in content["groups"] if f"{{{name}}}" in sentence)
            words = content["groups"][group]
            made.extend(
                Example(sentence.replace(f"{{{group}}}", word), label, "send")
                for word in choice.sample(words, min(len(words), content["words_a_sentence"]))
            )
    return made
