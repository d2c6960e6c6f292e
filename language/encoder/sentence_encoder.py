"""Runs the ONNX network on the CPU. Imported by Rasa's Python 3.10 and by the service's newer one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

DIMENSIONS = 384
MAXIMUM_TOKENS = 128
# Sentences of like length are encoded together, so that little work goes into padding.
BATCH_SIZE = 32
FOLDER = Path(__file__).resolve().parent


class SentenceEncoder:
    """Encodes sentences by meaning: two that mean the same lie close (their dot product is near 1)."""

    def __init__(self, folder: Path = FOLDER, threads: int = 1) -> None:
        """Load `encoder.onnx` and `tokenizer.json` from `folder`; a call uses at most `threads` processors."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        # A thread that spins between calls would take a core from the service beside it.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(
            str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(max_length=MAXIMUM_TOKENS)
        self._tokenizer.enable_padding()

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Return an array of shape (len(texts), 384), float32, each row of unit length, in the order given."""
        vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        by_length = sorted(range(len(texts)), key=lambda index: len(texts[index]))
        for start in range(0, len(by_length), BATCH_SIZE):
            batch = by_length[start : start + BATCH_SIZE]
            vectors[batch] = self._encode_batch([texts[index] for index in batch])
        return vectors

    def _encode_batch(self, texts: list[str]) -> npt.NDArray[np.float32]:
        encodings = self._tokenizer.encode_batch(texts)
        ids = np.array([encoding.ids for encoding in encodings], dtype=np.int64)
        mask = np.array([encoding.attention_mask for encoding in encodings], dtype=np.int64)
        (vectors,) = self._session.run(None, {"input_ids": ids, "attention_mask": mask})
        return np.asarray(vectors, dtype=np.float32)


@lru_cache(maxsize=1)
def default_encoder() -> SentenceEncoder:
    """The project's encoder, loaded once a process (about 25 MB, 0.2 s)."""
    return SentenceEncoder()
