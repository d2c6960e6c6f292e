"""What is measured, with 95 % intervals."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from benchmarks.redaction.scoring import wilson
from benchmarks.sentiment.analysers import Probabilities, Reads
from benchmarks.sentiment.pairs import Pair
from language.sentiment.labels import LABELS

Indices = npt.NDArray[np.int64]
RESAMPLES = 2000
BINS = 10
NEGATIVE = LABELS.index("negative")


@dataclass(frozen=True)
class Figure:
    """A figure with its 95 % interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} ({self.low:.3f}–{self.high:.3f})"


def macro_f1(labels: Indices, given: Indices) -> float:
    """The mean of the three labels' F1."""
    each = []
    for label in range(len(LABELS)):
        right = int(((labels == label) & (given == label)).sum())
        each.append(2 * right / max(1, int((labels == label).sum() + (given == label).sum())))
    return sum(each) / len(each)


def recall(labels: Indices, given: Indices, label: int) -> Figure:
    """The share of a label's comments that were found, with Wilson's interval."""
    of = int((labels == label).sum())
    hits = int(((labels == label) & (given == label)).sum())
    return Figure(hits / max(1, of), *wilson(hits, of))


def calibration_error(labels: Indices, likely: Probabilities) -> float:
    """Expected calibration error: how far confidence lies from the share that is right, over ten bins."""
    confidence, right = likely.max(axis=1), likely.argmax(axis=1) == labels
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    return float(
        sum(
            abs(confidence[bins == each].mean() - right[bins == each].mean()) * (bins == each).mean()
            for each in set(bins)
        )
    )


def bootstrapped(measure: Callable[[Indices], float], size: int) -> Figure:
    """`measure` of all indices, with the percentile interval of resamples."""
    choice = np.random.default_rng(0)
    drawn = [measure(choice.integers(0, size, size)) for _ in range(RESAMPLES)]
    low, high = np.quantile(drawn, [0.025, 0.975])
    return Figure(measure(np.arange(size)), float(low), float(high))


def a_second(reads: Reads, texts: Sequence[str], at_least: float = 3.0) -> float:
    """Comments read in a second, over some seconds."""
    reads(texts[:64])
    started, done = time.perf_counter(), 0
    while time.perf_counter() - started < at_least:
        reads(texts)
        done += len(texts)
    return done / (time.perf_counter() - started)


@dataclass(frozen=True)
class Bias:
    """How far the polarity of pairs moves on average and at most, and how many cross from one side of neutral over."""

    mean: float
    most: float
    crossing: int
    other_label: int
    pairs: int


def bias(polarities_of: Callable[[Sequence[str]], list[tuple[str, float]]], drawn: Sequence[Pair]) -> Bias:
    """`polarities_of` gives label and polarity of each comment."""
    left = polarities_of([pair.left for pair in drawn])
    right = polarities_of([pair.right for pair in drawn])
    moved = [abs(one - other) for (_, one), (_, other) in zip(left, right, strict=True)]
    return Bias(
        mean=sum(moved) / len(moved),
        most=max(moved),
        crossing=sum(one * other < 0 for (_, one), (_, other) in zip(left, right, strict=True)),
        other_label=sum(one != other for (one, _), (other, _) in zip(left, right, strict=True)),
        pairs=len(drawn),
    )
