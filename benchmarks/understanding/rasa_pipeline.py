"""Trains and runs a list of Rasa's components, as config.yml names them, without Rasa's graph and its caches."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import bot.ngram_featurizer
import bot.sentence_featurizer
import bot.topic_decision
import yaml
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from language.encoder import SentenceEncoder
from language.encoder.tuning.phrases import Phrases

OWN_COMPONENTS = (bot.sentence_featurizer, bot.ngram_featurizer, bot.topic_decision)
DECISION = "bot.topic_decision.TopicDecision"


@dataclass(frozen=True)
class Understood:
    """What a pipeline makes of a text: its intent, and every intent with its probability, the likeliest first."""

    intent: str
    ranking: list[tuple[str, float]]


def own_pipeline(config: Path = Path("config.yml"), decide: bool = True) -> list[dict[str, Any]]:
    """The pipeline of config.yml, with or without its last step, the decision."""
    pipeline: list[dict[str, Any]] = yaml.safe_load(config.read_text(encoding="utf-8"))["pipeline"]
    return pipeline if decide else [step for step in pipeline if step["name"] != DECISION]


def default_pipeline(epochs: int) -> list[dict[str, Any]]:
    """What `rasa init` writes (DIET with its default settings), training for `epochs`; Rasa's own default is 100."""
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
    ]


@contextlib.contextmanager
def trained(
    pipeline: Sequence[dict[str, Any]], phrases: Phrases, encoder: SentenceEncoder | None = None
) -> Iterator[RunningPipeline]:
    """`pipeline` trained on `phrases`; our featurizer uses `encoder`, or else the one that the project ships."""
    replaced = bot.sentence_featurizer.default_encoder
    if encoder is not None:
        bot.sentence_featurizer.default_encoder = lambda: encoder
    try:
        with TemporaryDirectory() as folder:
            yield RunningPipeline(pipeline, phrases, Path(folder))
    finally:
        bot.sentence_featurizer.default_encoder = replaced


class RunningPipeline:
    """The trained components, in their order."""

    def __init__(self, pipeline: Sequence[dict[str, Any]], phrases: Phrases, folder: Path) -> None:
        data = TrainingData(
            [Message({TEXT: text, INTENT: intent}) for text, intent in zip(phrases.texts, phrases.intents)]
        )
        storage = LocalModelStorage.create(folder)
        self._components: list[Any] = []
        for place, step in enumerate(pipeline):
            kind = DefaultV1Recipe._from_registry(step["name"])
            config = {**kind.clazz.get_default_config(), **{key: value for key, value in step.items() if key != "name"}}
            context = ExecutionContext(GraphSchema({}), node_name=f"step_{place}")
            component = kind.clazz.create(config, storage, Resource(f"step_{place}"), context)
            if kind.is_trainable:
                component.train(data)
            featurizes = kind.types & {
                DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER,
                DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER,
            }
            if featurizes:
                component.process_training_data(data)
            self._components.append(component)

    def understand(self, texts: Sequence[str]) -> list[Understood]:
        """What the pipeline makes of each text, one at a time, as in a conversation."""
        found = []
        for text in texts:
            message = Message({TEXT: text})
            for component in self._components:
                component.process([message])
            ranking = message.get("intent_ranking") or []
            topics = message.get("topic_ranking")
            found.append(
                Understood(
                    message.get(INTENT)["name"],
                    [(name, float(share)) for name, share in topics]
                    if topics is not None
                    else [(item["name"], float(item["confidence"])) for item in ranking],
                )
            )
        return found
