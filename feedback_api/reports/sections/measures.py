"""Indicators by Ambition, the council's own figures beside them, and the same question asked of three audiences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from feedback_api.analysis.disclosure import guarded_total
from feedback_api.analysis.indicators.definition import Indicator
from feedback_api.analysis.indicators.rating import explain, rate
from feedback_api.analysis.indicators.statistics import Share, compare
from feedback_api.council_figures.definition import CouncilFigureKind
from feedback_api.models import CouncilFigure
from feedback_api.reports.content import ReportContent
from feedback_api.reports.figures import (
    AmbitionFigures,
    BaselineFigure,
    Breakdown,
    Change,
    CouncilFigureRow,
    GroupFigure,
    IndicatorFigure,
    SideBySide,
)
from feedback_api.reports.released import PeriodFigures
from feedback_api.reports.sections.answers import percent

OTHER_AMBITION = "Other measures"


def share_of(figures: PeriodFigures, indicator_id: str) -> Share | None:
    """The indicator's share, or None when it is hidden or nobody was asked."""
    yes, base = figures.count(f"indicator/{indicator_id}/yes"), figures.count(f"indicator/{indicator_id}/base")
    return None if yes is None or base is None else Share(yes, base)


def ambitions(
    content: ReportContent, figures: PeriodFigures, earlier: Sequence[PeriodFigures]
) -> list[AmbitionFigures]:
    """All indicators, under the council's Ambitions in its own order; those of no Ambition of its come last."""
    asked = {asked.sheet.survey for asked in figures.sheets}
    by_ambition: dict[str, list[IndicatorFigure]] = {ambition: [] for ambition in content.area.ambitions}
    others: list[IndicatorFigure] = []
    for indicator in content.indicators.indicators:
        if asked.intersection(indicator.surveys):
            made = _indicator(content, indicator, figures, earlier)
            by_ambition.get(indicator.ambition, others).append(made)
    found = [
        AmbitionFigures(id=ambition, title=content.area.ambitions[ambition], indicators=made)
        for ambition, made in by_ambition.items()
    ]
    return [*found, AmbitionFigures(id="other", title=OTHER_AMBITION, indicators=others)] if others else found


def _indicator(
    content: ReportContent, indicator: Indicator, figures: PeriodFigures, earlier: Sequence[PeriodFigures]
) -> IndicatorFigure:
    share = share_of(figures, indicator.id)
    interval = share.interval if share is not None else None
    return IndicatorFigure(
        id=indicator.id,
        title=indicator.title,
        audience=indicator.audience,
        question=indicator.question,
        yes=figures.count(f"indicator/{indicator.id}/yes"),
        base=figures.count(f"indicator/{indicator.id}/base"),
        percent=share.percent if share is not None else None,
        low=interval[0] if interval else None,
        high=interval[1] if interval else None,
        target=indicator.target,
        target_source=indicator.target_source,
        baseline=None if indicator.baseline is None else BaselineFigure(**indicator.baseline.model_dump()),
        rating=rate(share, indicator.rating),
        rating_rule=explain(indicator.rating),
        changes=[_change(indicator, share, before) for before in earlier],
        breakdowns=[_breakdown(content, indicator, figures, by) for by in content.indicators.breakdowns],
        source=indicator.source,
    )


def _change(indicator: Indicator, share: Share | None, before: PeriodFigures) -> Change:
    earlier = share_of(before, indicator.id)
    if share is None or earlier is None:
        return Change(period=before.period.name, direction="too few to compare", points=None, p_value=None)
    found = compare(share, earlier)
    return Change(period=before.period.name, direction=found.direction, points=found.points, p_value=found.p_value)


def _breakdown(content: ReportContent, indicator: Indicator, figures: PeriodFigures, by: str) -> Breakdown:
    start, asked = f"indicator/{indicator.id}/{by}=", f"who/{by}="
    groups = sorted(key.removeprefix(asked) for key in figures.shown if key.startswith(asked))
    return Breakdown(
        by=by,
        title=content.indicators.breakdowns[by],
        groups=[
            GroupFigure(
                group=group,
                base=figures.count(f"{start}{group}/base"),
                percent=percent(figures.count(f"{start}{group}/yes"), figures.count(f"{start}{group}/base")),
            )
            for group in groups
        ],
    )


def council_rows(
    kinds: Sequence[CouncilFigureKind],
    entered: Mapping[tuple[str, str], CouncilFigure],
    quarter: str,
    previous: str,
    minimum: int,
) -> list[CouncilFigureRow]:
    """What officers entered for the quarter and the one before; a small number of cases is hidden as everywhere."""
    rows = []
    for kind in kinds:
        present, before = entered.get((kind.id, quarter)), entered.get((kind.id, previous))
        value, is_hidden = _safe(kind, present, minimum)
        rows.append(
            CouncilFigureRow(
                id=kind.id,
                title=kind.title,
                unit=kind.unit,
                better=kind.better,
                value=value,
                is_hidden=is_hidden,
                note=present.note if present is not None else "",
                previous=_safe(kind, before, minimum)[0],
                baseline=None if kind.baseline is None else BaselineFigure(**kind.baseline.model_dump()),
                beside=kind.beside,
                themes=kind.themes,
            )
        )
    return rows


def _safe(kind: CouncilFigureKind, entered: CouncilFigure | None, minimum: int) -> tuple[float | None, bool]:
    if entered is None:
        return None, False
    if kind.unit == "number" and guarded_total(int(entered.value), minimum) is None:
        return None, True
    return entered.value, False


AUDIENCE_WORDS = {"parent": "parents and carers", "young_person": "young people", "practitioner": "practitioners"}


def side_by_side(measures: Sequence[AmbitionFigures]) -> list[SideBySide]:
    """The questions that more than one audience is asked, with what each says."""
    by_question: dict[str, list[IndicatorFigure]] = {}
    for ambition in measures:
        for indicator in ambition.indicators:
            if indicator.audience is not None:
                by_question.setdefault(indicator.question, []).append(indicator)
    found = []
    for question, indicators in by_question.items():
        if len({indicator.audience for indicator in indicators}) > 1:
            said = [f"{AUDIENCE_WORDS[indicator.audience or '']} {_value(indicator)}" for indicator in indicators]
            found.append(
                SideBySide(
                    question=question,
                    indicators=[indicator.id for indicator in indicators],
                    sentence=f"{said[0][:1].upper()}{'; '.join(said)[1:]}.",
                )
            )
    return found


def _value(indicator: IndicatorFigure) -> str:
    if indicator.percent is None:
        return "too few to show" if indicator.base is None or indicator.yes is None else "nobody asked yet"
    return f"{indicator.percent:g} % of {indicator.base}"
