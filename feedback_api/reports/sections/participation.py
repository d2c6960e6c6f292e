"""Who took part, beside who lives here; and who is missing."""

from __future__ import annotations

from feedback_api.analysis.counting.layout import AUDIENCES
from feedback_api.area.schemas import Population
from feedback_api.reports.content import ReportContent
from feedback_api.reports.figures import AnswerFigure, Participation, PopulationShare, WhoTookPart
from feedback_api.reports.released import PeriodFigures
from feedback_api.reports.sections.answers import percent
from feedback_api.reports.sections.measures import AUDIENCE_WORDS

# A group is missing when its share of the responses is less than this part of its share of the local children.
MISSING_BELOW = 0.5


def participation(content: ReportContent, figures: PeriodFigures) -> Participation:
    """Responses by audience, and each characteristic that was asked."""
    responses = figures.count("responses")
    present = [audience for audience in AUDIENCES if f"{audience}/responses" in figures.shown]
    counts = {audience: figures.count(f"{audience}/responses") for audience in present}
    found = [_characteristic(content, figures, name) for name in content.indicators.breakdowns]
    characteristics = [one for one in found if one is not None]
    return Participation(
        responses=responses,
        by_audience=[
            AnswerFigure(
                value=audience,
                label=AUDIENCE_WORDS[audience].capitalize(),
                count=counts[audience],
                percent=percent(counts[audience], responses),
            )
            for audience in present
        ],
        characteristics=characteristics,
        missing=[sentence for one in characteristics for sentence in _missing(one)],
    )


def _characteristic(content: ReportContent, figures: PeriodFigures, name: str) -> WhoTookPart | None:
    start = f"who/{name}="
    given = [key.removeprefix(start) for key in figures.shown if key.startswith(start)]
    if not given:
        return None
    population = content.area.population
    local = population.shares.get(name, {}) if population is not None else {}
    labels = {
        choice.value: choice.label
        for asked in figures.sheets
        for question in asked.questions
        if question.id == name
        for choice in question.choices
    }
    base = figures.count(f"who/{name}/base")
    groups = [*given, *(group for group in local if group not in given)]
    return WhoTookPart(
        id=name,
        title=content.indicators.breakdowns[name],
        base=base,
        source=_source(population) if local else None,
        groups=[
            PopulationShare(
                group=group,
                label=labels.get(group, group),
                # A group of the area's that no survey lists, or nobody named: nobody, which is no secret.
                count=figures.count(f"{start}{group}") if group in given else 0,
                percent=percent(figures.count(f"{start}{group}"), base) if group in given else percent(0, base),
                local_percent=local.get(group),
            )
            for group in groups
        ],
    )


def _source(population: Population | None) -> str | None:
    if population is None:
        return None
    example = "Example figures, not real ones. " if population.is_example else ""
    return f"{example}{population.source}, {population.date}."


def _missing(one: WhoTookPart) -> list[str]:
    return [
        f"{one.title}, {group.label}: {group.percent:g} % of the responses, {group.local_percent:g} % of the children "
        "and young people with SEND here."
        for group in one.groups
        if group.local_percent is not None
        and group.percent is not None
        and group.percent < MISSING_BELOW * group.local_percent
    ]
