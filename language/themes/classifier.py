"""The classifier's weights and what they say: one logistic regression a theme, over the features of a clause."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from language.themes.features import features_of
from language.themes.words import KnownWords

# Texts whose features are held in memory at once.
PORTION = 500
WEIGHTS_FILE = Path(__file__).resolve().parent / "weights.json"


@dataclass(frozen=True)
class Classifier:
    """`weights` is (features, themes), `biases` and `thresholds` (themes,); `version` names the fit.

    `encoder` is the SHA-256 of the network whose vectors it reads: those of another one would mean nothing to it.
    """

    version: str
    encoder: str
    words: KnownWords
    themes: tuple[str, ...]
    weights: npt.NDArray[np.float32]
    biases: npt.NDArray[np.float32]
    thresholds: npt.NDArray[np.float32]

    def probabilities(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Of each text and theme, the probability that the text is about it; shape (texts, themes)."""
        parts = [self._scores(texts[at : at + PORTION]) for at in range(0, len(texts), PORTION)]
        return np.vstack(parts) if parts else np.zeros((0, len(self.themes)), dtype=np.float32)

    def _scores(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        scores = features_of(texts, self.words) @ self.weights + self.biases
        return np.asarray(1 / (1 + np.exp(-scores)), dtype=np.float32)

    def save(self, file: Path = WEIGHTS_FILE) -> None:
        """Write the weights at half precision, which changes no answer and halves the file."""
        content = {
            "version": self.version,
            "encoder_sha256": self.encoder,
            "themes": list(self.themes),
            "biases": [round(float(bias), 4) for bias in self.biases],
            "thresholds": [round(float(threshold), 3) for threshold in self.thresholds],
            "words": self.words.rarities,
            "shape": list(self.weights.shape),
            "weights_float16_base64": base64.b64encode(self.weights.astype("<f2").tobytes()).decode("ascii"),
        }
        file.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def load_classifier(file: Path = WEIGHTS_FILE) -> Classifier:
    """The classifier that `save` wrote."""
    content: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    weights = np.frombuffer(base64.b64decode(content["weights_float16_base64"]), dtype="<f2")
    return Classifier(
        version=content["version"],
        encoder=content["encoder_sha256"],
        words=KnownWords(content["words"]),
        themes=tuple(content["themes"]),
        weights=weights.reshape(content["shape"]).astype(np.float32),
        biases=np.array(content["biases"], dtype=np.float32),
        thresholds=np.array(content["thresholds"], dtype=np.float32),
    )


@lru_cache(maxsize=1)
def default_classifier() -> Classifier:
    """The project's own, read once a process."""
    return load_classifier()
