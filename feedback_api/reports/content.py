"""What the council's files say of a report: surveys, indicators, its own figures, the local population, themes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from feedback_api.analysis.indicators.definition import IndicatorFile, checked_indicators
from feedback_api.area.service import Area
from feedback_api.content import read_content
from feedback_api.council_figures.definition import CouncilFigureKind, load_council_figures
from feedback_api.surveys.definition import SurveyShelf


class ThemeTitle(BaseModel):
    """What a report says of a theme; data/themes.yml holds more, which others read."""

    id: str
    title: str
    ambition: str


class ThemeTitles(BaseModel):
    """All themes."""

    themes: list[ThemeTitle]


@dataclass(frozen=True)
class ReportContent:
    """Read once."""

    area: Area
    surveys: SurveyShelf
    indicators: IndicatorFile
    council_figures: list[CouncilFigureKind]
    themes: dict[str, ThemeTitle]

    @property
    def digest(self) -> str:
        """Changes when what is counted changes."""
        asked = [
            survey.model_dump_json() for survey_id in self.surveys.ids() for survey in self.surveys.versions(survey_id)
        ]
        return hashlib.sha256("\n".join([self.indicators.model_dump_json(), *asked]).encode()).hexdigest()


def load_report_content(data_folder: Path, area: Area, surveys: SurveyShelf) -> ReportContent:
    """Read what reports need. Raises ContentError when a file is wrong or speaks of a question that is not asked."""
    return ReportContent(
        area=area,
        surveys=surveys,
        indicators=checked_indicators(data_folder, surveys),
        council_figures=load_council_figures(data_folder),
        themes={theme.id: theme for theme in read_content(data_folder / "themes.yml", ThemeTitles).themes},
    )
