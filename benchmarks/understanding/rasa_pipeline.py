"""Trains and runs a list of Rasa's components, as config.yml names them, without Rasa's graph and its caches."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import yaml
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

# Each import also tells Rasa of a component of ours.
from bot import message_splitter, ngram_featurizer, sentence_featurizer, topic_decision
from bot.reading import ASK_TOPIC
from language.encoder import SentenceEncoder, default_encoder
from language.encoder.tuning.phrases import Phrases

OWN_COMPONENTS = (
    message_splitter.MessageSplitter,
    sentence_featurizer.SentenceFeaturizer,
    ngram_featurizer.NgramFeaturizer,
    topic_decision.TopicDecision,
)
DECISION = "bot.topic_decision.TopicDecision"
FEATURIZES = {DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER}


@dataclass(frozen=True)
class Understood:
    """What a pipeline makes of a text: its intent (`ask_topic` for any topic), the ranking, and what it answers."""

    intent: str
    ranking: list[tuple[str, float]]
    answered: tuple[str, ...] = ()


def own_pipeline(config: Path = Path("config.yml"), decide: bool = True) -> list[dict[str, Any]]:
    """The pipeline of config.yml, with or without its last step, the decision."""
    pipeline: list[dict[str, Any]] = yaml.safe_load(config.read_text(encoding="utf-8"))["pipeline"]
    return pipeline if decide else [step for step in pipeline if step["name"] != DECISION]


def default_pipeline(epochs: int) -> list[dict[str, Any]]:
    """What `rasa init` writes for intents (it trains for 100 epochs), with Rasa's own thresholds for being unsure."""
    return [
        {"name": "WhitespaceTokenizer"},
        {"name": "RegexFeaturizer"},
        {"name": "LexicalSyntacticFeaturizer"},
        {"name": "CountVectorsFeaturizer"},
        {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
        {
            "name": "DIETClassifier",
            "epochs": epochs,
            "constrain_similarities": True,
            "ranking_length": 0,
            "random_seed": 7,
            "entity_recognition": False,
        },
        {"name": "FallbackClassifier", "threshold": 0.3, "ambiguity_threshold": 0.1},
    ]


@contextlib.contextmanager
def trained(
    pipeline: Sequence[dict[str, Any]],
    phrases: Phrases,
    topics: Collection[str],
    encoder: SentenceEncoder | None = None,
) -> Iterator[RunningPipeline]:
    """`pipeline` trained on `phrases`; our featurizer uses `encoder`, or else the one that the project ships."""
    used = encoder or default_encoder()
    with patch.object(sentence_featurizer, "default_encoder", lambda: used), TemporaryDirectory() as folder:
        yield RunningPipeline(pipeline, phrases, topics, Path(folder))


class RunningPipeline:
    """The trained components, in their order."""

    def __init__(
        self, pipeline: Sequence[dict[str, Any]], phrases: Phrases, topics: Collection[str], folder: Path
    ) -> None:
        data = TrainingData(
            [Message({TEXT: text, INTENT: intent}) for text, intent in zip(phrases.texts, phrases.intents, strict=True)]
        )
        storage = LocalModelStorage.create(folder)
        self._topics = frozenset(topics)
        self._components: list[Any] = []
        for place, step in enumerate(pipeline):
            kind = DefaultV1Recipe._from_registry(step["name"])
            config = {**kind.clazz.get_default_config(), **{key: step[key] for key in step if key != "name"}}
            context = ExecutionContext(GraphSchema({}), node_name=f"step_{place}")
            component = kind.clazz.create(config, storage, Resource(f"step_{place}"), context)
            if kind.is_trainable:
                component.train(data)
            if kind.types & FEATURIZES:
                component.process_training_data(data)
            self._components.append(component)

    def understand(self, texts: Sequence[str], after: Sequence[str | None] = ()) -> list[Understood]:
        """What the pipeline makes of each text, one at a time, as in a conversation after an answer on a topic."""
        return [self._understand(text, last) for text, last in zip_longest(texts, after)]

    def _understand(self, text: str, last: str | None) -> Understood:
        message = Message({TEXT: text, "metadata": {"topic": last}})
        messages = [message]
        for component in self._components:
            messages = component.process(messages)
        intent = message.get(INTENT)["name"]
        ranking = message.get("topic_ranking")
        if ranking is None:
            named = [(item["name"], item["confidence"]) for item in message.get("intent_ranking") or []]
            ranking = [pair for pair in named if pair[0] in self._topics]
        found = [entity["value"] for entity in message.get("entities") or [] if entity["entity"] == "topic"]
        return Understood(
            ASK_TOPIC if intent in self._topics else str(intent),
            [(topic, float(share)) for topic, share in ranking],
            tuple(found) or ((str(intent),) if intent in self._topics else ()),
        )
