"""Folds a message into plain words, so that capitals, emoji, leetspeak and hidden characters hide nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import yaml

FILE = Path(__file__).resolve().parent.parent.parent / "data" / "safeguarding" / "spelling.yml"
# Letters of other alphabets that look like ours.
LOOKALIKES = str.maketrans("авеёіїјкмнорстухѕԁһɡıοαε", "abeeiijkmhopctyxsdhgioae")
DIGITS = str.maketrans("013457@$!|€", "oieastasiie")
APOSTROPHES = re.compile(r"['’‘`´]")
DASHES = re.compile(r"[-‐-―_/]+")
SENTENCE_END = re.compile(r"(?<=[a-z])\.(?=[a-z]{2})|[.?!…]+(?:\s|$)|[\n\r;:•]+|\s[-–—]\s")
# Where a sentence may be taken apart to look at its pieces.
CLAUSE_END = re.compile(r",\s|\s(?=(?:but|and|because|so|then|when|since)\s)|[()\"“”]")
# A digit or sign among letters: k1ll, mys3lf, r@pe, d!e. Not "Year 7", "11yo" or "M33".
LEET = re.compile(r"(?<![\w@$!|€])(?=[a-z@$!|€0-9]*[a-z])[a-z][a-z0-9@$!|€]*(?:[013457@$!|€](?=[a-z]))[a-z0-9@$!|€]*")
SPACED = re.compile(r"(?<!\w)(?:\w[ .*_-]){3,}\w(?!\w)")
LONG_RUN = re.compile(r"([a-z])\1{2,}")
STARS = re.compile(r"(?<!\w)[a-z]+\*+[a-z*]*(?!\w)")
WORDS = re.compile(r"[a-z0-9£%]+")
# What a star may stand for: the words that matter here.
STARRED = (
    "kill killed killing suicide suicidal rape raped raping self harm harmed harming abuse abused die dead cut cutting "
)
STARRED += "sex sexual porn nudes penis dick drugs knife stabbed overdose murder murdered blood noose hang"


class Spelling(NamedTuple):
    """data/safeguarding/spelling.yml, ready for use; keys are words as typed."""

    opened: Mapping[str, str]
    emoji: Mapping[str, str]
    joined: re.Pattern[str]


@lru_cache(maxsize=1)
def default_spelling() -> Spelling:
    """The file, read once a process."""
    content = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    opened = {str(short): str(words) for short, words in content["opened"].items()}
    for right, wrong in content["misspelt"].items():
        opened |= {str(word): str(right) for word in wrong}
    apart = sorted((word for word in opened if " " in word), key=len, reverse=True)
    joined = re.compile(r"(?<!\w)(" + "|".join(map(re.escape, apart)) + r")(?!\w)")
    return Spelling(opened, {str(sign): str(word) for sign, word in content["emoji"].items()}, joined)


def fold(text: str) -> str:
    """`text` in small plain letters, sentence ends kept: "K1ll mys3lf 🔪" becomes "kill myself knife"."""
    spelling = default_spelling()
    plain = unicodedata.normalize("NFKC", text)
    for sign, word in spelling.emoji.items():
        plain = plain.replace(sign, f" {word} ")
    plain = "".join(
        character
        for character in unicodedata.normalize("NFD", plain)
        if unicodedata.category(character) not in ("Mn", "Cf", "Cc", "Cs") or character in "\n\t"
    )
    plain = APOSTROPHES.sub("", plain).casefold().translate(LOOKALIKES)
    plain = SPACED.sub(lambda match: re.sub(r"[ .*_-]", "", match.group()), plain)
    plain = LEET.sub(lambda match: match.group().translate(DIGITS), plain)
    plain = STARS.sub(_without_stars, plain)
    plain = LONG_RUN.sub(_shortened, plain)
    plain = spelling.joined.sub(lambda match: spelling.opened[match.group()], plain)
    return re.sub(r"[a-z]+", lambda match: spelling.opened.get(match.group(), match.group()), plain)


def sentences(folded: str) -> list[str]:
    """The sentences of a folded text as plain words, one blank between."""
    found = (as_words(sentence) for sentence in SENTENCE_END.split(folded))
    return [sentence for sentence in found if sentence]


def clauses(folded: str, fewest_words: int) -> list[str]:
    """The pieces of a folded text that may be judged by themselves, each of at least so many words."""
    pieces: list[str] = []
    for sentence in SENTENCE_END.split(folded):
        whole = as_words(sentence)
        parts = [as_words(part) for part in CLAUSE_END.split(sentence)]
        pieces += [whole, *parts] if len(parts) > 1 else [whole]
    return [piece for piece in dict.fromkeys(pieces) if piece.count(" ") + 1 >= fewest_words]


def as_words(text: str) -> str:
    """Only the words of a folded text."""
    return " ".join(WORDS.findall(DASHES.sub(" ", text)))


def _without_stars(match: re.Match[str]) -> str:
    pattern = re.compile("".join("[a-z]{1,3}" if part.startswith("*") else part for part in _runs(match.group())))
    for word in STARRED.split():
        if pattern.fullmatch(word):
            return word
    return match.group()


def _runs(text: str) -> Sequence[str]:
    return re.findall(r"\*+|[^*]+", text)


def _shortened(match: re.Match[str]) -> str:
    """Three or more of one letter: two where English doubles it, else one ("diiie", "killlll")."""
    letter = match.group(1)
    return letter * 2 if letter in "lsfozt" else letter
