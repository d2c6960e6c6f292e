"""Three ways to find themes: ours, words with weights (TF-IDF, one classifier a theme), and the keywords alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import make_pipeline, make_union

from language.themes import themes_of_all
from language.themes.catalogue import default_catalogue
from language.themes.fitting.examples import joined, labels_of, read_examples

Finder = Callable[[Sequence[str]], list[set[str]]]


def ours() -> Finder:
    """What the service uses."""
    return lambda texts: [{mention.theme for mention in mentions} for mentions in themes_of_all(texts)]


def tf_idf() -> Finder:
    """Words, their pairs and pieces of words, weighed by rarity; logistic regression; learned from the same examples.

    It reads a comment whole, so it also learns from longer ones that were made by joining examples.
    """
    themes = default_catalogue().themes
    examples = read_examples()
    examples += joined(examples, len(examples), seed=3)
    pipeline = make_pipeline(
        make_union(
            TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True),
            TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True),
        ),
        OneVsRestClassifier(LogisticRegression(C=10, class_weight="balanced", max_iter=1000)),
    )
    pipeline.fit([one.text for one in examples], labels_of(examples, themes))

    def find(texts: Sequence[str]) -> list[set[str]]:
        rows = np.asarray(pipeline.predict(list(texts)))
        return [{theme for theme, said in zip(themes, row, strict=True) if said} for row in rows]

    return find


def keywords() -> Finder:
    """A theme wherever one of its keywords in data/themes.yml stands."""
    catalogue = default_catalogue()
    return lambda texts: [
        {theme for theme, hit in zip(catalogue.themes, catalogue.keywords_in(text), strict=True) if hit}
        for text in texts
    ]


FINDERS: dict[str, Callable[[], Finder]] = {"ours": ours, "TF-IDF": tf_idf, "keywords": keywords}
