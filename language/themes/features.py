"""Turns clauses into the classifier's numbers: what each means, and which themes' own words stand in it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from language.abbreviations import default_opener
from language.encoder import SentenceEncoder, default_encoder
from language.themes.catalogue import Catalogue, default_catalogue

# The themes' own encoder; its tokenizer is the shared one.
ENCODER_FOLDER = Path(__file__).resolve().parent
# A keyword is a hint beside the meaning (a vector of length 1), not a verdict.
KEYWORD_WEIGHT = 0.5


def features_of(
    texts: Sequence[str], encoder: SentenceEncoder | None = None, catalogue: Catalogue | None = None
) -> npt.NDArray[np.float32]:
    """An array of shape (len(texts), 384 + number of themes), float32."""
    opener = default_opener()
    catalogue = catalogue or default_catalogue()
    meanings = (encoder or default_encoder()).encode([opener.open(text) for text in texts])
    keywords = np.array([catalogue.keywords_in(text) for text in texts], dtype=np.float32)
    return np.hstack([meanings, KEYWORD_WEIGHT * keywords.reshape(len(texts), len(catalogue.themes))])
