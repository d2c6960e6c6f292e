"""Precision, recall and F1 of themes, with intervals drawn from the comments themselves."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

RESAMPLES = 2000
SEED = 1


@dataclass(frozen=True)
class Share:
    """A figure from 0 to 1 with its 95 % interval; all None where nothing was there to count."""

    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class ThemeAgreement:
    """One theme: in how many comments each side saw it, in how many both, and the figures."""

    theme: str
    officer: int
    machine: int
    both: int
    precision: Share
    recall: Share
    f1: Share


@dataclass(frozen=True)
class Agreement:
    """All themes. `base` is the number of comments; the macro figure is the mean over themes that the reader saw."""

    base: int
    micro: Share
    macro: Share
    precision: Share
    recall: Share
    themes: list[ThemeAgreement]


def agreement(
    truth: Sequence[Set[str]], guess: Sequence[Set[str]], themes: Sequence[str], resamples: int = RESAMPLES
) -> Agreement:
    """How far `guess` finds `truth`, comment by comment.

    The intervals are the middle 95 % over samples of as many comments, drawn with replacement (Efron's bootstrap); the
    seed is fixed, so the same comments give the same interval.
    """
    wanted, given = _table(truth, themes), _table(guess, themes)
    both = wanted * given
    draws = np.random.default_rng(SEED).multinomial(len(truth), [1 / len(truth)] * len(truth), size=resamples)
    # The first row is the comments as they are.
    weights = np.vstack([np.ones(len(truth), dtype=np.int64), draws])
    hits, seen, said = weights @ both, weights @ wanted, weights @ given
    each_f1 = _ratio(2 * hits, seen + said)
    # A theme that the reader never saw has no F1 of its own; that it was said wrongly counts in the micro figure.
    present = wanted.sum(axis=0) > 0
    return Agreement(
        base=len(truth),
        micro=_share(_ratio(2 * hits.sum(1), (seen + said).sum(1))),
        macro=_share(np.nanmean(np.nan_to_num(each_f1[:, present]), axis=1) if present.any() else np.array([np.nan])),
        precision=_share(_ratio(hits.sum(1), said.sum(1))),
        recall=_share(_ratio(hits.sum(1), seen.sum(1))),
        themes=[
            ThemeAgreement(
                theme=theme,
                officer=int(seen[0, place]),
                machine=int(said[0, place]),
                both=int(hits[0, place]),
                precision=_share(_ratio(hits[:, place], said[:, place])),
                recall=_share(_ratio(hits[:, place], seen[:, place])),
                f1=_share(each_f1[:, place]),
            )
            for place, theme in enumerate(themes)
        ],
    )


def _table(sets: Sequence[Set[str]], themes: Sequence[str]) -> npt.NDArray[np.int64]:
    return np.array([[int(theme in own) for theme in themes] for own in sets], dtype=np.int64)


def _ratio(part: npt.NDArray[np.int64], whole: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    return np.asarray(np.divide(part, whole, out=np.full(part.shape, np.nan), where=whole > 0))


def _share(values: npt.NDArray[np.float64]) -> Share:
    """The first value, and the middle 95 % of the others; a sample in which nothing was there is left out."""
    if np.isnan(values[0]):
        return Share(None, None, None)
    others = values[1:][~np.isnan(values[1:])]
    low, high = np.percentile(others, [2.5, 97.5]) if len(others) else (0.0, 1.0)
    return Share(float(values[0]), float(low), float(high))
