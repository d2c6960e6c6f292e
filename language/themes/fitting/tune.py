"""`python -m language.themes.fitting.tune`: tunes the sentence encoder so that clauses of one theme lie together.

Runs in the environment of `make tune` (torch). The result, encoder.onnx, is read by `fit`, which needs no torch: a
council that adds a theme runs only `fit`.
"""

# The service's environment, where types are checked, has no torch.
# mypy: disable-error-code="import-not-found, misc, no-any-return"
from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from language.abbreviations import default_opener
from language.encoder.tuning.export import SentenceNetwork, export_int8
from language.encoder.tuning.misspelling import misspell
from language.encoder.tuning.tune import encode, load_tokenizer, rate, tokens
from language.encoder.tuning.weights import load_bert, weights_folder
from language.themes.catalogue import default_catalogue
from language.themes.features import ENCODER_FOLDER
from language.themes.fitting.examples import Example, joined, read_examples, read_nhs, split

PROGRESS_EVERY = 25
# Texts of like length make a batch; this many batches are sorted together.
SORTED_TOGETHER = 10


@dataclass(frozen=True)
class Recipe:
    """How to tune."""

    epochs: int = 7
    batch: int = 32
    learning_rate: float = 1.5e-4
    direction_rate: float = 3e-3
    scale: float = 20.0
    bias: float = -8.0
    # A theme is rare among 25: its presence weighs more than its absence.
    presence: float = 2.0
    warm_up: float = 0.1
    misspelt: float = 0.15
    # Beside every example once an epoch: so many made of several, and so many comments of the NHS, at less weight.
    joined: float = 0.2
    nhs: int = 500
    nhs_weight: float = 0.3
    averaging: float = 0.98
    seed: int = 7


class ThemeNetwork(torch.nn.Module):
    """The sentence network, and one direction and one threshold a theme; only the former is kept."""

    def __init__(self, sentences: SentenceNetwork, directions: torch.Tensor, recipe: Recipe) -> None:
        super().__init__()
        self.sentences = sentences
        self.directions = torch.nn.Parameter(directions)
        self.biases = torch.nn.Parameter(torch.full((len(directions),), recipe.bias))
        self.scale = recipe.scale

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        """A score for each text and theme, above 0 where the text is about it."""
        vectors = self.sentences(input_ids, attention_mask).float()
        return vectors @ self.directions.T * self.scale + self.biases


def tune(sentences: SentenceNetwork, own: Sequence[Example], nhs: Sequence[Example], recipe: Recipe) -> None:
    """Tune `sentences` in place; writes a line of progress now and then."""
    torch.manual_seed(recipe.seed)
    choice = random.Random(recipe.seed)  # noqa: S311
    themes = default_catalogue().themes
    tokenizer = load_tokenizer(str(weights_folder() / "tokenizer.json"))
    opener = default_opener()
    vectors = encode(sentences, tokenizer, [opener.open(one.text) for one in own])
    middles = np.stack([vectors[[theme in one.themes for one in own]].mean(axis=0) for theme in themes])
    network = ThemeNetwork(sentences, torch.nn.functional.normalize(torch.from_numpy(middles), dim=1), recipe)
    # The table of word vectors stays as it was published: most of its words never occur in our comments.
    sentences.bert.embeddings.word_embeddings.weight.requires_grad_(False)
    network.train()
    inner = [parameter for parameter in sentences.parameters() if parameter.requires_grad]
    optimizer = torch.optim.AdamW(
        [
            {"params": inner, "lr": recipe.learning_rate},
            {"params": [network.directions, network.biases], "lr": recipe.direction_rate},
        ],
        weight_decay=0.01,
    )
    average = AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(recipe.averaging))
    a_epoch = len(own) + int(recipe.joined * len(own)) + min(recipe.nhs, len(nhs))
    steps = recipe.epochs * -(-a_epoch // recipe.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: rate(step, steps, recipe.warm_up))
    presence = torch.tensor(recipe.presence)
    started, total, step = time.monotonic(), 0.0, 0
    for epoch in range(recipe.epochs):
        made = [
            *own,
            *joined(own, int(recipe.joined * len(own)), seed=recipe.seed + epoch),
            *choice.sample(list(nhs), min(recipe.nhs, len(nhs))),
        ]
        for batch in _batches(made, choice, recipe.batch):
            texts = [
                opener.open(misspell(one.text, choice) if choice.random() < recipe.misspelt else one.text)
                for one in batch
            ]
            labels = torch.tensor([[float(theme in one.themes) for theme in themes] for one in batch])
            weights = torch.tensor([_weights(one, themes, recipe) for one in batch])
            # Half the bits: twice as fast where the processor knows them, and no worse than another seed.
            with torch.autocast("cpu", dtype=torch.bfloat16):
                scores = network(*tokens(tokenizer, texts))
            each = torch.nn.functional.binary_cross_entropy_with_logits(
                scores.float(), labels, pos_weight=presence, reduction="none"
            )
            loss = (each * weights).sum(dim=1).mean()
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(inner, 1.0)
            optimizer.step()
            schedule.step()
            average.update_parameters(network)
            step += 1
            total += loss.item()
            if step % PROGRESS_EVERY == 0:
                seconds = time.monotonic() - started
                sys.stdout.write(f"step {step} of {steps}: loss {total / PROGRESS_EVERY:.3f}, {seconds:.0f} s\n")
                sys.stdout.flush()
                total = 0.0
    # The mean of the last weights does better than the last ones alone.
    network.load_state_dict(average.module.state_dict())
    network.eval()


def _weights(example: Example, themes: Sequence[str], recipe: Recipe) -> list[float]:
    """What each theme of an example weighs; of a comment coded for other themes, only those."""
    if example.coded_for is None:
        return [1.0] * len(themes)
    return [recipe.nhs_weight if theme in example.coded_for else 0.0 for theme in themes]


def _batches(made: list[Example], choice: random.Random, size: int) -> list[list[Example]]:
    choice.shuffle(made)
    batches: list[list[Example]] = []
    for start in range(0, len(made), size * SORTED_TOGETHER):
        together = sorted(made[start : start + size * SORTED_TOGETHER], key=lambda one: len(one.text))
        batches.extend(together[at : at + size] for at in range(0, len(together), size))
    choice.shuffle(batches)
    return batches


def main(arguments: list[str]) -> int:
    """Tune and write encoder.onnx; returns the exit code."""
    parser = argparse.ArgumentParser(description="Tune the sentence encoder on the themes' examples.")
    parser.add_argument("--nhs", type=Path, help="the CSV of NHS comments with the columns text and themes")
    parser.add_argument("--all", action="store_true", help="learn from the validation fifth too")
    parser.add_argument("--target", type=Path, default=ENCODER_FOLDER / "encoder.onnx")
    parser.add_argument("--epochs", type=int, default=Recipe.epochs)
    options = parser.parse_args(arguments)
    torch.set_num_threads(2)
    started = time.monotonic()
    examples = read_examples()
    own = examples if options.all else split(examples)[0]
    nhs = read_nhs(options.nhs) if options.nhs else []
    network = SentenceNetwork(load_bert(weights_folder()))
    tune(network, own, nhs, Recipe(epochs=options.epochs))
    # Never half a file where the service reads it.
    options.target.parent.mkdir(parents=True, exist_ok=True)
    fresh = options.target.with_suffix(".fresh")
    export_int8(network, fresh)
    fresh.replace(options.target)
    sys.stdout.write(f"Wrote {options.target} from {len(own)} examples ({time.monotonic() - started:.0f} s).\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
