"""What officers say of the themes of comments that they read blind; what the model found stands apart (scoring.py)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from feedback_api.models.base import Base, Moment


class ThemeReading(Base):
    """A comment that an officer has read, without sight of what the model found."""

    __tablename__ = "theme_reading"
    __table_args__ = (
        ForeignKeyConstraint(
            ["response_id", "question_id"],
            ["response_answer.response_id", "response_answer.question_id"],
            ondelete="CASCADE",
        ),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    response_id: Mapped[str] = mapped_column(String(32), index=True)
    question_id: Mapped[str] = mapped_column(String(64))
    officer_name: Mapped[str] = mapped_column(String(64))
    read_at: Mapped[datetime] = mapped_column(Moment)


class ThemeMark(Base):
    """A theme that the officer ticked."""

    __tablename__ = "theme_mark"

    reading_id: Mapped[str] = mapped_column(ForeignKey("theme_reading.id", ondelete="CASCADE"), primary_key=True)
    theme: Mapped[str] = mapped_column(String(32), primary_key=True)
