"""Rasa's logistic regression, with its weights laid out so that one message is classified quickly."""

from __future__ import annotations

from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.logistic_regression_classifier import LogisticRegressionClassifier


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentClassifier(LogisticRegressionClassifier):
    """The same classifier: the same training, the same probabilities.

    scikit-learn multiplies by the transposed weights, and SciPy copies those (some 9 MB) at each message unless they
    are in Fortran's order.
    """

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> IntentClassifier:
        """Rasa's constructor for running."""
        component: IntentClassifier = super().load(config, model_storage, resource, execution_context, **kwargs)
        component.clf.coef_ = np.asfortranarray(component.clf.coef_)
        return component
