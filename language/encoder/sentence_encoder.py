"""Runs the encoder's network. Imported by Rasa's Python 3.10 and by the service's newer one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from language.text_network import TextNetwork

DIMENSIONS = 384
FOLDER = Path(__file__).resolve().parent
TOKENIZER = FOLDER / "tokenizer.json"


class SentenceEncoder:
    """Encodes sentences by meaning: two that mean the same lie close (their dot product is near 1)."""

    def __init__(self, folder: Path = FOLDER, threads: int = 1) -> None:
        """Load `encoder.onnx` and `tokenizer.json` from `folder`; a call uses at most `threads` processors."""
        self._network = TextNetwork(folder / "encoder.onnx", folder / "tokenizer.json", threads)

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Return an array of shape (len(texts), 384), float32, each row of unit length, in the order given."""
        return self._network.run(texts)


@lru_cache(maxsize=1)
def default_encoder() -> SentenceEncoder:
    """The project's encoder, loaded once a process (about 25 MB, 0.2 s)."""
    return SentenceEncoder()
