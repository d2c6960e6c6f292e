"""All that the assistant can say, loaded once and checked for loose ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from feedback_api.area.service import Area
from feedback_api.content import read_content
from feedback_api.errors import ContentError, NotFound
from feedback_api.topics.schemas import Reply, ReplyFile, Topic, TopicFile


@dataclass(frozen=True)
class Catalogue:
    """The topics and replies of one area. `groups` maps a group's id to its title."""

    area: Area
    topics: dict[str, Topic]
    group_of: dict[str, str]
    groups: dict[str, str]
    replies: dict[str, Reply]

    def topic(self, topic_id: str) -> Topic:
        """The topic, or NotFound."""
        if topic_id not in self.topics:
            raise NotFound("There is no topic of that name.")
        return self.topics[topic_id]

    def reply(self, name: str) -> Reply:
        """The reply, or NotFound."""
        if name not in self.replies:
            raise NotFound("There is no reply of that name.")
        return self.replies[name]


def load_catalogue(data_folder: Path, area: Area) -> Catalogue:
    """Read data/topics and data/conversation.

    Raises ContentError when a file is wrong, an id stands twice, or something points at what does not exist.
    """
    topics: dict[str, Topic] = {}
    group_of: dict[str, str] = {}
    groups: dict[str, str] = {}
    for file in sorted((data_folder / "topics").glob("*.yml")):
        content = read_content(file, TopicFile)
        groups[content.group] = content.title
        for topic_id, topic in content.topics.items():
            if topic_id in topics:
                raise ContentError(f"{file}: the topic {topic_id} stands twice. Give one of them another id.")
            topics[topic_id] = topic
            group_of[topic_id] = content.group
    replies = read_content(data_folder / "conversation" / "replies.yml", ReplyFile).replies
    catalogue = Catalogue(area, topics, group_of, groups, replies)
    problems = list(_loose_ends(catalogue))
    if problems:
        raise ContentError("\n".join(problems))
    return catalogue


def _loose_ends(catalogue: Catalogue) -> Iterator[str]:
    area = catalogue.area
    for topic_id, topic in catalogue.topics.items():
        texts = (topic.answer, topic.more, *topic.easy_read, topic.young_person or "")
        yield from _unknown(f"Topic {topic_id}", "placeholder", area.unknown_placeholders(" ".join(texts)))
        yield from _unknown(f"Topic {topic_id}", "follow-up", set(topic.follow_ups) - set(catalogue.topics))
        yield from _unknown(f"Topic {topic_id}", "contact", set(topic.who_can_help) - set(area.contacts))
    for name, reply in catalogue.replies.items():
        topics = {button.topic for button in reply.buttons if button.topic is not None}
        yield from _unknown(f"Reply {name}", "placeholder", area.unknown_placeholders(reply.text))
        yield from _unknown(f"Reply {name}", "button's topic", topics - set(catalogue.topics))
        yield from _unknown(f"Reply {name}", "contact", set(reply.contacts) - set(area.contacts))


def _unknown(where: str, kind: str, names: Iterable[str]) -> Iterator[str]:
    for name in sorted(names):
        yield f"{where}: its {kind} {name} does not exist. Check the spelling, or take it out."
