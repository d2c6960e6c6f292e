"""What the council does about what families say."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from feedback_api.models.base import Base, Moment


class CouncilAction(Base):
    """One line of the action log: what was said, and what is done about it or why it is not."""

    __tablename__ = "council_action"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    title: Mapped[str] = mapped_column(String(160))
    said: Mapped[str] = mapped_column(Text)
    did: Mapped[str] = mapped_column(Text)
    # planned, under_way, done or not_done.
    status: Mapped[str] = mapped_column(String(16))
    survey_id: Mapped[str | None] = mapped_column(String(64))
    theme_id: Mapped[str | None] = mapped_column(String(64))
    ambition_id: Mapped[str | None] = mapped_column(String(64))
    owner: Mapped[str] = mapped_column(String(120))
    due_on: Mapped[date | None]
    progress: Mapped[str] = mapped_column(Text)
    created_by: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(Moment)
    updated_at: Mapped[datetime] = mapped_column(Moment)
    # Families see it from here on, until it is withdrawn.
    published_at: Mapped[datetime | None] = mapped_column(Moment)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)
