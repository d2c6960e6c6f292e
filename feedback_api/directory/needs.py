"""The needs of data/directory/needs.yml, found in messages and in services' own words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import Field

from feedback_api.content import Content, read_content
from feedback_api.directory.words import words_of

# A service for every child with SEND fits whoever asks for one need.
ANY = "any"


class Need(Content):
    """A need, and the words by which it is known."""

    title: Annotated[str, Field(min_length=1)]
    words: Annotated[list[str], Field(min_length=1)]


class NeedFile(Content):
    """All of them."""

    needs: dict[Annotated[str, Field(pattern=r"^[a-z][a-z_]{0,62}$")], Need]


@dataclass(frozen=True)
class Needs:
    """The needs by id, in the file's order."""

    titles: dict[str, str]
    patterns: dict[str, re.Pattern[str]]

    def found_in(self, text: str) -> tuple[str, ...]:
        """The ids of the needs that a text names."""
        return tuple(need for need, pattern in self.patterns.items() if pattern.search(text))

    def are_all_of(self, text: str) -> bool:
        """Whether a text names needs and nothing else."""
        rest = text
        for pattern in self.patterns.values():
            rest = pattern.sub(" ", rest)
        return rest != text and not words_of(rest)


@lru_cache(maxsize=4)
def load_needs(data_folder: Path) -> Needs:
    """Read data/directory/needs.yml. Raises ContentError when it is wrong."""
    needs = read_content(data_folder / "directory" / "needs.yml", NeedFile).needs
    return Needs(
        titles={need_id: need.title for need_id, need in needs.items()},
        patterns={need_id: _pattern(need.words) for need_id, need in needs.items()},
    )


def _pattern(words: list[str]) -> re.Pattern[str]:
    """Whole words in any case; a short word in capitals (ADD, ASC, SEND) is one only in capitals."""
    parts = []
    for word in words:
        plain = re.escape(word.rstrip("*")) + (r"\w*" if word.endswith("*") else "")
        parts.append(plain if word.isupper() and word in ("ADD", "SEND", "SEN", "ASC") else f"(?i:{plain})")
    return re.compile(r"(?<!\w)(?:" + "|".join(parts) + r")(?!\w)")
