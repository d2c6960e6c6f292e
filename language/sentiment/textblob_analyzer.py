"""Our analyser behind TextBlob's own interface."""

from __future__ import annotations

from textblob.base import DISCRETE, BaseSentimentAnalyzer

from language.sentiment.analyser import Sentiment, analyse


class OurVoicesAnalyzer(BaseSentimentAnalyzer):  # type: ignore[misc]  # TextBlob carries no types.
    """For TextBlob: `TextBlob(text, analyzer=OurVoicesAnalyzer()).sentiment` is (label, polarity, confidence)."""

    kind = DISCRETE

    def analyze(self, text: str) -> Sentiment:
        """The sentiment of one comment. Nothing is trained on the way: the network is read from its file."""
        return analyse(text)
