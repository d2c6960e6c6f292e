"""Runs a network that was written as ONNX on texts, on the CPU. Imported by Rasa's Python 3.10 and by newer ones."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Encoding, Tokenizer

MAXIMUM_TOKENS = 128
# Texts of like length are read together, so that little work goes into padding.
BATCH_SIZE = 32


class TextNetwork:
    """Token ids and a mask in, some numbers for each text out."""

    def __init__(self, network: Path, tokenizer: Path, threads: int = 1) -> None:
        """Load both files; a call uses at most `threads` processors."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        # A thread that spins between calls would take a core from the service beside it.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(str(network), options, providers=["CPUExecutionProvider"])
        self._width = int(self._session.get_outputs()[0].shape[1])
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.enable_truncation(max_length=MAXIMUM_TOKENS)
        # The publisher's file pads to 128 tokens; `_run` pads by itself, and would take those for words.
        self._tokenizer.no_padding()

    def run(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """The network's output for the first 128 tokens of each text: (len(texts), width), in the order given."""
        return self._run(self._tokenizer.encode_batch(list(texts)))

    def run_windows(self, texts: Sequence[str]) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.int64]]:
        """The output for every stretch of 128 tokens of each text.

        Gives the outputs, (stretches, width), and for each the index of its text. No text is cut: a longer one has more
        stretches, and every text has at least one.
        """
        stretches: list[Encoding] = []
        owners: list[int] = []
        for index, encoding in enumerate(self._tokenizer.encode_batch(list(texts))):
            own = [encoding, *encoding.overflowing]
            stretches.extend(own)
            owners.extend([index] * len(own))
        return self._run(stretches), np.array(owners, dtype=np.int64)

    def _run(self, encodings: list[Encoding]) -> npt.NDArray[np.float32]:
        outputs = np.zeros((len(encodings), self._width), dtype=np.float32)
        by_length = sorted(range(len(encodings)), key=lambda index: len(encodings[index].ids))
        for start in range(0, len(by_length), BATCH_SIZE):
            batch = by_length[start : start + BATCH_SIZE]
            longest = len(encodings[batch[-1]].ids)
            ids = np.zeros((len(batch), longest), dtype=np.int64)
            mask = np.zeros((len(batch), longest), dtype=np.int64)
            for row, index in enumerate(batch):
                own = encodings[index].ids
                ids[row, : len(own)] = own
                mask[row, : len(own)] = 1
            (rows,) = self._session.run(None, {"input_ids": ids, "attention_mask": mask})
            outputs[batch] = rows
        return outputs
