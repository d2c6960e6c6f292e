"""The analyser stands behind TextBlob's own interface."""

from __future__ import annotations

from textblob import Blobber, TextBlob
from textblob.base import BaseSentimentAnalyzer

from language.sentiment import analyse
from language.sentiment.textblob_analyzer import OurVoicesAnalyzer

COMMENT = "The SENCO was lovely and very kind."


def test_textblob_gives_label_polarity_and_confidence() -> None:
    label, polarity, confidence = TextBlob(COMMENT, analyzer=OurVoicesAnalyzer()).sentiment
    assert (label, polarity, confidence) == analyse(COMMENT)
    assert label == "positive"
    assert 0 < polarity <= 1
    assert 0.5 < confidence <= 1


def test_one_analyser_serves_many_blobs_and_their_sentences() -> None:
    blob = Blobber(analyzer=OurVoicesAnalyzer())("The SENCO was lovely and very kind. A terrible and awful meeting.")
    assert isinstance(blob.analyzer, BaseSentimentAnalyzer)
    first, last = OurVoicesAnalyzer().analyze(blob.raw[:35]), OurVoicesAnalyzer().analyze(blob.raw[36:])
    assert (first.label, last.label) == ("positive", "negative")
