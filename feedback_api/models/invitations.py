"""Invitations to a survey: one for an event, a school's reviews or a newsletter, never one for a person."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from feedback_api.models.base import Base, Moment


class Invitation(Base):
    """One occasion on which people are asked, with the code that all of them share."""

    __tablename__ = "invitation"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    code: Mapped[str] = mapped_column(String(16), unique=True)
    survey_id: Mapped[str] = mapped_column(String(64), index=True)
    # event, school_reviews or newsletter.
    kind: Mapped[str] = mapped_column(String(16))
    title: Mapped[str] = mapped_column(String(120))
    # How many people were asked; null when nobody knows.
    invited: Mapped[int | None]
    # The last day on which it works; null for no end.
    closes_on: Mapped[date | None]
    created_by: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(Moment)
