"""`python -m language.risk.tuning.head --comments CSV`: learns only the outputs, on the project's encoder as it stands.

Minutes instead of the tuning of `build.py`, and less good. The outputs are added to a copy of the encoder's network, so
that a later encoder changes nothing here.
"""

# The service's environment, where types are checked, has no torch.
# mypy: disable-error-code="import-not-found, misc, no-any-return"
from __future__ import annotations

import argparse
import hashlib
import random
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from language.encoder import DIMENSIONS, SentenceEncoder
from language.encoder.sentence_encoder import FOLDER as ENCODER_FOLDER
from language.encoder.tuning.misspelling import misspell
from language.risk.folding import fold
from language.risk.levels import KINDS, LEVELS
from language.risk.network import FOLDER, NETWORK_FILE
from language.risk.tuning.messages import Message, digest, learned_from, ordinary_messages, own_messages

HIDDEN, EPOCHS, BATCH, RATE, DECAY = 384, 30, 128, 1e-3, 1e-3
# Recall first: an urgent message that is missed costs more.
URGENT_WEIGHT = 1.5
MOST_ORDINARY, LONGEST_ORDINARY = 4000, 220
SEED = 7
PROVENANCE = """\
# Where the risk network comes from

`risk.onnx` is this project's sentence encoder of 30 November 2026 (language/encoder/PROVENANCE.md: all-MiniLM-L6-v2,
Apache-2.0, tuned on the assistant's phrases) with two layers of outputs, learned on messages; the encoder itself was
not tuned for this. It reads with `language/encoder/tokenizer.json`.

| what | value |
|---|---|
| SHA-256 of the encoder | {encoder} |
| SHA-256 of `risk.onnx` | {network} |
| our own messages | {own} of data/safeguarding/training (SHA-256 of levels and texts: {data}), each also misspelt |
| ordinary texts | {ordinary}: phrases of data/nlu, and comments of NHS patients |
| the comments' source | `datasets/v6framework_230831.csv` of GitHub The-Strategy-Unit/pxtextmining, not in here |
| their licence | MIT, Copyright (c) 2021 NHS England |
| command | `make tune-risk-head COMMENTS=…`, then `python -m language.risk.thresholds` |

A tenth of the messages, by a hash of their words, was not learned from: the thresholds are chosen on it. Nothing in
benchmarks/risk was read.
"""


class Head(torch.nn.Module):
    """A sentence's vector in, a score for each level and then for each kind out."""

    def __init__(self) -> None:
        super().__init__()
        self.inner = torch.nn.Linear(DIMENSIONS, HIDDEN)
        self.drop = torch.nn.Dropout(0.3)
        self.outer = torch.nn.Linear(HIDDEN, len(LEVELS) + len(KINDS))

    def forward(self, vectors: torch.Tensor) -> torch.Tensor:
        """Shape (texts, 384) to (texts, levels + kinds)."""
        # A vector of unit length has small numbers; larger ones are learned from sooner.
        scores: torch.Tensor = self.outer(self.drop(torch.relu(self.inner(vectors * DIMENSIONS**0.5))))
        return scores


def learn(vectors: np.ndarray, messages: Sequence[Message]) -> Head:
    """The outputs, learned from messages and their vectors."""
    torch.manual_seed(SEED)
    head = Head()
    inputs = torch.from_numpy(vectors)
    levels = torch.tensor([LEVELS.index(message.level) for message in messages])
    kinds = torch.tensor([[float(kind in message.kinds) for kind in KINDS] for message in messages])
    weights = torch.tensor([1.0, 1.0, URGENT_WEIGHT])
    optimizer = torch.optim.AdamW(head.parameters(), lr=RATE, weight_decay=DECAY)
    for _ in range(EPOCHS):
        for batch in torch.randperm(len(messages)).split(BATCH):
            scores = head(inputs[batch])
            loss = torch.nn.functional.cross_entropy(
                scores[:, : len(LEVELS)], levels[batch], weight=weights, label_smoothing=0.02
            ) + torch.nn.functional.binary_cross_entropy_with_logits(scores[:, len(LEVELS) :], kinds[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return head.eval()


def attach(head: Head, target: Path) -> None:
    """Write the encoder's network with the head behind it to `target`."""
    model = onnx.load(str(ENCODER_FOLDER / "encoder.onnx"))
    graph = model.graph
    given = graph.output[0].name
    weights = {
        "risk_inner": head.inner.weight.detach().numpy().T * DIMENSIONS**0.5,
        "risk_inner_bias": head.inner.bias.detach().numpy(),
        "risk_outer": head.outer.weight.detach().numpy().T,
        "risk_outer_bias": head.outer.bias.detach().numpy(),
    }
    graph.initializer.extend(numpy_helper.from_array(np.ascontiguousarray(w), name) for name, w in weights.items())
    graph.node.extend(
        [
            helper.make_node("Gemm", [given, "risk_inner", "risk_inner_bias"], ["risk_hidden"]),
            helper.make_node("Relu", ["risk_hidden"], ["risk_active"]),
            helper.make_node("Gemm", ["risk_active", "risk_outer", "risk_outer_bias"], ["scores"]),
        ]
    )
    del graph.output[:]
    graph.output.append(
        helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["sentences", len(LEVELS) + len(KINDS)])
    )
    onnx.checker.check_model(model)
    onnx.save(model, str(target))


def main(arguments: list[str]) -> int:
    """Learn and write; returns the exit code."""
    parser = argparse.ArgumentParser(description="Learn the risk network's outputs on the encoder as it stands.")
    parser.add_argument("--comments", type=Path, help="a CSV of ordinary comments, with a column text")
    parser.add_argument("--target", type=Path, default=FOLDER)
    options = parser.parse_args(arguments)
    choice = random.Random(SEED)  # noqa: S311
    own = learned_from(own_messages())
    short = [
        message
        for message in ordinary_messages(options.comments, for_validation=False)
        if len(message.text) <= LONGEST_ORDINARY
    ]
    ordinary = choice.sample(short, min(MOST_ORDINARY, len(short)))
    slips = [Message(misspell(message.text, choice), message.level, message.kinds) for message in own]
    messages = [*own, *slips, *ordinary]
    vectors = SentenceEncoder(threads=2).encode([fold(message.text) for message in messages])
    options.target.mkdir(parents=True, exist_ok=True)
    attach(learn(vectors, messages), options.target / NETWORK_FILE)
    page = PROVENANCE.format(
        encoder=_sha256(ENCODER_FOLDER / "encoder.onnx"),
        network=_sha256(options.target / NETWORK_FILE),
        own=len(own),
        data=digest(own),
        ordinary=len(ordinary),
    )
    (options.target / "PROVENANCE.md").write_text(page, encoding="utf-8")
    return 0


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
