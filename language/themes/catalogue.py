"""What data/themes.yml says, as far as reading a comment needs it; feedback_api/themes checks the whole file."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

DEFAULT_FILE = Path(__file__).resolve().parent.parent.parent / "data" / "themes.yml"


@dataclass(frozen=True)
class Catalogue:
    """The themes' ids in their order, the words that mean each, and the names of services."""

    themes: tuple[str, ...]
    _keywords: tuple[re.Pattern[str], ...]
    _services: tuple[tuple[str, re.Pattern[str]], ...]

    def keywords_in(self, text: str) -> list[bool]:
        """Of each theme, in order, whether a word that means it stands in `text`."""
        plain = _plain(text)
        return [pattern.search(plain) is not None for pattern in self._keywords]

    def services_in(self, text: str) -> list[str]:
        """The ids of the services that `text` names, in the order of data/themes.yml.

        A name inside a longer one of another service ("autism diagnosis") does not count a second time.
        """
        plain = _plain(text)
        found = [(match.span(), service) for service, pattern in self._services for match in pattern.finditer(plain)]
        whole = [
            service
            for (start, end), service in found
            if not any(s <= start and end <= e and e - s > end - start for (s, e), _ in found)
        ]
        return list(dict.fromkeys(whole))


def read_catalogue(content: Mapping[str, Any]) -> Catalogue:
    """The catalogue of a file's content."""
    return Catalogue(
        themes=tuple(theme["id"] for theme in content["themes"]),
        _keywords=tuple(_any_of(theme["keywords"]) for theme in content["themes"]),
        _services=tuple((service["id"], _any_of(service["names"])) for service in content["services"]),
    )


@lru_cache(maxsize=1)
def default_catalogue() -> Catalogue:
    """The project's own, read once a process."""
    return read_catalogue(yaml.safe_load(DEFAULT_FILE.read_text(encoding="utf-8")))


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(word) for word in longest_first) + r")(?!\w)")


def _plain(text: str) -> str:
    """Small letters, straight quotes and single spaces, as the file's words are written."""
    return re.sub(r"\s+", " ", text.casefold().replace("’", "'").replace("‘", "'"))
