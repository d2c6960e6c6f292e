"""Puts a comment into the plain words that the network reads: straight quotes, emoji as words, nobody's identity."""

from __future__ import annotations

import gzip
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).resolve().parent.parent.parent / "data" / "sentiment"
_STRAIGHT = str.maketrans(
    {"‘": "'", "’": "'", "‛": "'", "`": "'", "´": "'", "“": '"', "”": '"', "…": "...", "\u00a0": " "}
)
_STRAIGHT.update(dict.fromkeys([*range(0x20), 0x7F], " "))
# A word that may be a name, and what redaction puts in a name's place.
_NAME = re.compile(r"\b[A-Z][a-z]+\b|\[name\]")
SOMEBODY = "somebody"
# What only changes how the sign before it looks: skin tones, the emoji and text styles, the joiner.
_LOOKS = re.compile("[\U0001f3fb-\U0001f3ff\ufe0e\ufe0f\u200d]")
_LONG_DRAWN = re.compile(r"([a-zA-Z!?.])\1{3,}")
_WORD = re.compile(r"[\w']+")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class IdentityGroup:
    """Words that say who somebody is, and the one plain word that stands for all of them.

    `after` and `before` name the words beside which alone they count (empty: anywhere); before a word of `not_before`
    they don't.
    """

    plain: str
    words: tuple[str, ...]
    after: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    capitals: bool = False

    @classmethod
    def read(cls, raw: Mapping[str, Any]) -> IdentityGroup:
        """From one entry of data/sentiment/identity.yml."""
        listed: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in raw.items()}
        return cls(**listed)

    def counts(self, before: str, word: str, after: str) -> bool:
        """Whether `word`, as it was typed, says who somebody is, between the words `before` and `after`."""
        return (
            (not self.capitals or word[0].isupper())
            and (not self.after or before in self.after)
            and (not self.before or after in self.before)
            and after not in self.not_before
        )


def _any_of(words: Iterable[str]) -> str:
    """A pattern for any of `words`, or its plural. Grouped by first letter, which is ten times quicker to search."""
    by_letter: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        by_letter.setdefault(word[0], []).append(re.escape(word[1:]).replace("\\ ", "[ -]"))
    return r"\b(?:" + "|".join(f"{letter}(?:{'|'.join(rest)})" for letter, rest in by_letter.items()) + r")s?\b"


class PlainWording:
    """Turns a comment into what the network reads."""

    def __init__(
        self, signs: Mapping[str, str], groups: Iterable[IdentityGroup], names: frozenset[str] = frozenset()
    ) -> None:
        """`signs` are emoji and faces with their words; `names` are first names in small letters."""
        self._signs = dict(signs)
        self.groups: Sequence[IdentityGroup] = tuple(groups)
        typed = sorted((sign for sign in signs if sign.isascii()), key=len, reverse=True)
        self._typed = re.compile(r"(?<![\w:])(?:" + "|".join(map(re.escape, typed)) + r")(?!\w)")
        self._groups: dict[str, list[IdentityGroup]] = {}
        for group in self.groups:
            for word in group.words:
                for form in {word, word.replace("-", " "), word.replace("-", "")}:
                    self._groups.setdefault(form, []).append(group)
        self._identity = re.compile(_any_of(self._groups))
        # Christian is a faith before it is a name.
        self._names = (names | {"[name]"}) - self._groups.keys()

    def __call__(self, text: str, *, keep_identity: bool = False) -> str:
        """`text` in plain words, on one line. `keep_identity` leaves the words that say who somebody is."""
        plain = self._typed.sub(lambda found: f" {self._signs[found.group()]} ", text.translate(_STRAIGHT))
        if not plain.isascii():
            plain = "".join(self._character(character) for character in _LOOKS.sub("", plain))
        plain = _SPACE.sub(" ", _LONG_DRAWN.sub(r"\1\1", plain)).strip()
        return plain if keep_identity else self.hide_identity(plain)

    def hide_identity(self, text: str) -> str:
        """`text` in small letters, with each word that says who somebody is replaced by its group's plain word."""
        text = _NAME.sub(lambda found: SOMEBODY if found.group().lower() in self._names else found.group(), text)
        lower = text.lower()
        # A few letters grow when they are made small; then there are no capitals to look at.
        typed = text if len(text) == len(lower) else lower
        return self._identity.sub(lambda found: self._plain(found, typed), lower)

    def _plain(self, found: re.Match[str], typed: str) -> str:
        start, end = found.span()
        words_before = _WORD.findall(found.string[max(0, start - 20) : start])
        after = _WORD.match(found.string[end + 1 : end + 20])
        form = found.group().replace("-", " ")
        for group in self._groups.get(form) or self._groups.get(form.removesuffix("s")) or []:
            if group.counts(words_before[-1] if words_before else "", typed[start:end], after.group() if after else ""):
                return group.plain
        return found.group()

    def _character(self, character: str) -> str:
        words = self._signs.get(character)
        if words is None and unicodedata.category(character) == "So":
            words = unicodedata.name(character, "").lower()
        if words is not None:
            return f" {words} "
        # Control characters and halves of surrogate pairs, which no tokenizer takes.
        return " " if unicodedata.category(character) in ("Cc", "Cs") else character


@lru_cache(maxsize=1)
def default_wording() -> PlainWording:
    """The wording of data/sentiment, read once a process."""
    signs = yaml.safe_load((FOLDER / "signs.yml").read_text(encoding="utf-8"))["signs"]
    identity = yaml.safe_load((FOLDER / "identity.yml").read_text(encoding="utf-8"))["groups"]
    names = (_listed("first_names_near") | _listed("first_names_far")) - _listed("words")
    return PlainWording(signs, [IdentityGroup.read(group) for group in identity], names)


def _listed(name: str) -> frozenset[str]:
    """A list of redaction's, in small letters."""
    file = FOLDER.parent / "redaction" / "lists" / f"{name}.txt.gz"
    return frozenset(gzip.decompress(file.read_bytes()).decode("utf-8").lower().split())
