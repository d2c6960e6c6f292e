"""`python -m language.risk.thresholds --comments CSV`: chooses the thresholds on the messages that were kept back.

Recall first: the urgent threshold is the highest that hears 99 % of the urgent messages together with the rules, but no
lower than keeps false alarms on ordinary texts at 3 %. The hard negatives, made to sound like danger, have no say in
it: who is alarmed wrongly reads whom to ring, and is then answered. Prints what it chose and how it does there.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from language.encoder.sentence_encoder import TOKENIZER
from language.risk.assessment import THRESHOLDS_FILE, Thresholds, by_rules, pieces
from language.risk.folding import fold
from language.risk.levels import LEVELS
from language.risk.network import FOLDER, NETWORK_FILE, likelihoods
from language.risk.tuning.messages import Message, kept_back, ordinary_messages, own_messages
from language.text_network import TextNetwork

RECALL, FALSE_ALARMS = 0.99, 0.03
CONCERN_RECALL, CONCERN_FALSE_ALARMS = 0.95, 0.06
# How much surer a part must be: half of the way from the threshold to certainty.
SURER = 0.5
# Of the ordinary texts that were kept back, one in so many: enough to choose by.
EVERY = 3


class Scored:
    """Messages with what rules and network make of each: shares of (whole, surest part)."""

    def __init__(self, messages: Sequence[Message], network: TextNetwork) -> None:
        self.levels = np.array([LEVELS.index(message.level) for message in messages])
        rules, urgent, burdened = [], [], []
        folded = [fold(message.text) for message in messages]
        parts = [pieces(text) for text in folded]
        # All at once: in batches the network is several times quicker.
        together = likelihoods([piece for own in parts for piece in own], network).levels
        starts = np.cumsum([len(own) for own in parts])[:-1]
        for text, likely in zip(folded, np.split(together, starts), strict=True):
            rules.append(LEVELS.index(by_rules(text)[0]))
            urgent.append((likely[0, 2], likely[1:, 2].max(initial=0)))
            burdened.append((1 - likely[0, 0], 1 - likely[1:, 0].min(initial=1)))
        self.rules, self.urgent, self.burdened = np.array(rules), np.array(urgent), np.array(burdened)

    def heard_urgent(self, threshold: float) -> np.ndarray:
        """Which count as urgent."""
        return np.asarray((self.rules == 2) | _reach(self.urgent, threshold))

    def heard_at_all(self, threshold: float) -> np.ndarray:
        """Which count as a concern at least."""
        return np.asarray((self.rules > 0) | _reach(self.burdened, threshold))


def surer(threshold: float) -> float:
    """The threshold of a part."""
    return threshold + SURER * (1 - threshold)


def _reach(shares: np.ndarray, threshold: float) -> np.ndarray:
    return (shares[:, 0] >= threshold) | (shares[:, 1] >= surer(threshold))


def choose(own: Scored, ordinary: Scored) -> Thresholds:
    """The thresholds."""
    steps = [step / 100 for step in range(99, 4, -1)]
    is_urgent, is_burden = own.levels == 2, own.levels > 0

    def false_alarms(threshold: float) -> float:
        return float(ordinary.heard_urgent(threshold).mean())

    def false_concerns(threshold: float) -> float:
        return float(ordinary.heard_at_all(threshold).mean())

    urgent = next(step for step in steps if own.heard_urgent(step)[is_urgent].mean() >= RECALL or step == steps[-1])
    urgent = max(urgent, next(step for step in reversed(steps) if false_alarms(step) <= FALSE_ALARMS or step == 0.99))
    concern = next(step for step in steps if own.heard_at_all(step)[is_burden].mean() >= CONCERN_RECALL or step == 0.05)
    concern = max(concern, next(s for s in reversed(steps) if false_concerns(s) <= CONCERN_FALSE_ALARMS or s == 0.99))
    return Thresholds(urgent, surer(urgent), concern, surer(concern))


def main(arguments: list[str]) -> int:
    """Choose, write and print; returns the exit code."""
    parser = argparse.ArgumentParser(description="Choose the thresholds of the risk network.")
    parser.add_argument("--comments", type=Path, help="the CSV of ordinary comments that the network learned from")
    parser.add_argument("--network", type=Path, default=FOLDER / NETWORK_FILE)
    parser.add_argument("--errors", action="store_true", help="also list the messages that are missed or alarmed")
    options = parser.parse_args(arguments)
    network = TextNetwork(options.network, TOKENIZER, threads=2)
    messages = kept_back(own_messages())
    own = Scored(messages, network)
    ordinary = Scored(ordinary_messages(options.comments, for_validation=True)[::EVERY], network)
    chosen = choose(own, ordinary)
    THRESHOLDS_FILE.write_text(json.dumps(chosen._asdict(), indent=1) + "\n", encoding="utf-8")
    urgent = own.heard_urgent(chosen.urgent)
    for name, share in (
        ("urgent heard", urgent[own.levels == 2]),
        ("urgent heard by the rules alone", own.rules[own.levels == 2] == 2),
        ("concerns heard", own.heard_at_all(chosen.concern)[own.levels == 1]),
        ("concerns alarmed as urgent", urgent[own.levels == 1]),
        ("hard negatives alarmed as urgent", urgent[own.levels == 0]),
        ("ordinary texts alarmed as urgent", ordinary.heard_urgent(chosen.urgent)),
        ("ordinary texts heard as a concern", ordinary.heard_at_all(chosen.concern)),
    ):
        sys.stdout.write(f"{name}: {int(share.sum())} of {len(share)} = {share.mean():.3f}\n")
    sys.stdout.write(f"{chosen}\n")
    if options.errors:
        for index in np.flatnonzero(urgent != (own.levels == 2)):
            sys.stdout.write(f"{messages[index].level} {own.urgent[index].round(2)} {messages[index].text}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
