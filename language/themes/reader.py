"""Reads comments: clauses, the themes of each, and how the clause sounds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from language import sentiment
from language.clauses import Clause, clauses_of
from language.themes.catalogue import default_catalogue
from language.themes.classifier import default_classifier
from language.themes.features import features_of

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
    label: sentiment.Label
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
    split = [clauses_of(text) for text in texts]
    clauses = [clause for comment in split for clause in comment]
    if not clauses:
        return [[] for _ in texts]
    classifier = default_classifier()
    probabilities = classifier.probabilities(features_of([clause.text for clause in clauses]))
    found: list[list[ThemeMention]] = []
    at = 0
    for text, comment in zip(texts, split, strict=True):
        mentions: list[ThemeMention] = []
        for clause, scores in zip(comment, probabilities[at : at + len(comment)], strict=True):
            sure = [
                (theme, float(score))
                for theme, score, threshold in zip(classifier.themes, scores, classifier.thresholds, strict=True)
                if score >= threshold
            ]
            if sure:
                mentions += _mentions(text, clause, sure)
        found.append(mentions)
        at += len(comment)
    return found


def _mentions(comment: str, clause: Clause, themes: list[tuple[str, float]]) -> list[ThemeMention]:
    sounds = sentiment.analyse(clause.text)
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
