"""A Rasa component that has the parts of a message understood beside the whole (bot/parts.py says what a part is)."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.parts import split

# On a part: its role, and the message that it is of.
ROLE, WHOLE = "part_role", "part_of"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class MessageSplitter(GraphComponent):
    """Puts the parts behind the messages; every later component reads them too, and the decision takes them out."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> MessageSplitter:
        """Rasa's constructor for both training and running."""
        return cls()

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing: a training phrase is one question."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """`messages`, and behind them the parts of those that have any. A command has none."""
        parts = [
            Message({TEXT: text, ROLE: role, WHOLE: whole})
            for whole in messages
            if not (whole.get(TEXT) or "/").startswith("/")
            for role, text in split(whole.get(TEXT))
        ]
        return [*messages, *parts]
