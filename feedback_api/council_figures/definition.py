"""The shape of data/council_figures.yml."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from feedback_api.content import Content, read_content

FILE = "council_figures.yml"
Unit = Literal["number", "percent", "weeks"]
UNIT_WORDS: dict[Unit, str] = {"number": "cases", "percent": "%", "weeks": "weeks"}


class FigureBaseline(Content):
    """Where it began; without a `value` the source gives none."""

    value: float | None = None
    date: str
    source: str
    note: str = ""


class CouncilFigureKind(Content):
    """A figure that is entered each quarter."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,62}$")]
    title: str
    unit: Unit
    better: Literal["higher", "lower"]
    baseline: FigureBaseline | None = None
    beside: list[str] = []
    themes: list[str] = []

    @property
    def maximum(self) -> float:
        """More than this is a slip of the keyboard."""
        return 100 if self.unit == "percent" else 520 if self.unit == "weeks" else 100_000


class CouncilFigureFile(Content):
    """All kinds, in the order in which they are shown."""

    figures: Annotated[list[CouncilFigureKind], Field(min_length=1)]

    @model_validator(mode="after")
    def distinct(self) -> CouncilFigureFile:
        """An id stands for one figure, for ever."""
        if len({kind.id for kind in self.figures}) < len(self.figures):
            raise ValueError("two figures have the same id")
        return self


def load_council_figures(data_folder: Path) -> list[CouncilFigureKind]:
    """Read data/council_figures.yml. Raises ContentError when it is wrong."""
    return read_content(data_folder / FILE, CouncilFigureFile).figures
