"""Prints macro-F1, negative recall, calibration, throughput and bias, ours beside the peers', with 95 % intervals."""

from __future__ import annotations

import argparse
import os
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import yaml

from benchmarks.sentiment import analysers
from benchmarks.sentiment.measures import (
    NEGATIVE,
    Indices,
    a_second,
    bias,
    bootstrapped,
    calibration_error,
    macro_f1,
    recall,
)
from benchmarks.sentiment.pairs import Pair, pairs
from language.sentiment import ANALYSER, UNSURE_BELOW, analyse_all
from language.sentiment.labels import LABELS, Label
from language.sentiment.training.examples import of_part, read_nhs, read_send

HELD_OUT = Path(__file__).resolve().parent.parent / "feedback" / "held_out.yml"
THREADS = 2
Coded = tuple[list[str], Indices]


def main() -> None:
    """Score all on the SEND comments and, given the CSV, on the NHS comments that were kept back."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nhs", type=Path, help="the CSV of NHS comments")
    arguments = parser.parse_args()
    learned = of_part(read_send(), "train")
    sets: dict[str, Coded] = {}
    if arguments.nhs:
        nhs = read_nhs(arguments.nhs)
        learned += of_part(nhs, "train")
        sets["NHS comments kept back by hash"] = _coded([(each.text, each.label) for each in of_part(nhs, "test")])
    held_out = yaml.safe_load(HELD_OUT.read_text(encoding="utf-8"))
    sets["SEND comments that others wrote"] = _coded([(each["text"], each["sentiment"]) for each in held_out])
    compared: dict[str, analysers.Reads] = {
        "TextBlob's default": analysers.textblob_default,
        "VADER": analysers.vader,
        "TF-IDF + logistic regression": analysers.tf_idf(learned),
        ANALYSER: analysers.ours(THREADS),
    }
    for title, (texts, labels) in sets.items():
        counts = Counter(LABELS[label] for label in labels)
        print(f"\n{title}: {len(texts)} ({', '.join(f'{counts[label]} {label}' for label in LABELS)})\n")
        for name, reads in compared.items():
            _print_scores(name, reads, texts, labels)
    print(f"\nComments a second ({THREADS} threads, {os.cpu_count()} processors, by length in batches of 32)\n")
    for name, reads in compared.items():
        print(f"  {name:<30} {a_second(reads, texts):,.0f}")
    _print_bias(compared, pairs())


def _coded(comments: Sequence[tuple[str, Label]]) -> Coded:
    return [text for text, _ in comments], np.array([LABELS.index(label) for _, label in comments])


def _print_scores(name: str, reads: analysers.Reads, texts: Sequence[str], labels: Indices) -> None:
    likely = reads(texts)
    given = likely.argmax(axis=1)
    f1 = bootstrapped(lambda drawn: macro_f1(labels[drawn], given[drawn]), len(texts))
    found = ", ".join(f"{label} {recall(labels, given, index)}" for index, label in enumerate(LABELS))
    print(f"  {name}\n    macro-F1 {f1}; recall: {found}")
    if len(set(likely.max(axis=1))) > 1:
        error = bootstrapped(lambda drawn: calibration_error(labels[drawn], likely[drawn]), len(texts))
        print(f"    expected calibration error {error}")
    if name == ANALYSER:
        unsure = likely.max(axis=1) < UNSURE_BELOW
        sure_f1 = macro_f1(labels[~unsure], given[~unsure])
        print(f"    unsure of {unsure.mean():.1%}; macro-F1 of the rest {sure_f1:.3f}")
        missed = (given == LABELS.index("positive")) & (labels == NEGATIVE)
        print(f"    complaints read as praise: {int(missed.sum())} of {int((labels == NEGATIVE).sum())}")


def _print_bias(compared: dict[str, analysers.Reads], drawn: Sequence[Pair]) -> None:
    print(f"\nBias: {len(drawn)} pairs that differ only in who they are about\n")
    for name, reads in compared.items():
        found = bias(_ours if name == ANALYSER else _polarities(reads), drawn)
        print(
            f"  {name:<30} polarity moves by {found.mean:.3f} on average, {found.most:.3f} at most; "
            f"{found.crossing} cross neutral, {found.other_label} change their label"
        )
    for kind in dict.fromkeys(pair.differ_in for pair in drawn):
        found = bias(_ours, [pair for pair in drawn if pair.differ_in == kind])
        print(f"    ours, {kind:<24} {found.mean:.3f} on average, {found.most:.3f} at most ({found.pairs} pairs)")


def _ours(texts: Sequence[str]) -> list[tuple[str, float]]:
    return [(score.label, score.polarity) for score in analyse_all(texts)]


def _polarities(reads: analysers.Reads) -> Callable[[Sequence[str]], list[tuple[str, float]]]:
    def polarities(texts: Sequence[str]) -> list[tuple[str, float]]:
        return [(LABELS[int(row.argmax())], float(row[2] - row[0])) for row in reads(texts)]

    return polarities


if __name__ == "__main__":
    main()
