"""The analysers that are compared, each a function from comments to how likely each label is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline, make_union
from textblob import TextBlob
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from language.sentiment.analyser import Analyser
from language.sentiment.labels import LABELS
from language.sentiment.training.examples import Example

Probabilities = npt.NDArray[np.float64]
Reads = Callable[[Sequence[str]], Probabilities]
TEXTBLOB_CUT, VADER_CUT = 0.1, 0.05


def ours(threads: int) -> Reads:
    """The project's own."""
    return Analyser(threads=threads).probabilities


def textblob_default(texts: Sequence[str]) -> Probabilities:
    """TextBlob's PatternAnalyzer, its polarity cut at ±0.1. It has no probabilities: all goes to its one label."""
    return _cut([float(TextBlob(text).sentiment.polarity) for text in texts], TEXTBLOB_CUT)


def vader(texts: Sequence[str]) -> Probabilities:
    """VADER, cut where its authors cut it."""
    analyser: Any = SentimentIntensityAnalyzer()
    return _cut([float(analyser.polarity_scores(text)["compound"]) for text in texts], VADER_CUT)


def tf_idf(learned: Sequence[Example]) -> Reads:
    """Words and characters weighed by TF-IDF and a logistic regression, fitted on all that ours learned from."""
    features = make_union(
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2),
        TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2),
    )
    model: Any = make_pipeline(features, LogisticRegression(C=8, class_weight="balanced", max_iter=2000))
    model.fit([each.text for each in learned], [LABELS.index(each.label) for each in learned])

    def read(texts: Sequence[str]) -> Probabilities:
        likely: Probabilities = model.predict_proba(list(texts))
        return likely

    return read


def _cut(polarities: Sequence[float], cut: float) -> Probabilities:
    chosen = [1 if abs(polarity) <= cut else 2 if polarity > 0 else 0 for polarity in polarities]
    likely: Probabilities = np.eye(len(LABELS))[chosen]
    return likely
