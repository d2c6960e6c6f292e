"""Turns the classifier's ranking into what the assistant should do: answer, ask which, or admit that it is unsure.

Each topic is a class of the classifier, but the dialogue needs only one intent for all of them (`ask_topic`), so that
a new topic adds no rule. The topic itself goes along as an entity, as it does in the payload of a button.
"""

from __future__ import annotations

import json
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

TOPICS_FOLDER = Path("data/topics")
RANKING_LENGTH = 5
ASK_TOPIC = "ask_topic"
CLARIFY = "clarify"
UNSURE = "nlu_fallback"
ASKED_ABOUT = 3


def known_topics(folder: Path = TOPICS_FOLDER) -> list[str]:
    """The ids of all topics, sorted, as the files of `folder` define them."""
    return sorted(
        topic for file in folder.glob("*.yml") for topic in yaml.safe_load(file.read_text(encoding="utf-8"))["topics"]
    )


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicDecision(GraphComponent):
    """Sets the intent by the classifier's probabilities, once `temperature` has made them honest.

    The intents that are no topic are talk: a greeting, a command, out of scope. The likeliest intent, if it is talk,
    is believed from `talk` on. A topic from `sure` on is answered; below it, the likeliest three that together reach
    `near` are asked about. But where all talk together reaches `outside`, no topic is offered. The rest is unsure.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The temperature of the probabilities, and four thresholds on them."""
        return {"temperature": 1.0, "sure": 0.5, "near": 0.5, "talk": 0.4, "outside": 0.5}

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
        self._config = config
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
        ranking = _tempered(message.get(INTENT_RANKING_KEY) or [], float(self._config["temperature"]))
        topics = [item for item in ranking if item[INTENT_NAME_KEY] in self._topics][:RANKING_LENGTH]
        message.set(
            "topic_ranking",
            [[item[INTENT_NAME_KEY], round(float(item[PREDICTED_CONFIDENCE_KEY]), 4)] for item in topics],
            add_to_output=True,
        )
        # The whole ranking would be carried in every event of the tracker.
        message.set(INTENT_RANKING_KEY, ranking[:RANKING_LENGTH], add_to_output=True)
        if not ranking:
            return
        name, confidence = self._intent(ranking, topics)
        message.set(INTENT, {INTENT_NAME_KEY: name, PREDICTED_CONFIDENCE_KEY: confidence}, add_to_output=True)
        if name == ASK_TOPIC:
            message.set(ENTITIES, [_topic_entity(message, topics[0])], add_to_output=True)

    def _intent(self, ranking: list[dict[str, Any]], topics: list[dict[str, Any]]) -> tuple[str, float]:
        top, confidence = ranking[0][INTENT_NAME_KEY], float(ranking[0][PREDICTED_CONFIDENCE_KEY])
        if top not in self._topics:
            return (top if confidence >= self._config["talk"] else UNSURE), confidence
        talk = _total([item for item in ranking if item[INTENT_NAME_KEY] not in self._topics])
        if talk >= self._config["outside"]:
            return UNSURE, confidence
        if confidence >= self._config["sure"]:
            return ASK_TOPIC, confidence
        return (CLARIFY if _total(topics[:ASKED_ABOUT]) >= self._config["near"] else UNSURE), confidence


def _total(items: list[dict[str, Any]]) -> float:
    return sum(float(item[PREDICTED_CONFIDENCE_KEY]) for item in items)


def _tempered(ranking: list[dict[str, Any]], temperature: float) -> list[dict[str, Any]]:
    """`ranking` with its probabilities raised to 1/`temperature` and brought back to a sum of 1, in the same order."""
    powers = [float(item[PREDICTED_CONFIDENCE_KEY]) ** (1 / temperature) for item in ranking]
    total = sum(powers) or 1.0
    return [
        {INTENT_NAME_KEY: item[INTENT_NAME_KEY], PREDICTED_CONFIDENCE_KEY: power / total}
        for item, power in zip(ranking, powers, strict=True)
    ]


def _topic_entity(message: Message, topic: dict[str, Any]) -> dict[str, Any]:
    return {
        "entity": "topic",
        "value": topic[INTENT_NAME_KEY],
        "start": 0,
        "end": len(message.get(TEXT) or ""),
        "extractor": "TopicDecision",
    }
