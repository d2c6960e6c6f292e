"""Tunes the whole network on coded comments, after its head has been fitted."""

# The service's environment, where types are checked, has no torch.
# mypy: disable-error-code="import-not-found, no-any-return"
from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch.optim.swa_utils import get_ema_multi_avg_fn

from language.encoder.tuning.tune import rate, tokens
from language.sentiment.training.examples import Example
from language.sentiment.training.network import SentimentNetwork
from language.sentiment.training.variation import Read, Variation, varied
from language.sentiment.wording import PlainWording

# Comments of like length make a batch, which halves the work of padding; this many batches are sorted together.
SORTED_TOGETHER = 20
PROGRESS_EVERY = 20


@dataclass(frozen=True)
class TuneRecipe:
    """How to tune."""

    epochs: int = 2
    batch: int = 32
    learning_rate: float = 1e-4
    head_rate: float = 3e-4
    warm_up: float = 0.1
    smoothing: float = 0.05
    # The result is a running mean of the weights: each step renews what is left of 1.
    averaging: float = 0.98


def tune(
    network: SentimentNetwork,
    tokenizer: Tokenizer,
    wording: PlainWording,
    examples: Sequence[Example],
    variation: Variation,
    recipe: TuneRecipe,
    seed: int,
) -> None:
    """Tune `network` in place; writes a line of progress now and then."""
    torch.manual_seed(seed)
    choice = random.Random(seed)  # noqa: S311
    # The table of word vectors stays as it was published: most of its words never occur in our comments.
    network.bert.embeddings.word_embeddings.weight.requires_grad_(False)
    network.train()
    inner = [parameter for parameter in network.bert.parameters() if parameter.requires_grad]
    optimizer = torch.optim.AdamW(
        [
            {"params": inner, "lr": recipe.learning_rate},
            {"params": list(network.head.parameters()), "lr": recipe.head_rate},
        ],
        weight_decay=0.01,
    )
    average = torch.optim.swa_utils.AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(recipe.averaging))
    steps = recipe.epochs * -(-(len(examples) + int(variation.joined * len(examples))) // recipe.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: rate(step, steps, recipe.warm_up))
    started, total, step = time.monotonic(), 0.0, 0
    for _ in range(recipe.epochs):
        for batch in _batches(varied(examples, wording, choice, variation), choice, recipe.batch):
            optimizer.zero_grad()
            loss = _loss(network, tokenizer, batch, recipe.smoothing)
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
    # The mean of the last weights does better than the last ones alone, as two seeds would, at no cost.
    network.load_state_dict(average.module.state_dict())
    network.eval()


def _loss(network: SentimentNetwork, tokenizer: Tokenizer, batch: Sequence[Read], smoothing: float) -> torch.Tensor:
    # Half the bits: twice as fast where the processor knows them, and no worse than another seed.
    with torch.autocast("cpu", dtype=torch.bfloat16):
        scores = network(*tokens(tokenizer, [each.text for each in batch]))
    labels = torch.tensor([each.label for each in batch])
    losses = torch.nn.functional.cross_entropy(scores.float(), labels, label_smoothing=smoothing, reduction="none")
    return (losses * torch.tensor([each.weight for each in batch])).mean()


def _batches(made: list[Read], choice: random.Random, size: int) -> Iterator[list[Read]]:
    choice.shuffle(made)
    batches: list[list[Read]] = []
    for start in range(0, len(made), size * SORTED_TOGETHER):
        together = sorted(made[start : start + size * SORTED_TOGETHER], key=lambda each: len(each.text))
        batches.extend(together[at : at + size] for at in range(0, len(together), size))
    choice.shuffle(batches)
    yield from batches
