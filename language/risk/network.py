"""The tuned network: how likely each level and kind is, for texts that were folded."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from language.encoder.sentence_encoder import TOKENIZER
from language.risk.levels import LEVELS
from language.text_network import TextNetwork

FOLDER = Path(__file__).resolve().parent
NETWORK_FILE = "risk.onnx"


class Likelihoods(NamedTuple):
    """Shares from 0 to 1: `levels` is (texts, 3) and adds up to 1 a row; `kinds` is (texts, kinds)."""

    levels: npt.NDArray[np.float32]
    kinds: npt.NDArray[np.float32]


@lru_cache(maxsize=1)
def default_network() -> TextNetwork:
    """The network, loaded once a process (about 25 MB)."""
    return TextNetwork(FOLDER / NETWORK_FILE, TOKENIZER)


def likelihoods(folded: Sequence[str], network: TextNetwork | None = None) -> Likelihoods:
    """What the network makes of folded texts."""
    scores = (network or default_network()).run(folded)
    levels, kinds = scores[:, : len(LEVELS)], scores[:, len(LEVELS) :]
    exponents = np.exp(levels - levels.max(axis=1, keepdims=True))
    shares = exponents / exponents.sum(axis=1, keepdims=True)
    return Likelihoods(shares, np.asarray(1 / (1 + np.exp(-kinds)), dtype=np.float32))
