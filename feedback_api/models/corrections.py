"""What officers say of a comment's sentiment, beside what the analyser said."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from feedback_api.models.base import Base, Moment


class SentimentCorrection(Base):
    """An officer's label for one comment. It goes when the comment goes, as when a family withdraws its answers.

    The analyser's label is kept as the officer saw it: a later score of the comment doesn't change who agreed.
    """

    __tablename__ = "sentiment_correction"
    __table_args__ = (
        ForeignKeyConstraint(
            ["response_id", "question_id"],
            ["response_answer.response_id", "response_answer.question_id"],
            ondelete="CASCADE",
        ),
    )

    response_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    question_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    label: Mapped[str] = mapped_column(String(16))
    machine_label: Mapped[str] = mapped_column(String(16))
    machine_confidence: Mapped[float]
    machine_was_unsure: Mapped[bool]
    analyser: Mapped[str] = mapped_column(String(64))
    officer_name: Mapped[str] = mapped_column(String(64))
    corrected_at: Mapped[datetime] = mapped_column(Moment)
