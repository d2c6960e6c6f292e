"""Writes the repetitive part of domain.yml, the list of topics, from data/topics.

`python -m bot.domain` rewrites it; `python -m bot.domain --check` only says whether it is up to date.
"""

from __future__ import annotations

import sys
from pathlib import Path

from bot.topic_decision import known_topics

DOMAIN_FILE = Path("domain.yml")
BEGIN = "  # Generated from data/topics by `python -m bot.domain`: begin\n"
END = "  # Generated from data/topics: end\n"


def with_topics(domain: str, topics: list[str]) -> str:
    """The text of the domain file with `topics` between the two marks."""
    before, _, rest = domain.partition(BEGIN)
    _, _, after = rest.partition(END)
    if not rest or not after:
        raise ValueError(f"{DOMAIN_FILE} has lost its marks: put back the lines {BEGIN!r} and {END!r}.")
    return before + BEGIN + "".join(f"  - {topic}\n" for topic in topics) + END + after


def main(arguments: list[str]) -> int:
    """Rewrite or check the domain file; returns the exit code."""
    current = DOMAIN_FILE.read_text(encoding="utf-8")
    wanted = with_topics(current, known_topics())
    if "--check" in arguments:
        if current != wanted:
            sys.stderr.write(f"{DOMAIN_FILE} is out of date: run `python -m bot.domain`.\n")
            return 1
        return 0
    if current != wanted:
        DOMAIN_FILE.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
