"""`python -m language.themes.fitting.fit`: learns the classifier from data/themes, in about a minute, without torch.

A fifth of the examples, by hash, chooses the thresholds; then the weights are learned again from all of them.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score

from language.clauses import clauses_of
from language.themes.catalogue import default_catalogue
from language.themes.classifier import Classifier
from language.themes.features import encoder_digest, features_of
from language.themes.fitting.examples import Example, joined, labels_of, read_examples, split
from language.themes.words import learn_words

# What the validation fifth chose.
INVERSE_PENALTY = 10.0
POSITIVE_WEIGHT = 4.0
# Longer comments made of the fifth, so that thresholds suit the union over several clauses.
LONGER = 600
CANDIDATES = np.arange(0.25, 0.76, 0.05)
# How much one theme's own best threshold counts against the common one: a fifth holds only about 25 of each theme.
TRUST_IN_OWN = 0.5


def learn(examples: Sequence[Example], themes: Sequence[str]) -> Classifier:
    """The words that are known, and a logistic regression a theme, at the common threshold of a half."""
    texts, labels = [one.text for one in examples], labels_of(examples, themes)
    words = learn_words(texts)
    features = csr_matrix(features_of(texts, words))
    models = [
        LogisticRegression(C=INVERSE_PENALTY, class_weight={0: 1.0, 1: POSITIVE_WEIGHT}, max_iter=2000).fit(
            features, labels[:, place]
        )
        for place in range(len(themes))
    ]
    return Classifier(
        version="",
        encoder=encoder_digest(),
        words=words,
        themes=tuple(themes),
        weights=np.stack([model.coef_[0] for model in models], axis=1).astype(np.float32),
        biases=np.array([model.intercept_[0] for model in models], dtype=np.float32),
        thresholds=np.full(len(themes), 0.5, dtype=np.float32),
    )


def comment_scores(classifier: Classifier, examples: Sequence[Example]) -> npt.NDArray[np.float32]:
    """Of each comment and theme, the highest probability among its clauses."""
    clauses = [[clause.text for clause in clauses_of(one.text)] or [one.text] for one in examples]
    flat = classifier.probabilities([text for comment in clauses for text in comment])
    ends = np.cumsum([len(comment) for comment in clauses])
    return np.stack([flat[end - len(comment) : end].max(axis=0) for comment, end in zip(clauses, ends, strict=True)])


def thresholds_for(scores: npt.NDArray[np.float32], labels: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
    """A threshold a theme: between the one that is best for all together and the one that is best for it."""
    common = max(CANDIDATES, key=lambda cut: f1_score(labels, scores >= cut, average="micro"))
    own = [
        max(CANDIDATES, key=lambda cut: (f1_score(labels[:, place], scores[:, place] >= cut), -abs(cut - common)))
        for place in range(labels.shape[1])
    ]
    return np.asarray(common + TRUST_IN_OWN * (np.array(own) - common), dtype=np.float32)


def main() -> int:
    """Fit, say how well it does on the fifth, write the weights."""
    themes = default_catalogue().themes
    examples = read_examples()
    train, validation = split(examples)
    first = learn(train, themes)
    choosing = validation + joined(validation, LONGER, seed=1)
    scores, labels = comment_scores(first, choosing), labels_of(choosing, themes)
    thresholds = thresholds_for(scores, labels)
    for title, rows in (("as written", slice(0, len(validation))), ("joined", slice(len(validation), None))):
        guess, truth = scores[rows] >= thresholds, labels[rows]
        micro, macro = (f1_score(truth, guess, average=kind) for kind in ("micro", "macro"))
        sys.stdout.write(f"validation, {title}: {len(truth)} comments, micro-F1 {micro:.3f}, macro-F1 {macro:.3f}\n")
    digest = hashlib.sha256("\n".join(f"{one.text}\t{sorted(one.themes)}" for one in examples).encode()).hexdigest()
    whole = learn(examples, themes)
    version = f"themes-{digest[:8]}-{whole.encoder[:8]}"
    replace(whole, version=version, thresholds=thresholds).save()
    sys.stdout.write(f"Learned from {len(examples)} examples.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
