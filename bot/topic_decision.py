"""Turns the classifier's ranking into what the assistant should do: answer, ask which, or admit that it is unsure.

Each topic is a class of the classifier, but the dialogue needs only one intent for all of them (`ask_topic`), so that
a new topic adds no rule. The topic itself goes along as an entity, as it does in the payload of a button.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import yaml
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import (
    ENTITIES,
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.reading import OUT_OF_SCOPE, Ranking, Reading, Thresholds, read, tempered, without_kinds

TOPICS_FOLDER = Path("data/topics")
RANKING_LENGTH = 5


def known_topics(folder: Path = TOPICS_FOLDER) -> list[str]:
    """The ids of all topics, sorted, as the files of `folder` define them."""
    return sorted(
        topic for file in folder.glob("*.yml") for topic in yaml.safe_load(file.read_text(encoding="utf-8"))["topics"]
    )


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicDecision(GraphComponent):
    """Sets the intent by the classifier's probabilities, once `temperature` has made them honest (bot/reading.py)."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The temperature of the probabilities, and four thresholds on them."""
        return asdict(Thresholds())

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Refuse a threshold outside 0 to 1, and a temperature that is no positive number."""
        temperature = config.get("temperature", 1.0)
        if not isinstance(temperature, (int, float)) or temperature <= 0:
            raise InvalidConfigException(f"TopicDecision: `temperature` must be above 0, not {temperature!r}.")
        for key in ("sure", "near", "talk", "outside"):
            value = config.get(key)
            if value is not None and not (isinstance(value, (int, float)) and 0 <= value <= 1):
                raise InvalidConfigException(f"TopicDecision: `{key}` must lie between 0 and 1, not {value!r}.")

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TopicDecision:
        """Rasa's constructor for training."""
        return cls(config, model_storage, resource, frozenset())

    def __init__(
        self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, topics: frozenset[str]
    ) -> None:
        self._at = Thresholds(**{name: float(config[name]) for name in asdict(Thresholds())})
        self._model_storage = model_storage
        self._resource = resource
        self._topics = topics

    def train(self, training_data: TrainingData) -> Resource:
        """Remember which intents of the training data are topics."""
        self._topics = frozenset(known_topics()) & training_data.intents
        with self._model_storage.write_to(self._resource) as folder:
            (folder / "topics.json").write_text(json.dumps(sorted(self._topics)), encoding="utf-8")
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> TopicDecision:
        """Rasa's constructor for running."""
        with model_storage.read_from(resource) as folder:
            topics = json.loads((folder / "topics.json").read_text(encoding="utf-8"))
        return cls(config, model_storage, resource, frozenset(topics))

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the intent, `topic_ranking` and, where sure, the entity `topic`, in place."""
        for message in messages:
            self._decide(message)
        return messages

    def _decide(self, message: Message) -> None:
        named = [
            (item[INTENT_NAME_KEY], float(item[PREDICTED_CONFIDENCE_KEY]))
            for item in message.get(INTENT_RANKING_KEY) or []
        ]
        if not named:
            message.set("topic_ranking", [], add_to_output=True)
            return
        ranking, kind = without_kinds(tempered(named, self._at.temperature))
        reading = read(ranking, self._topics, self._at)
        _write(message, reading, ranking)
        if reading.intent == OUT_OF_SCOPE and kind is not None:
            message.set(ENTITIES, [_entity(message, "kind", kind)], add_to_output=True)


def _write(message: Message, reading: Reading, ranking: Ranking) -> None:
    """Put a reading into the message, as Rasa and the actions read it."""
    message.set(
        "topic_ranking",
        [[topic, round(share, 4)] for topic, share in reading.topics[:RANKING_LENGTH]],
        add_to_output=True,
    )
    # The whole ranking would be carried in every event of the tracker.
    shortened = [{INTENT_NAME_KEY: name, PREDICTED_CONFIDENCE_KEY: share} for name, share in ranking[:RANKING_LENGTH]]
    message.set(INTENT_RANKING_KEY, shortened, add_to_output=True)
    message.set(
        INTENT, {INTENT_NAME_KEY: reading.intent, PREDICTED_CONFIDENCE_KEY: reading.confidence}, add_to_output=True
    )
    if reading.sure_topic is not None:
        message.set(ENTITIES, [_entity(message, "topic", reading.sure_topic)], add_to_output=True)


def _entity(message: Message, name: str, value: str) -> dict[str, Any]:
    return {
        "entity": name,
        "value": value,
        "start": 0,
        "end": len(message.get(TEXT) or ""),
        "extractor": "TopicDecision",
    }
