"""A quarter's counts as the database gives them: the truth, not yet safe to show."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from typing import NamedTuple

# The parts of the counts that models make and officers correct, rather than those who answered.
SCORES = ("sounds", "wrote", "themes")
DIGEST_CHARACTERS = 20


class Sheet(NamedTuple):
    """One survey as one audience answered it; no response belongs to two sheets."""

    survey: str
    audience: str

    @property
    def key(self) -> str:
        """The sheet's part of a cell's key."""
        return f"{self.survey}:{self.audience}"


Question = tuple[Sheet, str]


@dataclass
class Counts:
    """Responses that stand, in groups. Every number is of responses; a missing key means none.

    `asked`: to whom a question was put. `choices`: a single option picked; `numbers`: a number given; `texts`: free
    words; `picked`: one of several options picked, and `pickers`: who picked at least one. `sounds`: a free text's
    label, an officer's before the machine's. `wrote`: who has free words of which the themes were looked for.
    `themes`: who spoke of a theme, and how. `groups`: an answer within a group of a breakdown.
    """

    responses: Counter[Sheet] = field(default_factory=Counter)
    made_up: int = 0
    asked: Counter[Question] = field(default_factory=Counter)
    choices: Counter[tuple[Sheet, str, str]] = field(default_factory=Counter)
    numbers: Counter[tuple[Sheet, str, int]] = field(default_factory=Counter)
    texts: Counter[Question] = field(default_factory=Counter)
    picked: Counter[tuple[Sheet, str, str]] = field(default_factory=Counter)
    pickers: Counter[Question] = field(default_factory=Counter)
    sounds: Counter[tuple[Sheet, str, str]] = field(default_factory=Counter)
    wrote: Counter[Sheet] = field(default_factory=Counter)
    themes: Counter[tuple[Sheet, str, str]] = field(default_factory=Counter)
    groups: Counter[tuple[Sheet, str, str, str, str]] = field(default_factory=Counter)

    def plus(self, other: Counts) -> Counts:
        """The counts of two quarters together."""
        return Counts(**{part.name: getattr(self, part.name) + getattr(other, part.name) for part in fields(self)})

    @property
    def digest_of_answers(self) -> str:
        """The same for the same answers, whatever the order in which responses came."""
        return self._digest(part.name for part in fields(self) if part.name not in SCORES)

    @property
    def digest_of_scores(self) -> str:
        """The same for the same labels and themes."""
        return self._digest(SCORES)

    def _digest(self, names: Iterable[str]) -> str:
        parts = {}
        for name in names:
            value = getattr(self, name)
            is_counter = isinstance(value, Counter)
            parts[name] = sorted((str(key), count) for key, count in value.items()) if is_counter else value
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:DIGEST_CHARACTERS]
