"""The two that are compared: ours, and Presidio with its defaults."""

from __future__ import annotations

from functools import lru_cache

import tldextract
from presidio_analyzer import AnalyzerEngine
from presidio_analyzer.nlp_engine import NlpEngineProvider

from language.redaction.presidio import MODEL
from language.redaction.redactor import find_all


def ours(text: str) -> list[tuple[int, int]]:
    """What our redaction takes out, as stretches of the text given."""
    return [(found.start, found.end) for found in find_all(text)]


@lru_cache(maxsize=1)
def _presidio() -> AnalyzerEngine:
    # Its e-mail and URL recognisers would ask the network for a list of suffixes; this one has the list with it.
    tldextract.extract = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)  # type: ignore[assignment]
    provider = NlpEngineProvider(
        nlp_configuration={"nlp_engine_name": "spacy", "models": [{"lang_code": "en", "model_name": MODEL}]}
    )
    return AnalyzerEngine(nlp_engine=provider.create_engine(), supported_languages=["en"])


def presidio(text: str) -> list[tuple[int, int]]:
    """What Presidio's defaults take out, overlaps joined."""
    joined = list[tuple[int, int]]()
    for start, end in sorted((found.start, found.end) for found in _presidio().analyze(text=text, language="en")):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return joined
