"""Turns clauses into the classifier's numbers: what each means, and which words stand in it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from language.abbreviations import default_opener
from language.encoder import default_encoder
from language.encoder.sentence_encoder import FOLDER
from language.themes.catalogue import default_catalogue
from language.themes.words import KnownWords

# A keyword is a hint beside the meaning (a vector of length 1), not a verdict.
KEYWORD_WEIGHT = 0.5
WORD_WEIGHT = 0.6


def features_of(texts: Sequence[str], words: KnownWords) -> npt.NDArray[np.float32]:
    """An array of shape (len(texts), 384 + number of themes + number of known terms), float32."""
    opener = default_opener()
    catalogue = default_catalogue()
    meanings = default_encoder().encode([opener.open(text) for text in texts])
    keywords = np.array([catalogue.keywords_in(text) for text in texts], dtype=np.float32)
    return np.hstack(
        [
            meanings,
            KEYWORD_WEIGHT * keywords.reshape(len(texts), len(catalogue.themes)),
            WORD_WEIGHT * words.weigh(texts),
        ]
    )


def encoder_digest() -> str:
    """The SHA-256 of the encoder's network: a classifier fits the vectors of one network and of no other."""
    return hashlib.sha256((FOLDER / "encoder.onnx").read_bytes()).hexdigest()
