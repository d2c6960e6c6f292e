"""A Rasa featurizer that gives each message its sentence embedding."""

from __future__ import annotations

from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import DENSE_FEATURIZABLE_ATTRIBUTES
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from language.abbreviations import default_opener
from language.encoder import default_encoder


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceFeaturizer(DenseFeaturizer, GraphComponent):
    """Adds one dense sentence feature: the encoder's 384 numbers times `scale`.

    `scale` sets how much the meaning weighs beside the character n-grams: the classifier regularises every
    feature alike, and Rasa's does not let us choose its strength.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`alias` names the features in Rasa's records; `scale` multiplies them."""
        return {"alias": None, "scale": 1.0}

    @staticmethod
    def required_packages() -> list[str]:
        """What must be importable."""
        return ["onnxruntime", "tokenizers"]

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Refuse a scale that is not a positive number."""
        scale = config.get("scale", 1.0)
        if not isinstance(scale, (int, float)) or scale <= 0:
            raise InvalidConfigException(f"SentenceFeaturizer: `scale` must be a number above 0, not {scale!r}.")

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceFeaturizer:
        """Rasa's constructor for both training and running."""
        return cls(execution_context.node_name, config)

    def __init__(self, name: str, config: dict[str, Any]) -> None:
        super().__init__(name, config)
        self._scale = float(config["scale"])

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Featurize every training example, in place."""
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Featurize `messages`, in place."""
        for attribute in DENSE_FEATURIZABLE_ATTRIBUTES:
            with_text = [message for message in messages if message.get(attribute)]
            if not with_text:
                continue
            opener = default_opener()
            vectors = default_encoder().encode([opener.open(message.get(attribute)) for message in with_text])
            for message, vector in zip(with_text, vectors * np.float32(self._scale), strict=True):
                message.add_features(
                    Features(
                        vector[np.newaxis, :],
                        FEATURE_TYPE_SENTENCE,
                        attribute,
                        self._config["alias"] or self._identifier,
                    )
                )
        return messages
