"""A mistake in a topic's file stops the service at once, and names the file and the place."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml

from feedback_api.area.service import Area, load_area
from feedback_api.errors import ContentError
from feedback_api.settings import ROOT
from feedback_api.topics.catalogue import load_catalogue

TOPIC: dict[str, Any] = {
    "title": "Buses",
    "button": "When is the bus?",
    "answer": "The bus comes at eight.",
    "must_say": [{"fact": "at eight", "words": ["at eight"]}],
    "avoid": [],
    "more": "It comes at eight each day.",
    "easy_read": ["The bus comes at eight."],
    "follow_ups": [],
    "who_can_help": ["send_team"],
    "sources": [{"title": "The timetable", "url": "https://example.org/bus"}],
    "checked_on": "2026-06-30",
    "review_by": "2027-06-30",
}


@pytest.fixture(scope="module")
def area() -> Area:
    """The project's own area."""
    return load_area(ROOT / "data", "trafford")


def write(folder: Path, topic: dict[str, Any], file: str = "buses.yml", reply: dict[str, Any] | None = None) -> Path:
    """A data folder with one topic and one reply."""
    (folder / "topics").mkdir(exist_ok=True)
    (folder / "conversation").mkdir(exist_ok=True)
    group = {"group": "transport", "title": "Transport", "topics": {"bus": topic}}
    (folder / "topics" / file).write_text(yaml.safe_dump(group), encoding="utf-8")
    replies = {"replies": {"greet": reply or {"text": "Hello."}}}
    (folder / "conversation" / "replies.yml").write_text(yaml.safe_dump(replies), encoding="utf-8")
    return folder


def error_of(folder: Path, area: Area) -> str:
    """What the loader says of a wrong folder."""
    with pytest.raises(ContentError) as error:
        load_catalogue(folder, area)
    return str(error.value)


def test_a_right_file_is_read(tmp_path: Path, area: Area) -> None:
    assert load_catalogue(write(tmp_path, TOPIC), area).topic("bus").title == "Buses"


@pytest.mark.parametrize("key", ["title", "answer", "must_say", "easy_read", "who_can_help", "sources", "checked_on"])
def test_a_missing_key_is_named(tmp_path: Path, area: Area, key: str) -> None:
    topic = {name: value for name, value in TOPIC.items() if name != key}
    said = error_of(write(tmp_path, topic), area)
    assert "buses.yml" in said
    assert f"topics → bus → {key}" in said


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"anwser": "At eight."}, "topics → bus → anwser"),
        ({"button": "x" * 46}, "topics → bus → button"),
        ({"easy_read": []}, "topics → bus → easy_read"),
        ({"sources": [{"title": "A page", "url": "http://example.org"}]}, "topics → bus → sources → 0 → url"),
        ({"checked_on": "soon"}, "topics → bus → checked_on"),
    ],
)
def test_a_misspelt_key_or_a_wrong_value_is_named(
    tmp_path: Path, area: Area, change: dict[str, Any], place: str
) -> None:
    said = error_of(write(tmp_path, deepcopy(TOPIC) | change), area)
    assert "buses.yml" in said
    assert place in said


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"follow_ups": ["coach"]}, ["Topic bus", "follow-up coach"]),
        ({"who_can_help": ["the_driver"]}, ["Topic bus", "contact the_driver"]),
    ],
)
def test_a_topic_that_points_at_nothing_is_named(
    tmp_path: Path, area: Area, change: dict[str, Any], named: list[str]
) -> None:
    said = error_of(write(tmp_path, TOPIC | change), area)
    assert not [word for word in named if word not in said]


@pytest.mark.parametrize(
    ("reply", "named"),
    [
        ({"text": "Hello.", "buttons": [{"topic": "coach"}]}, ["Reply greet", "topic coach"]),
        ({"text": "Hello.", "contacts": ["the_driver"]}, ["Reply greet", "contact the_driver"]),
        ({"text": "Hello.", "buttons": [{"command": "start_survey"}]}, ["replies.yml", "greet → buttons → 0"]),
        (
            {"text": "Hello.", "buttons": [{"topic": "bus", "command": "x", "title": "y"}]},
            ["replies.yml", "buttons → 0"],
        ),
    ],
)
def test_a_reply_that_points_at_nothing_is_named(
    tmp_path: Path, area: Area, reply: dict[str, Any], named: list[str]
) -> None:
    said = error_of(write(tmp_path, TOPIC, reply=reply), area)
    assert not [word for word in named if word not in said]


def test_all_loose_ends_are_named_at_once(tmp_path: Path, area: Area) -> None:
    said = error_of(write(tmp_path, TOPIC | {"follow_ups": ["coach", "tram"]}), area)
    assert "coach" in said
    assert "tram" in said


def test_an_id_that_stands_in_two_files_is_named(tmp_path: Path, area: Area) -> None:
    write(tmp_path, TOPIC, file="coaches.yml")
    said = error_of(write(tmp_path, TOPIC), area)
    assert "coaches.yml: the topic bus stands twice" in said


def test_an_id_that_stands_twice_in_one_file_is_named(tmp_path: Path, area: Area) -> None:
    file = write(tmp_path, TOPIC) / "topics" / "buses.yml"
    lines = file.read_text(encoding="utf-8").splitlines()
    topic = lines[lines.index("  bus:") :]
    file.write_text("\n".join([*lines, *topic]), encoding="utf-8")
    said = error_of(tmp_path, area)
    assert "buses.yml" in said
    assert "bus stands twice" in said


@pytest.mark.parametrize("text", ["topics: [", "", "- a\n- b", "just words"])
def test_a_file_that_is_something_else_is_named(tmp_path: Path, area: Area, text: str) -> None:
    (write(tmp_path, TOPIC) / "topics" / "buses.yml").write_text(text, encoding="utf-8")
    assert "buses.yml" in error_of(tmp_path, area)


def test_a_missing_file_is_named(tmp_path: Path, area: Area) -> None:
    (write(tmp_path, TOPIC) / "conversation" / "replies.yml").unlink()
    assert "replies.yml: this file is missing" in error_of(tmp_path, area)
