"""`ourvoices check-content`: what the texts under data/ lack, said with file, line and cure."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

import yaml

from feedback_api.area.schemas import NationalArea
from feedback_api.area.service import Area, load_area
from feedback_api.content import read_content
from feedback_api.topics.catalogue import load_catalogue
from feedback_api.topics.schemas import Topic, TopicFile

LONGEST_ANSWER = 90
LONGEST_EASY_READ_SENTENCE = 12
# Flesch-Kincaid grade 6 is read at about 11 years; half a grade is the formula's own noise on texts this short.
HARDEST_GRADE = 6.5


@dataclass(frozen=True)
class Finding:
    """Something to look at: an error must be mended, a reminder (an overdue review, a missing local fact) be known."""

    kind: Literal["error", "reminder"]
    file: Path
    line: int
    topic: str
    what: str
    cure: str

    def __str__(self) -> str:
        """One line: where, what, and how to mend it."""
        return f"{self.file}:{self.line}: {self.topic}: {self.what} {self.cure}"


def check_content(data_folder: Path, area_id: str, today: date) -> list[Finding]:
    """All findings, errors first. Raises ContentError when a file can't be read at all."""
    area = load_area(data_folder, area_id)
    load_catalogue(data_folder, area)
    findings = [
        finding for file in sorted((data_folder / "topics").glob("*.yml")) for finding in _check_file(file, area, today)
    ]
    findings += _missing_local_facts(data_folder, area_id)
    return sorted(findings, key=lambda finding: (finding.kind != "error", str(finding.file), finding.line))


def _check_file(file: Path, area: Area, today: date) -> Iterator[Finding]:
    lines = _lines_of_topics(file)
    for topic_id, topic in read_content(file, TopicFile).topics.items():

        def finding(
            kind: Literal["error", "reminder"], key: str, what: str, cure: str, topic_id: str = topic_id
        ) -> Finding:
            return Finding(kind, file, lines[topic_id].get(key, lines[topic_id][""]), topic_id, what, cure)

        for key, what, cure in (*_facts(topic, area), *_hard_to_read(topic, area)):
            yield finding("error", key, what, cure)
        if topic.review_by < today:
            yield finding(
                "reminder",
                "review_by",
                f"its review was due on {topic.review_by:%d %B %Y}.",
                "Check the facts against the sources, then set checked_on and review_by.",
            )


def _facts(topic: Topic, area: Area) -> Iterator[tuple[str, str, str]]:
    answer = area.fill(topic.answer).casefold()
    for fact in topic.must_say:
        for words in fact.words:
            if not any(area.fill(way).casefold() in answer for way in words.split("|")):
                yield "answer", f"the answer does not say “{words}” ({fact.fact}).", "Put the fact into the answer."
    for key, text in _versions(topic, area).items():
        for words in topic.avoid:
            if words.casefold() in text.casefold():
                yield key, f"it says “{words}”, which it must not.", "Take it out: `avoid` says that it is wrong."


def _hard_to_read(topic: Topic, area: Area) -> Iterator[tuple[str, str, str]]:
    with warnings.catch_warnings():
        # It asks for its own version in a way that setuptools no longer likes.
        warnings.simplefilter("ignore")
        import textstat

    length = len(area.fill(topic.answer).split())
    if length > LONGEST_ANSWER:
        yield "answer", f"the answer has {length} words.", f"Cut it to {LONGEST_ANSWER}: the rest belongs in `more`."
    for key, text in _versions(topic, area).items():
        grade = textstat.flesch_kincaid_grade(text)
        if grade > HARDEST_GRADE:
            yield (
                key,
                f"its reading grade is {grade}, and {HARDEST_GRADE} is the most (about 11 years of age).",
                "Use shorter sentences and shorter words.",
            )
    for sentence in topic.easy_read:
        words = len(area.fill(sentence).split())
        if words > LONGEST_EASY_READ_SENTENCE:
            yield "easy_read", f"“{sentence}” has {words} words.", f"Cut it to {LONGEST_EASY_READ_SENTENCE}."


def _versions(topic: Topic, area: Area) -> dict[str, str]:
    texts = {
        "answer": topic.answer,
        "more": topic.more,
        "easy_read": " ".join(topic.easy_read),
        "young_person": topic.young_person or "",
    }
    return {key: area.fill(text) for key, text in texts.items() if text}


def _missing_local_facts(data_folder: Path, area_id: str) -> Iterator[Finding]:
    national = read_content(data_folder / "area" / "national.yml", NationalArea)
    file = data_folder / "area" / area_id / "area.yml"
    own = yaml.safe_load(file.read_text(encoding="utf-8"))
    for kind, known in (("contacts", national.contacts), ("sentences", national.sentences)):
        for key in known:
            if key not in (own.get(kind) or {}):
                yield Finding(
                    "reminder",
                    file,
                    1,
                    key,
                    "this local fact is missing, so the general wording is used.",
                    f"Add it under `{kind}`.",
                )


def _lines_of_topics(file: Path) -> dict[str, dict[str, int]]:
    """For each topic the line of each of its keys, and under "" its own line."""
    root = yaml.compose(file.read_text(encoding="utf-8"))
    if root is None:
        return {}
    top = {key.value: value for key, value in root.value}
    return {
        topic.value: {"": topic.start_mark.line + 1} | {key.value: key.start_mark.line + 1 for key, _ in body.value}
        for topic, body in top["topics"].value
    }
