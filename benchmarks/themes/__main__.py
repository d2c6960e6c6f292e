"""Prints precision, recall and F1 a theme with 95 % intervals, ours beside TF-IDF and beside keywords alone."""

from __future__ import annotations

import time
from pathlib import Path

import yaml

from benchmarks.themes.finders import FINDERS
from feedback_api.analysis.themes.agreement import Agreement, Share, agreement
from language.themes import model_version
from language.themes.catalogue import default_catalogue

HELD_OUT = Path(__file__).resolve().parent.parent / "feedback" / "held_out.yml"


def main() -> None:
    """Score each way on the held-out comments."""
    comments = yaml.safe_load(HELD_OUT.read_text(encoding="utf-8"))
    texts = [comment["text"] for comment in comments]
    truth = [set(comment["themes"]) for comment in comments]
    themes = default_catalogue().themes
    found: dict[str, Agreement] = {}
    speeds: dict[str, float] = {}
    for name, make in FINDERS.items():
        find = make()
        find(texts[:8])
        started = time.perf_counter()
        guess = find(texts)
        speeds[name] = len(texts) / (time.perf_counter() - started)
        found[name] = agreement(truth, guess, themes)
    without = sum(not own for own in truth)
    print(f"{len(texts)} comments, {without} of them about no theme; our model is {model_version()}.")
    print("In brackets: 95 % intervals (bootstrap over comments).\n")
    print(f"| {'':<22} | " + " | ".join(f"{name:<26}" for name in found) + " |")
    print("|---|" + "---|" * len(found))
    rows = {
        "micro-F1": [one.micro for one in found.values()],
        "macro-F1": [one.macro for one in found.values()],
        "precision": [one.precision for one in found.values()],
        "recall": [one.recall for one in found.values()],
    }
    for title, shares in rows.items():
        print(f"| {title:<22} | " + " | ".join(f"{_share(share):<26}" for share in shares) + " |")
    print(f"| {'comments a second':<22} | " + " | ".join(f"{speed:<26.0f}" for speed in speeds.values()) + " |")
    print("\n| theme | comments | ours: precision | ours: recall | ours: F1 | TF-IDF: F1 | keywords: F1 |")
    print("|---|---|---|---|---|---|---|")
    ours, words, keywords = found.values()
    for one, other, plain in zip(ours.themes, words.themes, keywords.themes, strict=True):
        print(
            f"| {one.theme} | {one.officer} | {_share(one.precision)} | {_share(one.recall)} | {_share(one.f1)} "
            f"| {_share(other.f1)} | {_share(plain.f1)} |"
        )


def _share(share: Share) -> str:
    if share.value is None or share.low is None or share.high is None:
        return "–"
    return f"{share.value:.3f} ({share.low:.3f}–{share.high:.3f})"


if __name__ == "__main__":
    main()
