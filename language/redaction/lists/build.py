"""Makes the packed lists anew: python -m language.redaction.lists.build /usr/share/dict/british-english.

It needs PyPI's `faker` and Debian's `wbritish`, which nothing else here needs. Names come from Faker's locales (MIT),
words from SCOWL by way of wbritish (SCOWL's own licence, which allows copying): see data/redaction/README.md.
"""

from __future__ import annotations

import gzip
import importlib
import pkgutil
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from language.redaction.words import fold

FOLDER = Path(__file__).resolve().parents[3] / "data" / "redaction" / "lists"
# Locales whose first names are common in England: these are believed in lower case too. The others are believed only
# where the writer gave them a capital letter, or where the sentence says that a name comes.
NEAR = (
    "en_GB",
    "en_IE",
    "en_IN",
    "en_PK",
    "en_NG",
    "ig_NG",
    "yo_NG",
    "ha_NG",
    "tw_GH",
    "en_KE",
    "pl_PL",
    "en_NZ",
    "en_US",
)
LATIN = re.compile(r"[a-z]+(?:['-][a-z]+)*")


def main(dictionary: Path) -> None:
    """Write first names (near ones first marked), last names and words."""
    near, far, last = set[str](), set[str](), set[str]()
    for locale, given, family in _locales():
        (near if locale in NEAR else far).update(given)
        last.update(family)
    words = {
        word
        for word in dictionary.read_text(encoding="utf-8").split()
        if word.islower() and LATIN.fullmatch(word) and len(word) > 1
    }
    _write("first_names_near", near)
    _write("first_names_far", far - near)
    _write("last_names", last)
    _write("words", words)


def _locales() -> Iterator[tuple[str, set[str], set[str]]]:
    people = importlib.import_module("faker.providers.person")
    for module in pkgutil.iter_modules(people.__path__):
        provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        yield module.name, _names(provider, "first"), _names(provider, "last")


def _names(provider: type, which: str) -> set[str]:
    names = set[str]()
    for attribute in dir(provider):
        values = getattr(provider, attribute)
        if re.match(rf"{which}_(names?|romanized)", attribute) and isinstance(values, tuple | list | dict):
            for name in values:
                names.update(fold(str(name)).split())
    return {name for name in names if len(name) > 1 and LATIN.fullmatch(name)}


def _write(name: str, items: set[str]) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    # No time stamp, so that the same lists make the same file.
    content = gzip.compress(("\n".join(sorted(items)) + "\n").encode(), 9, mtime=0)
    (FOLDER / f"{name}.txt.gz").write_bytes(content)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
