"""Tunes the network on labelled phrases, so that phrases of one intent come to lie close together.

Two losses are added. In the first, each phrase of a batch must find its partner (another phrase of its intent) among
the partners of all others; the batch is made of intents that lie near each other, because those are the ones that are
confused. In the second, each phrase must find its own intent among one learned direction for each intent.
"""

# The service's environment, where types are checked, has no torch.
# mypy: disable-error-code="import-not-found, no-any-return"
from __future__ import annotations

import math
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from tokenizers import Tokenizer

from language.encoder.tuning.export import SentenceNetwork
from language.encoder.tuning.misspelling import misspell
from language.encoder.tuning.phrases import Phrases

LONGEST = 64
GROUP = 12
PROGRESS_EVERY = 20


@dataclass(frozen=True)
class Recipe:
    """How to tune. The defaults are what cross-validation on the training phrases chose (docs/understanding.md)."""

    steps: int = 700
    intents_a_batch: int = 24
    # Of the intents of a batch, how many are drawn in groups of neighbours.
    neighbours: int = 2
    scale: float = 20.0
    learning_rate: float = 2e-4
    # The learned directions start from the intents' mean vectors and may move faster than the network.
    direction_rate: float = 3e-3
    direction_weight: float = 1.0
    smoothing: float = 0.05
    warm_up: float = 0.1
    # Shares of the texts that are misspelt on purpose, and of the pairs whose second half is from a topic's answer.
    misspelt: float = 0.15
    answered: float = 0.25
    # The result's share in the mean with the published weights: part of the way forgets less and does better.
    share: float = 0.7
    seed: int = 7


def tune(network: SentenceNetwork, tokenizer: Tokenizer, phrases: Phrases, sentences: Phrases, recipe: Recipe) -> None:
    """Tune `network` in place on `phrases` and the topics' own `sentences`; writes a line of progress now and then."""
    torch.manual_seed(recipe.seed)
    choice = random.Random(recipe.seed)  # noqa: S311
    members = _by_intent(phrases)
    answers = _by_intent(sentences)
    names = sorted(members)
    published = {name: weight.detach().clone() for name, weight in network.state_dict().items()}
    directions = torch.nn.Parameter(_mean_vectors(network, tokenizer, names, members))
    # The table of word vectors stays as it was published: most of its words never occur in our phrases.
    network.bert.embeddings.word_embeddings.weight.requires_grad_(False)
    network.train()
    learning = [parameter for parameter in network.parameters() if parameter.requires_grad]
    optimizer = torch.optim.AdamW(
        [{"params": learning, "lr": recipe.learning_rate}, {"params": [directions], "lr": recipe.direction_rate}],
        weight_decay=0.01,
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: rate(step, recipe.steps, recipe.warm_up))
    started = time.monotonic()
    total = 0.0
    batches = _batches(names, directions.detach().numpy().copy(), choice, recipe)
    for step in range(1, recipe.steps + 1):
        chosen = next(batches)
        pairs = [_pair(members[names[index]], answers.get(names[index], []), choice, recipe) for index in chosen]
        batch = [
            misspell(text, choice) if choice.random() < recipe.misspelt else text
            for side in zip(*pairs, strict=True)
            for text in side
        ]
        vectors = _by_length(network, tokenizer, batch)
        loss = _pair_loss(vectors, recipe.scale)
        if recipe.direction_weight:
            labels = torch.tensor(chosen + chosen)
            scores = vectors @ torch.nn.functional.normalize(directions, dim=1).T * recipe.scale
            loss = loss + recipe.direction_weight * torch.nn.functional.cross_entropy(
                scores, labels, label_smoothing=recipe.smoothing
            )
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(learning, 1.0)
        optimizer.step()
        schedule.step()
        total += loss.item()
        if step % PROGRESS_EVERY == 0:
            seconds = time.monotonic() - started
            sys.stdout.write(f"step {step} of {recipe.steps}: loss {total / PROGRESS_EVERY:.3f}, {seconds:.0f} s\n")
            sys.stdout.flush()
            total = 0.0
    _go_part_of_the_way(network, published, recipe.share)
    network.eval()


def encode(network: SentenceNetwork, tokenizer: Tokenizer, texts: Sequence[str]) -> npt.NDArray[np.float32]:
    """The vectors of `texts`, shape (len(texts), 384), without dropout."""
    network.eval()
    vectors = np.zeros((len(texts), network.bert.config.hidden_size), dtype=np.float32)
    by_length = sorted(range(len(texts)), key=lambda index: len(texts[index]))
    with torch.no_grad():
        for start in range(0, len(by_length), 64):
            batch = by_length[start : start + 64]
            vectors[batch] = network(*tokens(tokenizer, [texts[index] for index in batch])).numpy()
    return vectors


