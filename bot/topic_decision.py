"""Turns the classifier's ranking into what the assistant should do: answer, ask which, or admit that it is unsure.

Each topic is a class of the classifier, but the dialogue needs only one intent for all of them (`ask_topic`), so that
a new topic adds no rule. The topic itself goes along as an entity, as it does in the payload of a button.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
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

from bot.follow_ups import FILE as FOLLOW_UPS_FILE
from bot.follow_ups import Bounds, FollowUps, Vectors
from bot.message_splitter import ROLE, WHOLE
from bot.parts import DENIED, MEANT, QUESTION, turns_down
from bot.reading import (
    ASK_TOPIC,
    CLARIFY,
    OUT_OF_SCOPE,
    Ranking,
    Reading,
    Thresholds,
    both,
    read,
    tempered,
    without,
    without_kinds,
)
from language.abbreviations import default_opener
from language.encoder import default_encoder

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
        """The thresholds; `second`, from which each of two questions is answered; and the bounds of a follow-up."""
        return {**asdict(Thresholds()), "second": 0.9, **asdict(Bounds())}

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Refuse a threshold outside 0 to 1, and a temperature that is no positive number."""
        temperature = config.get("temperature", 1.0)
        if not isinstance(temperature, (int, float)) or temperature <= 0:
            raise InvalidConfigException(f"TopicDecision: `temperature` must be above 0, not {temperature!r}.")
        for key in ("sure", "near", "talk", "outside", "second", "move", "strong", "alone", "kin"):
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
        self._bounds = Bounds(**{name: float(config[name]) for name in asdict(Bounds())})
        self._second = float(config["second"])
        # Made at the first message that needs them: training does not.
        self._moves: FollowUps | None = None
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
        component = cls(config, model_storage, resource, frozenset(topics))
        # Now, and not while the first visitor waits.
        component._follow_ups()
        return component

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the intent, `topic_ranking` and, where sure, the entity `topic`, in place; the parts are taken out."""
        wholes = [message for message in messages if message.get(WHOLE) is None]
        for message in wholes:
            self._decide(message, [part for part in messages if part.get(WHOLE) is message])
        return wholes

    def _decide(self, message: Message, parts: list[Message]) -> None:
        ranking, kind = self._ranking(message)
        if not ranking:
            message.set("topic_ranking", [], add_to_output=True)
            return
        text = message.get(TEXT)
        reading = self._joined(text, read(ranking, self._topics, self._at), parts)
        last = (message.get("metadata") or {}).get("topic")
        if last in self._topics and reading.answers == 1:
            reading = self._follow_ups().resolve(text, last, reading, self._at, self._bounds)
        _write(message, reading, ranking)
        if reading.intent == OUT_OF_SCOPE and kind is not None:
            message.set(ENTITIES, [_entity(message, "kind", kind)], add_to_output=True)

    def _ranking(self, message: Message) -> tuple[Ranking, str | None]:
        named = [
            (item[INTENT_NAME_KEY], float(item[PREDICTED_CONFIDENCE_KEY]))
            for item in message.get(INTENT_RANKING_KEY) or []
        ]
        return without_kinds(tempered(named, self._at.temperature))

    def _joined(self, text: str, whole: Reading, parts: list[Message]) -> Reading:
        """The reading of a message in the light of its parts: two questions, or what is denied and what is meant."""
        if turns_down(text) and whole.intent == ASK_TOPIC:
            return Reading(CLARIFY, whole.confidence, whole.topics)
        of_role: dict[str, list[Reading]] = {}
        first: Reading | None = None
        for part in parts:
            reading = read(self._ranking(part)[0], self._topics, self._at)
            if part.get(ROLE) == QUESTION and first is not None and first.sure_topics and not reading.sure_topics:
                # "What is a review, and can he come to it?": the second leans on the first.
                reading = self._follow_ups().resolve(
                    part.get(TEXT), first.topics[0][0], reading, self._at, self._bounds
                )
            first = first or reading
            of_role.setdefault(part.get(ROLE), []).append(reading)
        if MEANT in of_role:
            meant, denied = of_role[MEANT][0], of_role[DENIED][0]
            if meant.sure_topics:
                return meant
            return without(whole, denied.topics[0][0]) if denied.topics else whole
        return self._of_questions(whole, of_role.get(QUESTION, []))

    def _of_questions(self, whole: Reading, parts: list[Reading]) -> Reading:
        sure = [part for part in parts if part.sure_topics and part.confidence >= self._second]
        for part in sure[1:]:
            if part.sure_topics != sure[0].sure_topics:
                return both(sure[0], part)
        return whole

    def _follow_ups(self) -> FollowUps:
        if self._moves is None:
            self._moves = FollowUps.from_file(FOLLOW_UPS_FILE, _encode)
        return self._moves


def _encode(texts: Sequence[str]) -> Vectors:
    opener = default_opener()
    return default_encoder().encode([opener.open(text) for text in texts])


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
    if reading.sure_topics:
        entities = [_entity(message, "topic", topic) for topic in reading.sure_topics]
        message.set(ENTITIES, entities, add_to_output=True)


def _entity(message: Message, name: str, value: str) -> dict[str, Any]:
    return {
        "entity": name,
        "value": value,
        "start": 0,
        "end": len(message.get(TEXT) or ""),
        "extractor": "TopicDecision",
    }
