"""Runs the sentiment network on comments."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from language.encoder.sentence_encoder import TOKENIZER
from language.sentiment.calibration import Calibration, Probabilities
from language.sentiment.labels import LABELS, Label
from language.sentiment.wording import default_wording
from language.text_network import TextNetwork

FOLDER = Path(__file__).resolve().parent
NETWORK_FILE, CALIBRATION_FILE = "sentiment.onnx", "calibration.json"
# A difference smaller than this between good and bad pulls neither way.
NEUTRAL_WITHIN = 0.1

_CALIBRATION = Calibration.read(FOLDER / CALIBRATION_FILE)
# The network's version, which stands beside each score that is kept.
ANALYSER = _CALIBRATION.version
UNSURE_BELOW = _CALIBRATION.unsure_below


class Sentiment(NamedTuple):
    """How a comment sounds.

    `polarity` runs from -1 (bad) to 1 (good), and is 0 where the words pull neither way. `confidence` is how likely the
    label is the one that an analyst would give: of all comments with 0.8, about 80 % are right.
    """

    label: Label
    polarity: float
    confidence: float

    @property
    def is_unsure(self) -> bool:
        """Whether a person should look at the comment before anybody builds on the label."""
        return self.confidence < UNSURE_BELOW


class Analyser:
    """The network with its calibration."""

    def __init__(self, folder: Path = FOLDER, threads: int = 1) -> None:
        """Load the files of `folder`; a call uses at most `threads` processors."""
        self._network = TextNetwork(folder / NETWORK_FILE, TOKENIZER, threads)
        self._calibration = Calibration.read(folder / CALIBRATION_FILE)
        self._wording = default_wording()

    def probabilities(self, texts: Sequence[str]) -> Probabilities:
        """How likely each of LABELS is, (len(texts), 3), in the order given."""
        return self._calibration.probabilities(*self._network.run_windows([self._wording(text) for text in texts]))

    def analyse_all(self, texts: Sequence[str]) -> list[Sentiment]:
        """The sentiment of each comment, in the order given."""
        spoken = [index for index, text in enumerate(texts) if text.strip()]
        # Nothing was said, so nothing good or bad.
        scores = [Sentiment("mixed", 0.0, 1.0)] * len(texts)
        if spoken:
            for index, likely in zip(spoken, self.probabilities([texts[index] for index in spoken]), strict=True):
                scores[index] = _sentiment(*likely.tolist())
        return scores


def _sentiment(negative: float, mixed: float, positive: float) -> Sentiment:
    likely = (negative, mixed, positive)
    pull = positive - negative
    beyond = max(0.0, abs(pull) - NEUTRAL_WITHIN) / (1 - NEUTRAL_WITHIN)
    label = LABELS[likely.index(max(likely))]
    return Sentiment(label, round(beyond if pull > 0 else -beyond, 4) + 0.0, round(max(likely), 4))


@lru_cache(maxsize=1)
def default_analyser() -> Analyser:
    """The project's analyser, loaded once a process (about 25 MB, 0.2 s)."""
    return Analyser()


def analyse(text: str) -> Sentiment:
    """The sentiment of one comment in English."""
    return default_analyser().analyse_all([text])[0]


def analyse_all(texts: Sequence[str]) -> list[Sentiment]:
    """The sentiment of many comments, in their order: much quicker than one by one."""
    return default_analyser().analyse_all(texts)
