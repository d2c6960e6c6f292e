"""What a message means that leans on the answer before it: "and if they are late?", "what about college?".

data/conversation/follow_ups.yml lists the moves that such messages make, and the topic to which each leads from the
last one. A message is held against the moves by meaning (the encoder's vectors).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import yaml

from bot.reading import ASK_TOPIC, ASKED_ABOUT, CLARIFY, OUT_OF_SCOPE, UNSURE, Ranking, Reading, Thresholds

FILE = Path("data/conversation/follow_ups.yml")
SAME = "same"

Vectors = npt.NDArray[np.float32]
Encode = Callable[[Sequence[str]], Vectors]


# Talk that a message may be mistaken for when it leans on an answer ("what does it cost" is no word on a survey).
MISTAKEN_FOR = frozenset(
    {
        "survey_skip",
        "survey_back",
        "survey_why",
        "survey_progress",
        "answer_was_wrong",
        "tell_me_more",
        "not_sure",
        "affirm",
        "gibberish",
        OUT_OF_SCOPE,
    }
)


@dataclass(frozen=True)
class Bounds:
    """How near is near enough, chosen on tests/understanding/follow_ups_tuning.yml."""

    # The cosine to a move's nearest phrase, from which on the move counts; and from which it counts against all else.
    move: float = 0.5
    strong: float = 0.7
    # A reading of the message by itself that is at least so likely wins over a move that is not strong.
    alone: float = 0.9
    # How much likelier a topic counts for being where some move from the last one leads; and from when it is answered.
    related: float = 4.0
    kin: float = 0.6


class FollowUps:
    """The moves with the vectors of their phrases, and where each leads."""

    def __init__(self, content: dict[str, Any], encode: Encode) -> None:
        """`content` as follow_ups.yml has it; `encode` turns texts into rows of unit length."""
        self._after: dict[str, dict[str, str]] = content["after"]
        self._everywhere: dict[str, str] = content["everywhere"]
        leaning = content["leaning"]
        self._begins = tuple(f"{words} " for words in leaning["begins"])
        self._holds = frozenset(leaning["holds"])
        self._fewest, self._most = int(leaning["fewest_words"]), int(leaning["most_words"])
        self._moves = [move for move, phrases in content["moves"].items() for _ in phrases]
        self._vectors = encode([phrase for phrases in content["moves"].values() for phrase in phrases])
        self._encode = encode

    @classmethod
    def from_file(cls, file: Path, encode: Encode) -> FollowUps:
        """Those of a file."""
        return cls(yaml.safe_load(file.read_text(encoding="utf-8")), encode)

    def leads(self, last: str) -> dict[str, str]:
        """Where each move leads from the topic `last`."""
        table = {**self._everywhere, **self._after.get(last, {})}
        return {move: last if topic == SAME else topic for move, topic in table.items()}

    def leans(self, text: str) -> bool:
        """Whether the words of `text` point at something said before."""
        words = text.lower().replace("\u2019", "'").replace(",", " ").strip(" ?!.").split()
        if not words or len(words) > self._most:
            return False
        begins = " ".join(words).startswith(self._begins)
        return begins or len(words) <= self._fewest or bool(self._holds.intersection(words))

    def resolve(self, text: str, last: str, reading: Reading, at: Thresholds, within: Bounds) -> Reading:
        """What `text` means after an answer on `last`; `reading` is what it means by itself."""
        leads = self.leads(last)
        related = set(leads.values()) | {last}
        if not self.leans(text):
            return _weighed(reading, related, at, within) if reading.intent in (CLARIFY, UNSURE) else reading
        if reading.intent not in (ASK_TOPIC, CLARIFY, UNSURE, *MISTAKEN_FOR):
            return reading
        alone = reading.confidence if reading.intent == ASK_TOPIC else 0.0
        if alone and reading.topics[0][0] in related:
            return reading
        move, nearness = self._nearest(text, leads)
        if nearness >= within.strong or (
            reading.intent not in MISTAKEN_FOR and alone < within.alone and nearness >= within.move
        ):
            return _answer(leads[move], nearness, reading)
        if alone or reading.intent in MISTAKEN_FOR:
            return reading
        return _weighed(reading, related, at, within)

    def _nearest(self, text: str, leads: Mapping[str, str]) -> tuple[str, float]:
        """Of the moves that lead somewhere, the nearest to `text`, and the cosine."""
        scores = self._vectors @ self._encode([text])[0]
        known = [index for index, move in enumerate(self._moves) if move in leads]
        best = max(known, key=lambda index: scores[index])
        return self._moves[best], float(scores[best])


def _weighed(reading: Reading, related: Collection[str], at: Thresholds, within: Bounds) -> Reading:
    """`reading` with the `related` topics made likelier."""
    weighed = [(topic, share * (within.related if topic in related else 1.0)) for topic, share in reading.topics]
    total = sum(share for _, share in weighed) or 1.0
    topics = sorted(((topic, share / total) for topic, share in weighed), key=lambda item: -item[1])
    best, share = topics[0]
    if share >= (within.kin if best in related else at.sure):
        return Reading(ASK_TOPIC, share, topics)
    asked = sum(other for _, other in topics[:ASKED_ABOUT])
    return Reading(CLARIFY, share, topics) if asked >= at.near else reading


def _answer(topic: str, share: float, reading: Reading) -> Reading:
    """A reading that answers `topic`, with the others behind it."""
    share = min(1.0, share)
    rest: Ranking = [(name, (1 - share) * other) for name, other in reading.topics if name != topic]
    return Reading(ASK_TOPIC, share, [(topic, share), *rest])
