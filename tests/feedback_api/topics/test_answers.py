"""Every answer of the Local Offer: short, easy to read, and true to its sources."""

from __future__ import annotations

from pathlib import Path

import pytest
import textstat

from feedback_api.area.service import load_area
from feedback_api.settings import ROOT
from feedback_api.topics.catalogue import Catalogue, load_catalogue
from feedback_api.topics.check import HARDEST_GRADE

DATA = ROOT / "data"


def catalogue_of(area: str) -> Catalogue:
    """All topics in the words of an area."""
    return load_catalogue(DATA, load_area(DATA, area))


@pytest.fixture(scope="module")
def nowhere(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """The topics for a council that has given no fact of its own: the national wording must do."""
    folder: Path = tmp_path_factory.mktemp("nowhere")
    (folder / "area" / "nowhere").mkdir(parents=True)
    (folder / "area" / "national.yml").write_bytes((DATA / "area" / "national.yml").read_bytes())
    (folder / "area" / "nowhere" / "area.yml").write_text("id: nowhere\nnames: {}\n", encoding="utf-8")
    return load_catalogue(DATA, load_area(folder, "nowhere"))


CATALOGUE = catalogue_of("trafford")
every_topic = pytest.mark.parametrize("topic_id", sorted(CATALOGUE.topics))


def texts(catalogue: Catalogue, topic_id: str) -> dict[str, str]:
    """All that is said on a topic, in the area's words."""
    topic = catalogue.topic(topic_id)
    said = {"answer": topic.answer, "more": topic.more, "easy_read": "\n".join(topic.easy_read)}
    for name, text in (("young_person", topic.young_person), ("changing", topic.changing)):
        if text is not None:
            said[name] = text
    return {name: catalogue.area.fill(text) for name, text in said.items()}


def test_there_are_83_topics() -> None:
    assert len(CATALOGUE.topics) == 83


@every_topic
def test_every_placeholder_is_filled_for_any_council(topic_id: str, nowhere: Catalogue) -> None:
    for catalogue in (CATALOGUE, nowhere):
        for text in texts(catalogue, topic_id).values():
            assert not set("{}") & set(text)


@every_topic
def test_a_topic_is_to_be_checked_again_after_it_was_checked(topic_id: str) -> None:
    topic = CATALOGUE.topic(topic_id)
    assert topic.checked_on < topic.review_by


@pytest.mark.parametrize("name", sorted(CATALOGUE.replies))
def test_every_other_reply_is_filled_and_easy_to_read(name: str, nowhere: Catalogue) -> None:
    for catalogue in (CATALOGUE, nowhere):
        text = catalogue.area.fill(catalogue.reply(name).text)
        assert not set("{}") & set(text)
        assert textstat.flesch_kincaid_grade(text) <= HARDEST_GRADE
