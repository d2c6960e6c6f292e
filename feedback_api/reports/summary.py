"""A short summary, made from the figures by rules: each sentence says what was counted, and of how many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from feedback_api.reports.figures import (
    AmbitionFigures,
    AudienceThemes,
    IndicatorFigure,
    Participation,
    SheetFigures,
    SummaryLine,
)
from feedback_api.reports.sections.measures import AUDIENCE_WORDS

MOST_MISSING = 2


def summary(
    participation: Participation,
    measures: Sequence[AmbitionFigures],
    themes: Sequence[AudienceThemes],
    surveys: Sequence[SheetFigures],
) -> list[SummaryLine]:
    """The sentences, the most important first."""
    indicators = [indicator for ambition in measures for indicator in ambition.indicators]
    return [
        *_participation(participation, surveys),
        *_best_and_worst(indicators),
        *_changes(indicators),
        *_themes(themes),
        *_young_people(surveys, indicators),
        *[SummaryLine(kind="missing", text=f"Hardly heard. {text}") for text in participation.missing[:MOST_MISSING]],
        SummaryLine(
            kind="limit", text="These are the views of those who chose to answer. They do not stand for all families."
        ),
    ]


def _participation(found: Participation, surveys: Sequence[SheetFigures]) -> Iterator[SummaryLine]:
    if found.responses == 0:
        yield SummaryLine(kind="participation", text="Nobody answered in this period.")
        return
    if found.responses is None:
        seen = max((sheet.responses or sheet.at_least or 0 for sheet in surveys), default=0)
        text = f"At least {seen} responses." if seen else "Too few people answered for any figure to be shown."
        yield SummaryLine(kind="participation", text=text)
        return
    shown = [f"{row.count} from {AUDIENCE_WORDS[row.value]}" for row in found.by_audience if row.count]
    yield SummaryLine(
        kind="participation",
        text=f"{found.responses} responses{': ' if shown else ''}{_listed(shown)}.",
    )


def _best_and_worst(indicators: Sequence[IndicatorFigure]) -> Iterator[SummaryLine]:
    rated = [indicator for indicator in indicators if indicator.rating != "grey" and indicator.percent is not None]
    if not rated:
        yield SummaryLine(kind="limit", text="No indicator rests on enough people to be rated.")
        return
    by_distance = sorted(rated, key=lambda one: ((one.percent or 0) - one.target, one.id))
    worst, best = by_distance[0], by_distance[-1]
    if (best.percent or 0) >= best.target:
        yield SummaryLine(kind="best", text=f"Best beside its target: {_said(best)}.")
    if (worst.percent or 0) < worst.target:
        yield SummaryLine(kind="worst", text=f"Furthest below its target: {_said(worst)}.")


def _said(indicator: IndicatorFigure) -> str:
    return (
        f"{indicator.title}, {indicator.percent:g} % of {indicator.base} "
        f"(95 % interval {indicator.low:g} to {indicator.high:g}; target {indicator.target:g})"
    )


def _changes(indicators: Sequence[IndicatorFigure]) -> Iterator[SummaryLine]:
    found = False
    for indicator in indicators:
        for change in indicator.changes[:1]:
            if change.direction in ("up", "down") and change.points is not None:
                found = True
                yield SummaryLine(
                    kind="change",
                    text=f"{indicator.title}: {change.direction} by {abs(change.points):g} points "
                    f"since {change.period}.",
                )
    compared = any(change.points is not None for indicator in indicators for change in indicator.changes[:1])
    if compared and not found:
        yield SummaryLine(kind="change", text="No indicator has clearly changed since the period before.")


def _themes(themes: Sequence[AudienceThemes]) -> Iterator[SummaryLine]:
    for audience in themes:
        first = audience.themes[0] if audience.themes else None
        if first is not None and first.people is not None and first.percent is not None:
            negative = next((row.percent for row in first.sounds if row.value == "negative"), None)
            sounds = "" if negative is None else f" {negative:g} % of them sound negative."
            yield SummaryLine(
                kind="theme",
                text=f"{AUDIENCE_WORDS[audience.audience].capitalize()} wrote most about “{first.title}”: "
                f"{first.percent:g} % of {audience.wrote}.{sounds}",
            )


def _young_people(surveys: Sequence[SheetFigures], indicators: Sequence[IndicatorFigure]) -> Iterator[SummaryLine]:
    sheets = [sheet for sheet in surveys if sheet.audience == "young_person"]
    if not sheets:
        return
    shown = [one for one in indicators if one.audience == "young_person" and one.percent is not None]
    if shown:
        yield SummaryLine(kind="young_people", text=f"Young people: {_said(shown[0])}.")
    elif all(sheet.responses == 0 for sheet in sheets):
        yield SummaryLine(kind="young_people", text="No young person answered in this period: their voice is missing.")
    else:
        yield SummaryLine(kind="young_people", text="Too few young people answered for an indicator to be shown.")


def _listed(parts: Sequence[str]) -> str:
    return ", ".join(parts[:-1]) + (" and " if len(parts) > 1 else "") + parts[-1] if parts else ""
