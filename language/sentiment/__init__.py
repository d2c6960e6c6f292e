"""How a comment sounds: negative, mixed or positive.

TextBlob's own interface to it is `language.sentiment.textblob_analyzer`, apart: training has no TextBlob.
"""

from language.sentiment.analyser import ANALYSER, UNSURE_BELOW, Sentiment, analyse, analyse_all
from language.sentiment.labels import LABELS, Label

__all__ = ["ANALYSER", "LABELS", "UNSURE_BELOW", "Label", "Sentiment", "analyse", "analyse_all"]
