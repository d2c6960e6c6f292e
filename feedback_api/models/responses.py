"""Finished responses. Nothing here points back to a chat session or a person."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback_api.models.base import Base, Moment


class SurveyResponse(Base):
    """One person's finished response to one survey."""

    __tablename__ = "survey_response"
    __table_args__ = (Index("ix_survey_response_quarter_survey", "quarter", "survey_id"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    # Sent by the caller: the same key again is the same response, however often it comes.
    idempotency_key: Mapped[str] = mapped_column(String(64), unique=True)
    reference_code: Mapped[str] = mapped_column(String(16), unique=True)
    survey_id: Mapped[str] = mapped_column(String(64))
    survey_version: Mapped[int]
    channel: Mapped[str] = mapped_column(String(16))
    quarter: Mapped[str] = mapped_column(String(10))
    submitted_at: Mapped[datetime] = mapped_column(Moment)
    is_demo: Mapped[bool] = mapped_column(default=False)
    # Once withdrawn, the answers are gone; the row stays so that the same code and key can't come back to life.
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)

    answers: Mapped[list[ResponseAnswer]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, lazy="raise", order_by="ResponseAnswer.position"
    )


class ResponseAnswer(Base):
    """An answer: an option's value in `choice`, or words in `text`; both null when the question was skipped."""

    __tablename__ = "response_answer"

    response_id: Mapped[str] = mapped_column(ForeignKey("survey_response.id", ondelete="CASCADE"), primary_key=True)
    question_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    position: Mapped[int]
    choice: Mapped[str | None] = mapped_column(String(64))
    text: Mapped[str | None] = mapped_column(Text)

    sentiment: Mapped[AnswerSentiment | None] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, lazy="raise"
    )


class AnswerSentiment(Base):
    """What the analyser made of a free text, and which analyser it was."""

    __tablename__ = "answer_sentiment"
    __table_args__ = (
        # A score belongs to one answer, whose key has two parts.
        ForeignKeyConstraint(
            ["response_id", "question_id"],
            ["response_answer.response_id", "response_answer.question_id"],
            ondelete="CASCADE",
        ),
    )

    response_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    question_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    label: Mapped[str] = mapped_column(String(16))
    polarity: Mapped[float]
    confidence: Mapped[float]
    analyser: Mapped[str] = mapped_column(String(64))
