"""Prints recall and false alarms by level and kind with 95 % intervals, ours beside two peers, all in this run.

It never lists a message: held_out.yml is for measuring, not for reading.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import yaml

from benchmarks.redaction.scoring import wilson
from benchmarks.risk import peers
from language.risk import LEVELS, Level, warm_up

HELD_OUT = Path(__file__).with_name("held_out.yml")


class Asked(NamedTuple):
    """A message that was written apart, and how its writer would have it heard."""

    text: str
    level: Level
    kind: str


def held_out(file: Path) -> list[Asked]:
    """All messages of the file."""
    return [
        Asked(line.strip(), group["level"], str(group["kind"]))
        for group in yaml.safe_load(file.read_text(encoding="utf-8"))
        for line in group["messages"].splitlines()
        if line.strip()
    ]


def main() -> None:
    """Score all three."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--comments", type=Path, help="a CSV of ordinary comments (column text) for the n-gram peer")
    arguments = parser.parse_args()
    asked = held_out(HELD_OUT)
    warm_up()
    started = time.perf_counter()
    own = [peers.ours(one.text) for one in asked]
    milliseconds = 1000 * (time.perf_counter() - started) / len(asked)
    ngrams = peers.ngrams(arguments.comments)
    hearers = (own, [peers.words(one.text) for one in asked], [ngrams(one.text) for one in asked])
    print(f"{len(asked)} messages, written apart\n\n{'':<38} {'Our Voices':<28} {'a list of words':<28} n-grams")
    _level_lines(asked, hearers)
    print("\nurgent, heard as urgent, by kind")
    for kind in sorted({one.kind for one in asked if one.level == "urgent"}):
        chosen = [one.level == "urgent" and one.kind == kind for one in asked]
        _line(f"  {kind}", hearers, chosen, ("urgent",))
    print("\nalarmed as urgent, by kind")
    for level in ("concern", "none"):
        for kind in sorted({one.kind for one in asked if one.level == level}):
            chosen = [one.level == level and one.kind == kind for one in asked]
            _line(f"  {level}: {kind}", hearers, chosen, ("urgent",))
    print(f"\nours: {milliseconds:.1f} ms a message on average, one at a time")


def _level_lines(asked: Sequence[Asked], hearers: Sequence[Sequence[Level]]) -> None:
    of = {level: [one.level == level for one in asked] for level in LEVELS}
    _line("recall of urgent", hearers, of["urgent"], ("urgent",))
    _line("urgent heard at least as a concern", hearers, of["urgent"], ("urgent", "concern"))
    _line("recall of concern (concern or urgent)", hearers, of["concern"], ("urgent", "concern"))
    _line("false alarms: concern as urgent", hearers, of["concern"], ("urgent",))
    _line("false alarms: ordinary as urgent", hearers, of["none"], ("urgent",))
    _line("ordinary heard as a concern or urgent", hearers, of["none"], ("urgent", "concern"))


def _line(title: str, hearers: Sequence[Sequence[Level]], chosen: Sequence[bool], counted: tuple[Level, ...]) -> None:
    shares = []
    for heard in hearers:
        levels = [level for level, is_chosen in zip(heard, chosen, strict=True) if is_chosen]
        hits = sum(level in counted for level in levels)
        low, high = wilson(hits, len(levels))
        shares.append(f"{hits}/{len(levels)} = {hits / max(1, len(levels)):.3f} ({low:.3f}–{high:.3f})")
    print(f"{title:<38} " + " ".join(f"{share:<28}" for share in shares).rstrip())


if __name__ == "__main__":
    main()
