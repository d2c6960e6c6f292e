"""What ours is set beside: a list of words, and character n-grams with logistic regression on the same messages."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from language.risk import LEVELS, Level, assess
from language.risk.thresholds import FALSE_ALARMS
from language.risk.tuning.messages import kept_back, learned_from, ordinary_messages, own_messages

Hearer = Callable[[str], Level]
URGENT_WORDS = re.compile(
    r"\b(suicid\w*|kill (my|him|her|them)sel\w+|self[- ]?harm\w*|overdos\w*|want\w* to die|end my life"
    r"|cut(ting)? (my|him|her)self"
    r"|abus\w+|rape\w*|molest\w*|touched me|hits? me|beat\w* me|strangl\w+|neglect\w*|domestic violence|groom\w+"
    r"|county lines"
    r"|missing|run away|knife|gun|not breathing|unconscious|seizure|999|restrain\w*|locked in)\b",
    re.IGNORECASE,
)
CONCERN_WORDS = re.compile(
    r"\b(exhaust\w+|can'?t cope|breaking point|burn\w* out|depress\w+|anxi\w+|lonely|bull(y|ied|ying)|food bank"
    r"|heating|evict\w+"
    r"|homeless|mould|drugs?|drinking|safeguard\w*|report\w*)\b",
    re.IGNORECASE,
)


def ours(text: str) -> Level:
    """Rules and network."""
    return assess(text).level


def words(text: str) -> Level:
    """A list of words, as chat services use."""
    if URGENT_WORDS.search(text):
        return "urgent"
    return "concern" if CONCERN_WORDS.search(text) else "none"


def ngrams(comments: Path | None) -> Hearer:
    """Learns from what ours learned from; its threshold, too, keeps false alarms on what was kept back at 2 %."""
    own, ordinary = own_messages(), ordinary_messages(comments, for_validation=False)
    learned = [*learned_from(own), *ordinary[:: max(1, len(ordinary) // 2500)]]
    model = LogisticRegression(C=10, max_iter=100, class_weight="balanced")
    features = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True, min_df=2, max_features=40000)
    model.fit(features.fit_transform([message.text for message in learned]), [message.level for message in learned])
    column = {level: list(model.classes_).index(level) for level in LEVELS}

    def shares(texts: Sequence[str]) -> np.ndarray:
        return np.asarray(model.predict_proba(features.transform(list(texts))))

    back = [
        message
        for message in (*kept_back(own), *ordinary_messages(comments, for_validation=True)[::3])
        if message.level == "none"
    ]
    urgent = float(np.quantile(shares([m.text for m in back])[:, column["urgent"]], 1 - FALSE_ALARMS))

    def hear(text: str) -> Level:
        row = shares([text])[0]
        if row[column["urgent"]] >= urgent:
            return "urgent"
        return "concern" if row[column["none"]] < 0.5 else "none"

    return hear
