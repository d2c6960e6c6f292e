"""What was measured on comments that the network didn't learn from: how sure it may be, and when it should ask."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

Probabilities = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Calibration:
    """`version` names the network; its scores are divided by `temperature`; below `unsure_below` a person looks."""

    version: str
    temperature: float
    unsure_below: float

    @classmethod
    def read(cls, file: Path) -> Calibration:
        """From the file beside the network."""
        return cls(**json.loads(file.read_text(encoding="utf-8")))

    def write(self, file: Path) -> None:
        """To the file beside the network."""
        file.write_text(json.dumps(asdict(self), indent=2) + "\n", encoding="utf-8")

    def probabilities(self, scores: npt.NDArray[np.float32], owners: npt.NDArray[np.int64]) -> Probabilities:
        """How likely each label is for each comment: (comments, 3).

        `scores` are (stretches, 3), and `owners` says to which comment each stretch belongs. A comment that is good in
        one stretch and bad in another is mixed, so what speaks for both at once is counted as mixed.
        """
        raised = np.exp((scores - scores.max(axis=1, keepdims=True)).astype(np.float64) / self.temperature)
        each: Probabilities = raised / raised.sum(axis=1, keepdims=True)
        stretches = np.bincount(owners)
        if len(stretches) == len(owners):
            return each
        mean: Probabilities = (
            np.stack([np.bincount(owners, weights=column) for column in each.T], axis=1) / stretches[:, None]
        )
        both = np.where(stretches > 1, np.minimum(mean[:, 0], mean[:, 2]), 0.0)
        mean += both[:, None] * np.array([-1.0, 2.0, -1.0])
        return mean
