"""Words for the visitor: a topic's answer, its longer and easier versions, and the other replies."""

from __future__ import annotations

import json
from collections.abc import Iterable

from feedback_api.topics.catalogue import Catalogue
from feedback_api.topics.schemas import Button, ReplyButton, SpokenSource, Topic, Utterance


def topic_payload(topic_id: str) -> str:
    """What a button for a topic sends."""
    return command_payload("ask_topic", topic=topic_id)


def command_payload(command: str, **values: str) -> str:
    """What a button for a command sends: `/command{"key": "value"}`."""
    return f"/{command}" + (json.dumps(values) if values else "")


def answer(catalogue: Catalogue, topic_id: str) -> Utterance:
    """The short answer, who can help, and the next steps as buttons."""
    topic = catalogue.topic(topic_id)
    parts = [catalogue.area.fill(topic.answer)]
    if topic.changing is not None:
        parts.append(f"This may be changing. Checked in {topic.checked_on:%B %Y}.")
    parts.append(_who_can_help(catalogue, topic.who_can_help[:2]))
    return _about(
        catalogue,
        topic_id,
        "\n\n".join(parts),
        [
            *topic_buttons(catalogue, topic.follow_ups),
            Button(title="Tell me more", payload=command_payload("tell_me_more", topic=topic_id)),
            Button(title="Easier words", payload=command_payload("easy_read", topic=topic_id)),
            Button(title="This helped", payload=command_payload("answer_helped")),
            Button(title="This didn't help", payload=command_payload("answer_was_wrong")),
        ],
    )


def more(catalogue: Catalogue, topic_id: str) -> Utterance:
    """The longer answer."""
    topic = catalogue.topic(topic_id)
    parts = [catalogue.area.fill(topic.more)]
    if topic.changing is not None:
        parts.append(f"What may change: {topic.changing} Checked in {topic.checked_on:%B %Y}.")
    parts.append(_who_can_help(catalogue, topic.who_can_help))
    return _about(
        catalogue,
        topic_id,
        "\n\n".join(parts),
        [
            *topic_buttons(catalogue, topic.follow_ups),
            Button(title="Easier words", payload=command_payload("easy_read", topic=topic_id)),
        ],
    )


def easy_read(catalogue: Catalogue, topic_id: str) -> Utterance:
    """The Easy Read version: one short sentence a line."""
    topic = catalogue.topic(topic_id)
    lines = "\n".join(catalogue.area.fill(sentence) for sentence in topic.easy_read)
    return _about(
        catalogue,
        topic_id,
        f"{lines}\n\n{_who_can_help(catalogue, topic.who_can_help[:1])}",
        topic_buttons(catalogue, topic.follow_ups),
    )


def reply(catalogue: Catalogue, name: str, nearest: Iterable[str] = ()) -> Utterance:
    """A reply by name; `nearest` are topics that it offers first, as buttons and as alternatives."""
    content = catalogue.reply(name)
    near = [topic_id for topic_id in nearest if topic_id in catalogue.topics]
    parts = [catalogue.area.fill(content.text)]
    parts += [catalogue.area.how_to_reach(contact) for contact in content.contacts]
    return Utterance(
        text="\n\n".join(parts),
        buttons=[
            *topic_buttons(catalogue, near),
            *(_button(catalogue, button) for button in content.buttons),
        ],
        alternatives=near,
        status=content.status,
    )


def switched_off(catalogue: Catalogue, message: str) -> Utterance:
    """What is said while an officer has switched the assistant off, with people to turn to."""
    contacts = (catalogue.area.how_to_reach(contact) for contact in ("sendiass", "send_team"))
    return Utterance(text="\n\n".join((message, *contacts)), status="switched_off")


def topic_buttons(catalogue: Catalogue, topic_ids: Iterable[str]) -> list[Button]:
    """A button for each topic, in the words that a family would use."""
    return [Button(title=catalogue.topic(topic_id).button, payload=topic_payload(topic_id)) for topic_id in topic_ids]


def _button(catalogue: Catalogue, button: ReplyButton) -> Button:
    if button.topic is not None:
        return topic_buttons(catalogue, [button.topic])[0]
    return Button(title=button.title or "", payload=command_payload(button.command or ""))


def _about(catalogue: Catalogue, topic_id: str, text: str, buttons: list[Button]) -> Utterance:
    topic: Topic = catalogue.topic(topic_id)
    return Utterance(
        text=text,
        buttons=buttons,
        topic=topic_id,
        sources=[SpokenSource(title=source.title, url=source.url) for source in topic.sources],
        alternatives=list(topic.follow_ups),
        status="answered",
    )


def _who_can_help(catalogue: Catalogue, contacts: Iterable[str]) -> str:
    return "Who can help:\n" + "\n".join(catalogue.area.how_to_reach(contact) for contact in contacts)
