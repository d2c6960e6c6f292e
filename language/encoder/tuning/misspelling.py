"""Slips of the hand, made on purpose: people type on telephones, and the encoder should read them all the same."""

from __future__ import annotations

import random

NEIGHBOURING_KEYS = {
    "a": "sq", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "f": "dg", "g": "fh", "h": "gj", "i": "uo", "j": "hk",
    "k": "jl", "l": "k", "m": "n", "n": "bm", "o": "ip", "p": "o", "q": "wa", "r": "et", "s": "ad", "t": "ry",
    "u": "yi", "v": "cb", "w": "qe", "x": "zc", "y": "tu", "z": "x",
}  # fmt: skip
SHORTEST_WORD = 4


def misspell(text: str, choice: random.Random) -> str:
    """`text` with one or two of its longer words misspelt: a letter left out, doubled, swapped or beside its key."""
    words = text.split(" ")
    long_enough = [index for index, word in enumerate(words) if len(word) >= SHORTEST_WORD and word.isalpha()]
    for index in choice.sample(long_enough, min(len(long_enough), choice.choice((1, 1, 2)))):
        words[index] = _slip(words[index], choice)
    return " ".join(words)


def _slip(word: str, choice: random.Random) -> str:
    at = choice.randrange(1, len(word) - 1)
    kind = choice.randrange(4)
    if kind == 0:
        return word[:at] + word[at + 1 :]
    if kind == 1:
        return word[:at] + word[at] + word[at:]
    if kind == 2:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + choice.choice(NEIGHBOURING_KEYS.get(word[at].lower(), word[at])) + word[at + 1 :]
