"""Prints recall by kind, precision and words harmed with 95 % intervals, ours beside Presidio's defaults."""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.redaction import redactors
from benchmarks.redaction.marked import load
from benchmarks.redaction.scoring import Score, score, wilson

FOLDER = Path(__file__).resolve().parent


def main() -> None:
    """Score both on one half, or on both halves one after the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=["development", "held_out", "both"], default="both")
    parser.add_argument("--errors", action="store_true", help="also list our errors, on the development half only")
    arguments = parser.parse_args()
    for half in ["development", "held_out"] if arguments.half == "both" else [arguments.half]:
        sentences = load(FOLDER / f"{half}.yml")
        # The first call loads the models; it is not part of what a message takes.
        redactors.ours("Hello Jane"), redactors.presidio("Hello Jane")
        own, default = score(redactors.ours, sentences), score(redactors.presidio, sentences)
        print(
            f"\n{half}: {len(sentences.identifiers)} sentences with identifiers, {len(sentences.stay)} that must stay\n"
        )
        _print_table(own, default)
        if arguments.errors and half == "development":
            print("\n".join(own.errors))


def _print_table(own: Score, default: Score) -> None:
    def line(title: str, ours: tuple[int, int], theirs: tuple[int, int]) -> None:
        print(f"{title:<26} {_share(*ours):<32} {_share(*theirs)}")

    print(f"{'':<26} {'Our Voices':<32} Presidio's defaults")
    for kind in sorted(own.marked):
        line(f"removed: {kind}", (own.removed[kind], own.marked[kind]), (default.removed[kind], default.marked[kind]))
    for title, kinds in (
        ("removed: structured", [kind for kind in own.marked if kind not in ("name", "school", "street")]),
        ("removed: all", list(own.marked)),
    ):
        line(
            title,
            *((sum(each.removed[k] for k in kinds), sum(each.marked[k] for k in kinds)) for each in (own, default)),
        )
    line("precision", *((each.right, each.right + each.wrong) for each in (own, default)))
    line("words harmed", *((each.harmed, each.words) for each in (own, default)))
    line("sentences harmed", *((each.sentences_harmed, each.sentences) for each in (own, default)))
    print(f"{'ms a message':<26} {own.milliseconds:<32.1f} {default.milliseconds:.1f}")


def _share(hits: int, of: int) -> str:
    low, high = wilson(hits, of)
    return f"{hits}/{of} = {hits / of if of else 0:.3f} ({low:.3f}–{high:.3f})"


if __name__ == "__main__":
    main()
