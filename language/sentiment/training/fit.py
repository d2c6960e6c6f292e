"""Fits the head of the network while the rest stays as it was published, which takes minutes."""

# The service's environment, where types are checked, has no torch.
# mypy: disable-error-code="import-not-found, misc, no-any-return"
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from sklearn.neural_network import MLPClassifier
from tokenizers import Tokenizer

from language.encoder.tuning.tune import tokens
from language.sentiment.training.network import SentimentNetwork
from language.sentiment.training.variation import Read

BATCH = 64


@dataclass(frozen=True)
class HeadRecipe:
    """How to fit the head. The defaults are what the validation part chose."""

    # The head is this many small ones side by side, each from a seed of its own; their scores are averaged.
    members: int = 6
    hidden: int = 64
    penalty: float = 3.0
    learning_rate: float = 5e-4
    batch: int = 64
    epochs: int = 8


def fit_head(network: SentimentNetwork, tokenizer: Tokenizer, examples: Sequence[Read], recipe: HeadRecipe) -> None:
    """Fit the head of `network` in place."""
    found = features(network, tokenizer, [each.text for each in examples])
    labels = np.array([each.label for each in examples])
    weights = np.array([each.weight for each in examples])
    middle, spread = found.mean(axis=0), found.std(axis=0) + 1e-6
    standard = (found - middle) / spread
    first, last = network.head[0], network.head[2]
    inner, inner_bias, outer, outer_bias = [], [], [], []
    for seed in range(recipe.members):
        member = MLPClassifier(
            (recipe.hidden,),
            alpha=recipe.penalty,
            learning_rate_init=recipe.learning_rate,
            batch_size=recipe.batch,
            max_iter=recipe.epochs,
            # It is meant to stop there.
            n_iter_no_change=recipe.epochs + 1,
            random_state=seed,
        )
        member.fit(standard, labels, sample_weight=weights)
        inner.append(member.coefs_[0].T)
        inner_bias.append(member.intercepts_[0])
        outer.append(member.coefs_[1].T / recipe.members)
        outer_bias.append(member.intercepts_[1])
    with torch.no_grad():
        network.middle.copy_(_tensor(middle))
        network.scale.copy_(_tensor(1 / spread))
        first.weight.copy_(_tensor(np.concatenate(inner)))
        first.bias.copy_(_tensor(np.concatenate(inner_bias)))
        last.weight.copy_(_tensor(np.concatenate(outer, axis=1)))
        last.bias.copy_(_tensor(np.mean(outer_bias, axis=0)))


def features(network: SentimentNetwork, tokenizer: Tokenizer, texts: Sequence[str]) -> npt.NDArray[np.float32]:
    """What the head reads of each text, in their order."""
    network.eval()
    rows: dict[int, npt.NDArray[np.float32]] = {}
    by_length = sorted(range(len(texts)), key=lambda index: len(texts[index]))
    with torch.no_grad():
        for start in range(0, len(by_length), BATCH):
            batch = by_length[start : start + BATCH]
            found = network.features(*tokens(tokenizer, [texts[index] for index in batch])).numpy()
            rows.update(zip(batch, found, strict=True))
    return np.stack([rows[index] for index in range(len(texts))])


def _tensor(values: npt.NDArray[np.floating]) -> torch.Tensor:
    return torch.from_numpy(values.astype(np.float32))
