"""All that the assistant can say, loaded once and checked for loose ends."""

from __future__ import annotations

from collections.abc import Iterator
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
    for topic_id, topic in catalogue.topics.items():
        for follow_up in topic.follow_ups:
            if follow_up not in catalogue.topics:
                yield f"Topic {topic_id}: its follow-up {follow_up} does not exist. Correct the id or take it out."
        for contact in topic.who_can_help:
            if contact not in catalogue.area.contacts:
                yield f"Topic {topic_id}: the contact {contact} does not exist. data/area/national.yml has the list."
    for name, reply in catalogue.replies.items():
        for button in reply.buttons:
            if button.topic is not None and button.topic not in catalogue.topics:
                yield f"Reply {name}: its button's topic {button.topic} does not exist. Correct the id or take it out."
        for contact in reply.contacts:
            if contact not in catalogue.area.contacts:
                yield f"Reply {name}: the contact {contact} does not exist. data/area/national.yml has the list."
