"""Tunes the network on coded comments."""

# The service's environment, where types are checked, has no torch.
# mypy: disable-error-code="import-not-found, no-any-return"
from __future__ import annotations

import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch.optim.swa_utils import get_ema_multi_avg_fn

from language.encoder.tuning.misspelling import misspell
from language.encoder.tuning.tune import rate, tokens
from language.sentiment.labels import LABELS
from language.sentiment.training.examples import Example
from language.sentiment.training.network import SentimentNetwork
from language.sentiment.wording import PlainWording

# Comments of like length make a batch, which halves the work of padding; this many batches are sorted together.
SORTED_TOGETHER = 20
PROGRESS_EVERY = 50
JOINTS = (
    " ",
    " ",
    ". ",
    " but ",
    ", but ",
    ". But ",
    " however ",
    " although ",
    "; ",
    " though ",
    " and yet ",
    " - ",
    "\n",
)


@dataclass(frozen=True)
class Recipe:
    """How to tune."""

    epochs: int = 4
    batch: int = 32
    learning_rate: float = 5e-5
    # The outputs are learned from nothing, so they may move faster than what was learned before.
    head_rate: float = 1e-3
    warm_up: float = 0.1
    smoothing: float = 0.05
    # 0: each comment weighs the same; 1: each label does.
    balance: float = 0.5
    # How much one of our own comments weighs beside one of the NHS.
    own_weight: float = 1.5
    # Shares of the comments that are misspelt, that keep the words for who somebody is, and that join two.
    misspelt: float = 0.1
    keeps_identity: float = 0.15
    joined: float = 0.12
    # The result is a running mean of the weights, of which each step renews this share's rest.
    averaging: float = 0.98
    seed: int = 7


def tune(
    network: SentimentNetwork, tokenizer: Tokenizer, wording: PlainWording, examples: Sequence[Example], recipe: Recipe
) -> None:
    """Tune `network` in place; writes a line of progress now and then."""
    torch.manual_seed(recipe.seed)
    choice = random.Random(recipe.seed)  # noqa: S311
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
    steps = recipe.epochs * -(-_number(examples, recipe) // recipe.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: rate(step, steps, recipe.warm_up))
    weights = _label_weights(examples, recipe.balance)
    started, total, step = time.monotonic(), 0.0, 0
    for _ in range(recipe.epochs):
        for batch in _batches(_varied(examples, wording, choice, recipe), choice, recipe.batch):
            optimizer.zero_grad()
            loss = _loss(network, tokenizer, batch, weights, recipe)
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


def _loss(
    network: SentimentNetwork,
    tokenizer: Tokenizer,
    batch: Sequence[tuple[str, int, float]],
    weights: torch.Tensor,
    recipe: Recipe,
) -> torch.Tensor:
    labels = torch.tensor([label for _, label, _ in batch])
    own = torch.tensor([weight for _, _, weight in batch])
    # Half the bits: twice as fast where the processor knows them, and no worse than another seed.
    with torch.autocast("cpu", dtype=torch.bfloat16):
        scores = network(*tokens(tokenizer, [text for text, _, _ in batch]))
    each = torch.nn.functional.cross_entropy(scores.float(), labels, label_smoothing=recipe.smoothing, reduction="none")
    return (each * own * weights[labels]).mean()


def _number(examples: Sequence[Example], recipe: Recipe) -> int:
    return len(examples) + int(recipe.joined * len(examples))


def _varied(
    examples: Sequence[Example], wording: PlainWording, choice: random.Random, recipe: Recipe
) -> list[tuple[str, int, float]]:
    """Every comment once, in plain words and varied by chance, and some made by joining two: text, label, weight."""
    made: list[tuple[str, int, float]] = []
    for example in examples:
        text = misspell(example.text, choice) if choice.random() < recipe.misspelt else example.text
        weight = recipe.own_weight if example.source == "send" else 1.0
        plain = wording(text, keep_identity=choice.random() < recipe.keeps_identity)
        made.append((plain, LABELS.index(example.label), weight))
    for _ in range(_number(examples, recipe) - len(examples)):
        left, right = choice.sample(examples, 2)
        # Good and bad together are mixed; two of a kind are what they were. Nothing follows from anything else.
        while "mixed" in (left.label, right.label) or max(len(left.text), len(right.text)) > 200:
            left, right = choice.sample(examples, 2)
        label = left.label if left.label == right.label else "mixed"
        joint = choice.choice(JOINTS[:3] if left.label == right.label else JOINTS)
        text = left.text.rstrip(" .") + joint + right.text
        made.append((wording(text), LABELS.index(label), 1.0))
    return made


def _batches(
    made: list[tuple[str, int, float]], choice: random.Random, size: int
) -> Iterator[list[tuple[str, int, float]]]:
    choice.shuffle(made)
    batches: list[list[tuple[str, int, float]]] = []
    for start in range(0, len(made), size * SORTED_TOGETHER):
        together = sorted(made[start : start + size * SORTED_TOGETHER], key=lambda one: len(one[0]))
        batches.extend(together[at : at + size] for at in range(0, len(together), size))
    choice.shuffle(batches)
    yield from batches


def _label_weights(examples: Sequence[Example], balance: float) -> torch.Tensor:
    counts = Counter(example.label for example in examples)
    raw = torch.tensor([(len(examples) / (len(LABELS) * counts[label])) ** balance for label in LABELS])
    shares = torch.tensor([counts[label] / len(examples) for label in LABELS])
    return raw / (raw * shares).sum()
