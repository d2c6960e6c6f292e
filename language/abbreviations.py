"""Opens the abbreviations of SEND ("EHCP", "EBSA") so that the encoder, trained on ordinary English, can read them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import yaml

DEFAULT_FILE = Path(__file__).resolve().parent.parent / "data" / "abbreviations.yml"


class AbbreviationOpener:
    """Replaces each whole-word abbreviation, in any case, by its words."""

    def __init__(self, meanings: Mapping[str, str]) -> None:
        """`meanings` maps an abbreviation in lower case to the words that it stands for."""
        self._meanings = dict(meanings)
        longest_first = sorted(self._meanings, key=len, reverse=True)
        self._pattern = re.compile(
            r"\b(" + "|".join(re.escape(word) for word in longest_first) + r")(s|'s|’s)?\b", re.IGNORECASE
        )

    def open(self, text: str) -> str:
        """Return `text` with its abbreviations opened; everything else is left as it stands."""
        return self._pattern.sub(lambda match: self._meanings[match.group(1).lower()], text)


@lru_cache(maxsize=1)
def default_opener() -> AbbreviationOpener:
    """The opener for data/abbreviations.yml, read once a process."""
    content = yaml.safe_load(DEFAULT_FILE.read_text(encoding="utf-8"))
    return AbbreviationOpener({str(short).lower(): str(words) for short, words in content["abbreviations"].items()})
