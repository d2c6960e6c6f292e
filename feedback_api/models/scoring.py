"""What the themes' model found in a comment."""

from __future__ import annotations

from sqlalchemy import ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from feedback_api.models.base import Base


class AnswerTheme(Base):
    """A theme of a comment. The clause that earned it is `text[clause_start:clause_end]` of the answer."""

    __tablename__ = "answer_theme"
    __table_args__ = (
        ForeignKeyConstraint(
            ["response_id", "question_id"],
            ["response_answer.response_id", "response_answer.question_id"],
            ondelete="CASCADE",
        ),
        Index("ix_answer_theme_answer", "response_id", "question_id"),
        Index("ix_answer_theme_theme", "theme"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    response_id: Mapped[str] = mapped_column(String(32))
    question_id: Mapped[str] = mapped_column(String(64))
    theme: Mapped[str] = mapped_column(String(64))
    # The service that is waited for, where the comment names one.
    service: Mapped[str | None] = mapped_column(String(64))
    clause_start: Mapped[int]
    clause_end: Mapped[int]
    # How the clause sounds.
    label: Mapped[str] = mapped_column(String(16))
    polarity: Mapped[float]
    confidence: Mapped[float]
    model: Mapped[str] = mapped_column(String(64))
