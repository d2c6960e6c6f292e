"""Tunes the network on messages: one level of three, and which kinds."""

# The service's environment, where types are checked, has no torch.
# mypy: disable-error-code="import-not-found, misc, no-any-return"
from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from transformers import BertModel

from language.encoder.tuning.misspelling import misspell
from language.encoder.tuning.tune import rate, tokens
from language.risk.folding import fold
from language.risk.levels import KINDS, LEVELS
from language.risk.tuning.messages import Message

PROGRESS_EVERY = 50
# Batches of messages of like length are sorted out of this many at a time.
SORTED_TOGETHER = 16


class RiskNetwork(torch.nn.Module):
    """BERT, the mean of its tokens' vectors, and a score for each level and then for each kind."""

    def __init__(self, bert: BertModel) -> None:
        super().__init__()
        self.bert = bert
        self.drop = torch.nn.Dropout(0.1)
        self.head = torch.nn.Linear(bert.config.hidden_size, len(LEVELS) + len(KINDS))

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        """Both inputs are (texts, tokens) of int64; the output is (texts, levels + kinds), before softmax."""
        hidden = self.bert(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        weights = attention_mask.unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * weights).sum(dim=1) / weights.sum(dim=1).clamp(min=1e-9)
        return self.head(self.drop(mean))


@dataclass(frozen=True)
class Recipe:
    """How to tune."""

    epochs: int = 6
    batch: int = 32
    learning_rate: float = 1e-4
    # The outputs are learned from nothing, so they may move faster than what was learned before.
    head_rate: float = 1e-3
    warm_up: float = 0.08
    smoothing: float = 0.02
    # Ordinary texts drawn afresh for each epoch, beside all of our own messages.
    ordinary: int = 2500
    # Recall first: an urgent message that is missed costs so much more.
    urgent_weight: float = 1.5
    kinds_weight: float = 0.5
    # Shares that are misspelt, that stand among ordinary sentences, and that two ordinary ones make.
    misspelt: float = 0.15
    embedded: float = 0.15
    seed: int = 7


def tune(
    network: RiskNetwork, tokenizer: Tokenizer, own: Sequence[Message], ordinary: Sequence[Message], recipe: Recipe
) -> None:
    """Tune `network` in place; writes a line of progress now and then."""
    choice = random.Random(recipe.seed)  # noqa: S311
    # The table of word vectors stays as it was published: most of its words never occur in our messages.
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
    an_epoch = -(-(len(own) + min(recipe.ordinary, len(ordinary))) // recipe.batch)
    steps = recipe.epochs * an_epoch
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: rate(step, steps, recipe.warm_up))
    started, total, step = time.monotonic(), 0.0, 0
    for _ in range(recipe.epochs):
        for batch in _batches(_varied(own, ordinary, choice, recipe), choice, recipe.batch):
            optimizer.zero_grad()
            loss = _loss(network, tokenizer, batch, recipe)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(inner, 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            total += loss.item()
            if step % PROGRESS_EVERY == 0:
                seconds = time.monotonic() - started
                sys.stdout.write(f"step {step} of {steps}: loss {total / PROGRESS_EVERY:.3f}, {seconds:.0f} s\n")
                sys.stdout.flush()
                total = 0.0
    network.eval()


def _loss(network: RiskNetwork, tokenizer: Tokenizer, batch: Sequence[Message], recipe: Recipe) -> torch.Tensor:
    levels = torch.tensor([LEVELS.index(message.level) for message in batch])
    kinds = torch.tensor([[float(kind in message.kinds) for kind in KINDS] for message in batch])
    # Half the bits: twice as fast where the processor knows them, and no worse than another seed.
    with torch.autocast("cpu", dtype=torch.bfloat16):
        scores = network(*tokens(tokenizer, [fold(message.text) for message in batch]))
    scores = scores.float()
    weights = torch.tensor([1.0, 1.0, recipe.urgent_weight])
    level_loss = torch.nn.functional.cross_entropy(
        scores[:, : len(LEVELS)], levels, weight=weights, label_smoothing=recipe.smoothing
    )
    kind_loss = torch.nn.functional.binary_cross_entropy_with_logits(scores[:, len(LEVELS) :], kinds)
    return level_loss + recipe.kinds_weight * len(KINDS) ** 0.5 * kind_loss


def _varied(
    own: Sequence[Message], ordinary: Sequence[Message], choice: random.Random, recipe: Recipe
) -> list[Message]:
    """All of our own and some ordinary messages, misspelt here and there, and some in the middle of ordinary talk."""
    drawn = [*own, *choice.sample(ordinary, min(recipe.ordinary, len(ordinary)))]
    talk = [message.text for message in (*own, *ordinary) if message.level == "none" and len(message.text) < 160]
    made = []
    for message in drawn:
        text = misspell(message.text, choice) if choice.random() < recipe.misspelt else message.text
        if choice.random() < recipe.embedded:
            around = [*choice.sample(talk, choice.choice((1, 1, 2, 3))), text]
            choice.shuffle(around)
            text = ". ".join(part.rstrip(" .") for part in around)
        made.append(Message(text, message.level, message.kinds))
    return made


def _batches(made: list[Message], choice: random.Random, size: int) -> Iterator[list[Message]]:
    choice.shuffle(made)
    batches: list[list[Message]] = []
    for start in range(0, len(made), size * SORTED_TOGETHER):
        together = sorted(made[start : start + size * SORTED_TOGETHER], key=lambda message: len(message.text))
        batches += [together[at : at + size] for at in range(0, len(together), size)]
    choice.shuffle(batches)
    yield from batches