def _by_length(network: SentenceNetwork, tokenizer: Tokenizer, texts: Sequence[str]) -> torch.Tensor:
    """The vectors of `texts`, with gradients. Texts of like length go together, which halves the work of padding."""
    order = sorted(range(len(texts)), key=lambda index: len(texts[index]))
    groups = [order[start : start + GROUP] for start in range(0, len(order), GROUP)]
    # Half the bits: twice as fast where the processor knows them, and no worse than another seed.
    with torch.autocast("cpu", dtype=torch.bfloat16):
        rows = torch.cat([network(*tokens(tokenizer, [texts[index] for index in group])) for group in groups])
    return rows.float()[torch.tensor(np.argsort(order))]


def tokens(tokenizer: Tokenizer, texts: Sequence[str]) -> tuple[torch.Tensor, torch.Tensor]:
    """Token ids and mask of `texts`, each (len(texts), longest) of int64."""
    encodings = tokenizer.encode_batch(list(texts))
    return (
        torch.tensor([encoding.ids for encoding in encodings]),
        torch.tensor([encoding.attention_mask for encoding in encodings]),
    )


def load_tokenizer(file: str, longest: int = LONGEST) -> Tokenizer:
    """The tokenizer, cutting what is longer than the tuning reads."""
    tokenizer = Tokenizer.from_file(file)
    tokenizer.enable_truncation(max_length=longest)
    tokenizer.enable_padding()
    return tokenizer


def _by_intent(phrases: Phrases) -> dict[str, list[str]]:
    members: dict[str, list[str]] = {}
    for text, intent in zip(phrases.texts, phrases.intents, strict=True):
        members.setdefault(intent, []).append(text)
    return members


def _pair(members: list[str], answers: list[str], choice: random.Random, recipe: Recipe) -> tuple[str, str]:
    """Two phrases of an intent, or, now and then, a phrase and a sentence of what the assistant says on it."""
    if len(members) == 1:
        return members[0], members[0]
    left, right = choice.sample(members, 2)
    return left, choice.choice(answers) if answers and choice.random() < recipe.answered else right


def _pair_loss(vectors: torch.Tensor, scale: float) -> torch.Tensor:
    """The first half of `vectors` against the second, both ways: row i belongs to row i and to no other."""
    left, right = vectors.chunk(2)
    scores = left @ right.T * scale
    own = torch.arange(len(left))
    return (torch.nn.functional.cross_entropy(scores, own) + torch.nn.functional.cross_entropy(scores.T, own)) / 2


def rate(step: int, steps: int, warm_up: float) -> float:
    """The share of the full learning rate at `step` of `steps`: up in a line for the share `warm_up`, then a cosine."""
    rising = max(1, int(warm_up * steps))
    if step < rising:
        return (step + 1) / rising
    return 0.5 * (1 + math.cos(math.pi * (step - rising) / max(1, steps - rising)))


def _batches(
    names: list[str], means: npt.NDArray[np.float32], choice: random.Random, recipe: Recipe
) -> Iterator[list[int]]:
    """Endlessly, the indices of the intents of one batch, each intent at most once."""
    near = np.argsort(-(means @ means.T), axis=1)
    size = min(recipe.intents_a_batch, len(names))
    while True:
        order = choice.sample(range(len(names)), len(names))
        batch: list[int] = []
        for index in order:
            if len(batch) >= size:
                break
            group = [index, *choice.sample(list(near[index][1:9]), min(recipe.neighbours - 1, len(near) - 1))]
            batch.extend(int(one) for one in group if one not in batch)
        yield batch[:size]


def _go_part_of_the_way(network: SentenceNetwork, published: dict[str, torch.Tensor], share: float) -> None:
    """Set every weight to `share` of its tuned value and the rest of its published one, in place."""
    with torch.no_grad():
        for name, weight in network.state_dict().items():
            if weight.is_floating_point():
                weight.mul_(share).add_(published[name], alpha=1 - share)


def _mean_vectors(
    network: SentenceNetwork, tokenizer: Tokenizer, names: list[str], members: dict[str, list[str]]
) -> torch.Tensor:
    means = np.stack([encode(network, tokenizer, members[name]).mean(axis=0) for name in names])
    return torch.nn.functional.normalize(torch.from_numpy(means), dim=1)
