"""What was shown in reports, and what officers enter to stand beside it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from feedback_api.models.base import Base, Moment


class ReleasedFigures(Base):
    """Every count that a period's report shows, after disclosure control: a later report is guarded against it.

    `level` is who may see it: officers, or everybody once published. `cells` maps a cell's key to its count, or to null
    where it is hidden. `standing` is the number of responses behind it by survey and audience, `digest` that of all
    counts: nothing is computed again while it is the same.
    """

    __tablename__ = "released_figures"

    period: Mapped[str] = mapped_column(String(10), primary_key=True)
    level: Mapped[str] = mapped_column(String(16), primary_key=True)
    made_at: Mapped[datetime] = mapped_column(Moment)
    digest: Mapped[str] = mapped_column(String(64))
    cells: Mapped[dict[str, int | None]] = mapped_column(JSON)
    standing: Mapped[dict[str, int]] = mapped_column(JSON)


class CouncilFigure(Base):
    """A quarterly figure that an officer entered, such as the number of complaints (data/council_figures.yml)."""

    __tablename__ = "council_figure"

    figure: Mapped[str] = mapped_column(String(64), primary_key=True)
    quarter: Mapped[str] = mapped_column(String(10), primary_key=True)
    value: Mapped[float]
    note: Mapped[str] = mapped_column(Text)
    entered_by: Mapped[str] = mapped_column(String(64))
    entered_at: Mapped[datetime] = mapped_column(Moment)
