"""Reads comments: clauses, the themes of each, and how the clause sounds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from language.clauses import Clause, clauses_of
from language.themes.catalogue import default_catalogue
from language.themes.classifier import default_classifier

if TYPE_CHECKING:
    from language.sentiment import Label, Sentiment

WAITING = "waiting_times"


@dataclass(frozen=True)
class ThemeMention:
    """A theme, and the clause that earned it.

    `clause` is comment[start:end]; `label` and `polarity` (-1 to 1) say how the clause sounds; `confidence` (to 1) is
    the probability of the theme. `service` names the service waited for, where the comment says which.
    """

    theme: str
    clause: str
    start: int
    end: int
    label: Label
    polarity: float
    confidence: float
    service: str | None = None


def model_version() -> str:
    """The model's name, stored with every theme, so that a later model's can be told apart."""
    return default_classifier().version


def themes_of(text: str) -> list[ThemeMention]:
    """The themes of one comment, in the order of its clauses; none when it says nothing of any theme."""
    return themes_of_all([text])[0]


def themes_of_all(texts: Sequence[str]) -> list[list[ThemeMention]]:
    """The themes of each comment. Many at once are read several times faster than one by one."""
    # Imported here: the environment in which the encoder is tuned has no TextBlob.
    from language.sentiment import analyse_all

    split = [(at, clause) for at, text in enumerate(texts) for clause in clauses_of(text)]
    found: list[list[ThemeMention]] = [[] for _ in texts]
    if not split:
        return found
    sure = [
        (at, clause, themes) for (at, clause), themes in zip(split, _themes([c.text for _, c in split]), strict=True)
    ]
    told = [one for one in sure if one[2]]
    sounds = analyse_all([clause.text for _, clause, _ in told])
    for (at, clause, themes), sound in zip(told, sounds, strict=True):
        found[at] += _mentions(texts[at], clause, themes, sound)
    return found


def _themes(clauses: Sequence[str]) -> list[list[tuple[str, float]]]:
    """Of each clause the themes that are sure enough, with their probabilities."""
    classifier = default_classifier()
    probabilities = classifier.probabilities(clauses)
    return [
        [
            (theme, float(score))
            for theme, score, threshold in zip(classifier.themes, scores, classifier.thresholds, strict=True)
            if score >= threshold
        ]
        for scores in probabilities
    ]


def _mentions(comment: str, clause: Clause, themes: list[tuple[str, float]], sounds: Sentiment) -> list[ThemeMention]:
    return [
        ThemeMention(
            theme, clause.text, clause.start, clause.end, sounds.label, sounds.polarity, round(score, 4), service
        )
        for theme, score in themes
        for service in (_services_waited_for(comment, clause) if theme == WAITING else [None])
    ]


def _services_waited_for(comment: str, clause: Clause) -> list[str | None]:
    """Those that the clause names; else the one that the whole comment names, if it is only one."""
    catalogue = default_catalogue()
    in_clause = catalogue.services_in(clause.text)
    in_comment = catalogue.services_in(comment)
    return [*in_clause] or ([*in_comment] if len(in_comment) == 1 else [None])
