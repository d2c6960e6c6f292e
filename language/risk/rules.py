"""The rules for what must never be missed: phrases of data/safeguarding/rules.yml with their guards.

A phrase is made of words. In it `...` stands for up to three words, `a|b` and `(a b|c)` for either, `word?` may be left
out, `word*` is a beginning, and `{group}` is one of the group's words. It is looked for within a sentence of the folded
text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from language.risk.levels import LEVELS, Level

FILE = Path(__file__).resolve().parent.parent.parent / "data" / "safeguarding" / "rules.yml"
WORDS_BEFORE_A_NEGATION = 4
# A phrase is a row of words and of choices in brackets, which may be several words long.
PARTS = re.compile(r"\([^)]*\)\??|\S+")


class RuleError(ValueError):
    """data/safeguarding/rules.yml is wrong; the message says where and why."""


@dataclass(frozen=True)
class Rule:
    """Phrases that mean one kind at one level, and the phrases of the same sentence that say that it is not so."""

    kind: str
    level: Level
    phrases: re.Pattern[str]
    unless: re.Pattern[str] | None
    negatable: bool


@dataclass(frozen=True)
class Rules:
    """All rules. `never` silences a sentence, and `softer` makes what is urgent in it a concern."""

    rules: tuple[Rule, ...]
    negation: re.Pattern[str]
    softer: re.Pattern[str]
    never: re.Pattern[str]
    idioms: re.Pattern[str]

    def find(self, sentences: Iterable[str]) -> list[tuple[Level, str]]:
        """The level and kind of each rule that holds in one of the sentences."""
        return [hit for sentence in sentences for hit in self._in_sentence(f"{sentence} ")]

    def excuse(self, sentences: Iterable[str]) -> bool:
        """Whether every sentence holds an idiom, is about the past, or about the subject and not a person."""
        excuses = (self.idioms, self.softer, self.never)
        return all(any(excuse.search(f"{sentence} ") for excuse in excuses) for sentence in sentences)

    def _in_sentence(self, sentence: str) -> Iterable[tuple[Level, str]]:
        if self.never.search(sentence):
            return
        softer = self.softer.search(sentence) is not None
        for rule in self.rules:
            match = rule.phrases.search(sentence)
            if match is None or (rule.unless is not None and rule.unless.search(sentence)):
                continue
            if rule.negatable and self._negated(sentence[: match.start()]):
                continue
            yield ("concern" if softer else rule.level), rule.kind

    def _negated(self, before: str) -> bool:
        last_words = " ".join(before.split()[-WORDS_BEFORE_A_NEGATION:])
        return self.negation.search(f"{last_words} ") is not None


@lru_cache(maxsize=1)
def default_rules() -> Rules:
    """The project's rules, read once a process."""
    return read_rules(yaml.safe_load(FILE.read_text(encoding="utf-8")))


def read_rules(content: Mapping[str, Any]) -> Rules:
    """The rules of a file's content. Raises RuleError."""
    groups = {name: [str(word) for word in words] for name, words in content["groups"].items()}
    rules = []
    for number, entry in enumerate(content["rules"], start=1):
        where = f"rules.yml: rule {number}"
        unknown = set(entry) - {"kind", "level", "phrases", "unless", "negatable"}
        if unknown or not {"kind", "level", "phrases"} <= set(entry):
            raise RuleError(f"{where}: it needs kind, level and phrases, and may have unless and negatable.")
        if entry["level"] not in LEVELS[1:]:
            raise RuleError(f"{where}: the level must be concern or urgent.")
        unless = entry.get("unless")
        rules.append(
            Rule(
                kind=entry["kind"],
                level=entry["level"],
                phrases=_compiled(entry["phrases"], groups, where),
                unless=_compiled(unless, groups, where) if unless else None,
                negatable=bool(entry.get("negatable", False)),
            )
        )
    negation, softer, never, idioms = (
        _compiled(content[key], groups, key) for key in ("negation", "softer", "never", "idioms")
    )
    return Rules(tuple(rules), negation, softer, never, idioms)


def _compiled(phrases: Iterable[str], groups: Mapping[str, list[str]], where: str) -> re.Pattern[str]:
    return re.compile(r"(?<!\S)(?:" + "|".join(_pattern(phrase, groups, where) for phrase in phrases) + ")")


def _pattern(phrase: str, groups: Mapping[str, list[str]], where: str) -> str:
    return "".join(_part_pattern(part, groups, where) for part in PARTS.findall(phrase))


def _part_pattern(part: str, groups: Mapping[str, list[str]], where: str) -> str:
    if part == "...":
        return r"(?:\S+ ){0,3}"
    choices = [choice.strip() for choice in part.removesuffix("?").strip("()").split("|")]
    patterns = "|".join(_choice_pattern(choice, groups, where) for choice in choices)
    return f"(?:{patterns})" + ("?" if part.endswith("?") else "")


def _choice_pattern(choice: str, groups: Mapping[str, list[str]], where: str) -> str:
    if choice.startswith("{"):
        name = choice.strip("{}")
        if name not in groups:
            raise RuleError(f"rules.yml: {where}: there is no group {name}.")
        return "|".join(_choice_pattern(member, groups, where) for member in groups[name])
    if " " in choice:
        return _pattern(choice, groups, where)
    return re.escape(choice).replace(r"\*", r"\S*") + " "
