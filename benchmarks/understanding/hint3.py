"""HINT3 (Arora and others, 2020): what real users typed to three real bots, a test for any intent classifier."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.metrics import matthews_corrcoef

from benchmarks.understanding.rasa_pipeline import Understood, own_pipeline, trained
from language.encoder.tuning.phrases import Phrases, fold_of, training_phrases

SETS = ("curekart", "sofmattress", "powerplay11")
OUTSIDE = "NO_NODES_DETECTED"
FAR = "out_of_scope_general"
FOLDS = 5
DRAWS = 1000


@dataclass(frozen=True)
class Correlation:
    """Matthews' correlation with its 95 % interval (percentiles of a bootstrap over the texts)."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        """As the table prints it."""
        return f"{self.value:.3f} [{self.low:.3f} to {self.high:.3f}]"


def score(folder: Path, name: str) -> tuple[Correlation, float, int]:
    """The correlation on the test of `name`, the threshold it was taken at, and the number of test texts."""
    training, test = read(folder / f"{name}_train.csv"), read(folder / f"{name}_test.csv")
    threshold = chosen_threshold(training)
    with trained(own_pipeline(decide=False), training, set(training.intents)) as pipeline:
        found = _named(pipeline.understand(test.texts), threshold)
    return _with_interval(test.intents, found), threshold, len(test.texts)


def chosen_threshold(training: Phrases) -> float:
    """The threshold that does best on the training file alone.

    That file has nothing out of scope, so it is played. Half of it by near misses: each round also leaves out a fifth
    of the labels, whose phrases count as out of scope. Half by what has nothing to do with the bot: as many of our own
    phrases that are out of scope for everybody. Near misses alone set the threshold too high, far ones alone too low.
    """
    labels: list[str] = []
    understood: list[Understood] = []
    names = sorted(set(training.intents))
    far = [text for text, intent in zip(*_own_phrases(), strict=True) if intent == FAR]
    for fold in range(FOLDS):
        unknown = set(names[fold::FOLDS])
        train, test = fold_of(training, fold, FOLDS)
        known = training.pick([index for index in train if training.intents[index] not in unknown])
        inside = [index for index in test if training.intents[index] not in unknown]
        near = [training.texts[index] for index in test if training.intents[index] in unknown]
        asked = [*(training.texts[index] for index in inside), *near, *far[fold::FOLDS][: len(near)]]
        with trained(own_pipeline(decide=False), known, set(known.intents)) as pipeline:
            understood += pipeline.understand(asked)
        labels += [training.intents[index] for index in inside] + [OUTSIDE] * (len(asked) - len(inside))
    steps = [step / 100 for step in range(0, 100, 2)]
    return max(steps, key=lambda at: matthews_corrcoef(labels, _named(understood, at)))


def _own_phrases() -> tuple[list[str], list[str]]:
    phrases = training_phrases()
    return phrases.texts, phrases.intents


def read(file: Path) -> Phrases:
    """A file of the data set; a text of nothing but spaces becomes a full stop."""
    with file.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return Phrases([row["sentence"].strip() or "." for row in rows], [row["label"] for row in rows])


def _named(understood: list[Understood], threshold: float) -> list[str]:
    return [item.ranking[0][0] if item.ranking[0][1] >= threshold else OUTSIDE for item in understood]


def _with_interval(labels: list[str], found: list[str]) -> Correlation:
    choice = np.random.default_rng(0)
    given, taken = np.array(labels), np.array(found)
    drawn = [choice.integers(0, len(given), len(given)) for _ in range(DRAWS)]
    low, high = np.percentile([matthews_corrcoef(given[rows], taken[rows]) for rows in drawn], [2.5, 97.5])
    return Correlation(float(matthews_corrcoef(given, taken)), float(low), float(high))
