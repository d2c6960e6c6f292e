"""Makes a report. The only place where its sections come together."""

from __future__ import annotations

from collections.abc import Mapping

from feedback_api.analysis.counting.counts import Counts
from feedback_api.analysis.counting.layout import asked_sheets
from feedback_api.analysis.counting.repository import CountingRepository
from feedback_api.analysis.disclosure import stepped_total
from feedback_api.clock import Period, now
from feedback_api.council_figures.repository import CouncilFigureRepository
from feedback_api.database import Database
from feedback_api.models import CouncilFigure
from feedback_api.reports.content import ReportContent
from feedback_api.reports.figures import Report, SummaryLine
from feedback_api.reports.notes import notes, waiting
from feedback_api.reports.released import Level, Releases
from feedback_api.reports.repository import ReportRepository
from feedback_api.reports.sections.answers import sheets
from feedback_api.reports.sections.assistant import assistant_use, local_offer_gaps
from feedback_api.reports.sections.measures import ambitions, council_rows, side_by_side
from feedback_api.reports.sections.participation import participation
from feedback_api.reports.sections.themes import themes
from feedback_api.reports.summary import summary
from feedback_api.unmet.service import wanted
from language.sentiment import ANALYSER
from language.themes import model_version


async def make_report(database: Database, content: ReportContent, period: Period, level: Level = "officers") -> Report:
    """The figures of `period` as `level` may see them; of a period that still goes on, only how far it has come."""
    releases = Releases(database, content, level)
    if not period.is_over(now()):
        return await _report_of_a_running_period(database, content, period, level, releases.minimum)
    figures = await releases.figures(period)
    earlier = [await releases.figures(before) for before in (period.previous(), period.year_before())]
    first, last = period.quarters[0].first_day, period.quarters[-1].last_day
    async with database.transaction() as session:
        surveys = await sheets(session, figures, level)
        spoken = await themes(session, content, figures, level)
        turns = await ReportRepository(session).turns(first, last)
        entered = await _entered(CouncilFigureRepository(session), period)
    missing = await wanted(database, [quarter.name for quarter in period.quarters])
    took_part = participation(content, figures)
    measures = ambitions(content, figures, earlier)
    return Report(
        **_head(content, period, level, releases.minimum, figures.counts),
        is_over=True,
        at_a_glance=summary(took_part, measures, spoken, surveys),
        participation=took_part,
        ambitions=measures,
        council_figures=council_rows(
            content.council_figures,
            entered,
            period.quarters[-1].name,
            period.quarters[-1].previous().name,
            releases.minimum,
        ),
        themes=spoken,
        young_people=[sheet for sheet in surveys if sheet.audience == "young_person"],
        side_by_side=side_by_side(measures),
        local_offer_gaps=local_offer_gaps(turns, missing, level, releases.minimum),
        assistant=assistant_use(turns, figures, releases.minimum),
        surveys=surveys,
        notes=[*notes(releases.minimum), *waiting(figures)],
    )


async def _report_of_a_running_period(
    database: Database, content: ReportContent, period: Period, level: Level, minimum: int
) -> Report:
    counts = Counts()
    async with database.transaction() as session:
        for quarter in period.quarters:
            counts = counts.plus(await CountingRepository(session).of_quarter(quarter.name, [], []))
    last = period.quarters[-1].last_day
    lines = [
        f"This period goes on until {last.day} {last:%B %Y}. Its figures can be read from the day after: a count that "
        "is watched while people answer shows what each of them said."
    ]
    for asked in asked_sheets(content.surveys, counts):
        reached = stepped_total(counts.responses[asked.sheet], minimum)
        if reached:
            lines.append(f"{asked.title}: {reached} responses or more so far.")
    return Report(
        **_head(content, period, level, minimum, counts),
        is_over=False,
        at_a_glance=[SummaryLine(kind="limit", text=line) for line in lines],
        participation=None,
        ambitions=[],
        council_figures=[],
        themes=[],
        young_people=[],
        side_by_side=[],
        local_offer_gaps=None,
        assistant=None,
        surveys=[],
        notes=notes(minimum),
    )


def _head(content: ReportContent, period: Period, level: Level, minimum: int, counts: Counts) -> dict[str, object]:
    return {
        "period": period.name,
        "title": period.title,
        "council": content.area.names["council"],
        "level": level,
        "demonstration_data": counts.made_up > 0,
        "smallest_count_shown": minimum,
        "sentiment_analyser": ANALYSER,
        "theme_reader": model_version(),
    }


async def _entered(repository: CouncilFigureRepository, period: Period) -> Mapping[tuple[str, str], CouncilFigure]:
    last = period.quarters[-1]
    found = await repository.of_quarters([last.name, last.previous().name])
    return {(figure.figure, figure.quarter): figure for figure in found}
