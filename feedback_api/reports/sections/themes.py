"""What each audience talks about, and how it sounds when it does."""

from __future__ import annotations

from collections.abc import Mapping

from feedback_api.analysis.counting.layout import AUDIENCES
from feedback_api.reports.figures import AnswerFigure, AudienceThemes, ThemeFigure
from feedback_api.reports.released import PeriodFigures
from feedback_api.reports.sections.answers import percent
from language.sentiment import LABELS


def themes(figures: PeriodFigures, titles: Mapping[str, tuple[str, str | None]]) -> list[AudienceThemes]:
    """Every audience that wrote; `titles` gives each theme's title and Ambition."""
    return [
        AudienceThemes(
            audience=audience, wrote=figures.count(f"{audience}/wrote"), themes=_themes(figures, audience, titles)
        )
        for audience in AUDIENCES
        if figures.shown.get(f"{audience}/wrote", 0) != 0
    ]


def _themes(figures: PeriodFigures, audience: str, titles: Mapping[str, tuple[str, str | None]]) -> list[ThemeFigure]:
    start, end = f"{audience}/theme/", "/people"
    names = [
        key.removeprefix(start).removesuffix(end)
        for key in figures.shown
        if key.startswith(start) and key.endswith(end)
    ]
    found = [_theme(figures, audience, name, titles) for name in names]
    # The hidden ones last, by name: their order would say which is the greater.
    return sorted(found, key=lambda theme: (-(theme.people or 0), theme.id))


def _theme(
    figures: PeriodFigures, audience: str, name: str, titles: Mapping[str, tuple[str, str | None]]
) -> ThemeFigure:
    where = f"{audience}/theme/{name}"
    people = figures.count(f"{where}/people")
    title, ambition = titles.get(name, (name.replace("_", " ").capitalize(), None))
    sounds = {label: figures.count(f"{where}/{label}") for label in LABELS}
    return ThemeFigure(
        id=name,
        title=title,
        ambition=ambition,
        people=people,
        percent=percent(people, figures.count(f"{audience}/wrote")),
        sounds=[
            AnswerFigure(value=label, label=label.capitalize(), count=count, percent=percent(count, people))
            for label, count in sounds.items()
        ],
        quotes=[],
    )
