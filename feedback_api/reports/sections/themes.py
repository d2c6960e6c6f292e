"""What each audience talks about, and how it sounds when it does."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from feedback_api.analysis.counting.layout import AUDIENCES
from feedback_api.reports.content import ReportContent
from feedback_api.reports.figures import AnswerFigure, AudienceThemes, Quote, ThemeFigure
from feedback_api.reports.released import Level, PeriodFigures
from feedback_api.reports.repository import ReportRepository
from feedback_api.reports.sections.answers import percent
from language.sentiment import LABELS

THEMES_QUOTED = 6
# Fewer than any threshold, of each sound.
QUOTES_EACH = 2


async def themes(
    session: AsyncSession, content: ReportContent, figures: PeriodFigures, level: Level
) -> list[AudienceThemes]:
    """Every audience that wrote."""
    found = []
    for audience in AUDIENCES:
        if figures.shown.get(f"{audience}/wrote", 0) != 0:
            spoken = [_theme(content, figures, audience, name) for name in _names(figures, audience)]
            # The hidden ones last, by name: their order would say which is the greater.
            spoken.sort(key=lambda theme: (-(theme.people or 0), theme.id))
            for theme in spoken[:THEMES_QUOTED]:
                theme.quotes = await _quotes(session, figures, audience, theme, level)
            found.append(AudienceThemes(audience=audience, wrote=figures.count(f"{audience}/wrote"), themes=spoken))
    return found


def _names(figures: PeriodFigures, audience: str) -> list[str]:
    start, end = f"{audience}/theme/", "/people"
    keys = [key for key in figures.shown if key.startswith(start) and key.endswith(end)]
    return [key.removeprefix(start).removesuffix(end) for key in keys]


def _theme(content: ReportContent, figures: PeriodFigures, audience: str, name: str) -> ThemeFigure:
    where = f"{audience}/theme/{name}"
    people = figures.count(f"{where}/people")
    known = content.themes.get(name)
    sounds = {label: figures.count(f"{where}/{label}") for label in LABELS}
    return ThemeFigure(
        id=name,
        title=known.title if known is not None else name.replace("_", " ").capitalize(),
        ambition=known.ambition if known is not None else None,
        people=people,
        percent=percent(people, figures.count(f"{audience}/wrote")),
        sounds=[
            AnswerFigure(value=label, label=label.capitalize(), count=count, percent=percent(count, people))
            for label, count in sounds.items()
        ],
        quotes=[],
    )


async def _quotes(
    session: AsyncSession, figures: PeriodFigures, audience: str, theme: ThemeFigure, level: Level
) -> list[Quote]:
    """Quoted only where so many of the audience sound so of the theme that their number is shown."""
    quarters = [quarter.name for quarter in figures.period.quarters]
    found: list[Quote] = []
    for label in LABELS:
        if figures.count(f"{audience}/theme/{theme.id}/{label}"):
            texts = await ReportRepository(session).theme_quotes(
                quarters, audience, theme.id, label, QUOTES_EACH, level == "published"
            )
            found += [Quote(text=text, sounds=label) for text in texts]
    return found
