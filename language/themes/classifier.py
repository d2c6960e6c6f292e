"""The classifier's weights and what they say: one logistic regression a theme, over the features of a clause."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

WEIGHTS_FILE = Path(__file__).resolve().parent / "weights.json"


@dataclass(frozen=True)
class Classifier:
    """`weights` is (features, themes), `biases` and `thresholds` (themes,); `version` names the fit.

    `encoder` is the SHA-256 of the network whose vectors it reads: those of another one would mean nothing to it.
    """

    version: str
    encoder: str
    themes: tuple[str, ...]
    weights: npt.NDArray[np.float32]
    biases: npt.NDArray[np.float32]
    thresholds: npt.NDArray[np.float32]

    def probabilities(self, features: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """Of each text and theme, the probability that the text is about it; shape (texts, themes)."""
        scores = features @ self.weights + self.biases
        return np.asarray(1 / (1 + np.exp(-scores)), dtype=np.float32)

    def save(self, file: Path = WEIGHTS_FILE) -> None:
        """Write the weights at half precision, which changes no answer and halves the file."""
        content = {
            "version": self.version,
            "encoder_sha256": self.encoder,
            "themes": list(self.themes),
            "biases": [round(float(bias), 4) for bias in self.biases],
            "thresholds": [round(float(threshold), 3) for threshold in self.thresholds],
            "shape": list(self.weights.shape),
            "weights_float16_base64": base64.b64encode(self.weights.astype("<f2").tobytes()).decode("ascii"),
        }
        file.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def load_classifier(file: Path = WEIGHTS_FILE) -> Classifier:
    """The classifier that `save` wrote."""
    content: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    weights = np.frombuffer(base64.b64decode(content["weights_float16_base64"]), dtype="<f2")
    return Classifier(
        version=content["version"],
        encoder=content["encoder_sha256"],
        themes=tuple(content["themes"]),
        weights=weights.reshape(content["shape"]).astype(np.float32),
        biases=np.array(content["biases"], dtype=np.float32),
        thresholds=np.array(content["thresholds"], dtype=np.float32),
    )


@lru_cache(maxsize=1)
def default_classifier() -> Classifier:
    """The project's own, read once a process."""
    return load_classifier()
