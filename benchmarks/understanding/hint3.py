"""HINT3 (Arora and others, 2020): what real users typed to three real bots, a test for any intent classifier."""

from __future__ import annotations

import csv
from pathlib import Path

from sklearn.metrics import matthews_corrcoef

from benchmarks.understanding.rasa_pipeline import Understood, own_pipeline, trained
from language.encoder.tuning.phrases import Phrases, fold_of

SETS = ("curekart", "sofmattress", "powerplay11")
OUTSIDE = "NO_NODES_DETECTED"
FOLDS = 5


def score(folder: Path, name: str) -> tuple[float, float, int]:
    """Matthews' correlation on the test of `name`, the threshold it was taken at, and the number of test texts."""
    training, test = read(folder / f"{name}_train.csv"), read(folder / f"{name}_test.csv")
    threshold = chosen_threshold(training)
    with trained(own_pipeline(decide=False), training, set(training.intents)) as pipeline:
        understood = pipeline.understand(test.texts)
    return _correlation(test.intents, understood, threshold), threshold, len(test.texts)


def chosen_threshold(training: Phrases) -> float:
    """The threshold that does best on the training file alone.

    That file has nothing out of scope, so each round also leaves out a fifth of the labels: their phrases play it.
    """
    labels: list[str] = []
    understood: list[Understood] = []
    names = sorted(set(training.intents))
    for fold in range(FOLDS):
        unknown = set(names[fold::FOLDS])
        train, test = fold_of(training, fold, FOLDS)
        known = training.pick([index for index in train if training.intents[index] not in unknown])
        asked = [index for index in range(len(training.texts)) if training.intents[index] in unknown]
        asked += [index for index in test if training.intents[index] not in unknown]
        with trained(own_pipeline(decide=False), known, set(known.intents)) as pipeline:
            understood += pipeline.understand([training.texts[index] for index in asked])
        labels += [OUTSIDE if training.intents[index] in unknown else training.intents[index] for index in asked]
    return max((step / 100 for step in range(0, 100, 2)), key=lambda at: _correlation(labels, understood, at))


def read(file: Path) -> Phrases:
    """A file of the data set; a text of nothing but spaces becomes a full stop."""
    with file.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return Phrases([row["sentence"].strip() or "." for row in rows], [row["label"] for row in rows])


def _correlation(labels: list[str], understood: list[Understood], threshold: float) -> float:
    found = [item.ranking[0][0] if item.ranking[0][1] >= threshold else OUTSIDE for item in understood]
    return float(matthews_corrcoef(labels, found))
