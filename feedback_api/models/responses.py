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
    audience: Mapped[str] = mapped_column(String(16))
    # chat, page, kiosk, paper, api or demo.
    channel: Mapped[str] = mapped_column(String(16))
    invitation_id: Mapped[str | None] = mapped_column(String(32))
    # Whether somebody helped the person to answer; null when that was not asked or not said.
    helped: Mapped[bool | None]
    # Whether the person agreed that their comments on the Local Offer may be published (regulation 56).
    may_publish: Mapped[bool] = mapped_column(default=False)
    quarter: Mapped[str] = mapped_column(String(10))
    submitted_at: Mapped[datetime] = mapped_column(Moment)
    is_demo: Mapped[bool] = mapped_column(default=False)
    # Once withdrawn, the answers are gone; the row stays so that the same code and key can't come back to life.
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)

    answers: Mapped[list[ResponseAnswer]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, lazy="raise", order_by="ResponseAnswer.position"
    )


class ResponseAnswer(Base):
    """An answer to a question that was asked; all null, and no choices, when it was skipped.

    `choice` holds the value picked, a month as "2026-09" or a district as "M33"; `number` an integer; `text` free
    words, or the words beside "other". The options picked of a multiple choice are in `choices`.
    """

    __tablename__ = "response_answer"

    response_id: Mapped[str] = mapped_column(ForeignKey("survey_response.id", ondelete="CASCADE"), primary_key=True)
    question_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    position: Mapped[int]
    choice: Mapped[str | None] = mapped_column(String(64))
    number: Mapped[int | None]
    text: Mapped[str | None] = mapped_column(Text)

    choices: Mapped[list[ResponseChoice]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, lazy="selectin", order_by="ResponseChoice.position"
    )
    sentiment: Mapped[AnswerSentiment | None] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, lazy="raise"
    )

    @property
    def picked(self) -> list[str]:
        """The values picked: none of a question that was skipped, or answered in words or by a number."""
        return [choice.value for choice in self.choices] if self.choice is None else [self.choice]

    @property
    def is_comment(self) -> bool:
        """Whether it is an answer in the person's own words, which is scored; words beside "other" are not."""
        return self.text is not None and not self.picked

    @property
    def is_answered(self) -> bool:
        """Whether it was answered rather than skipped."""
        return bool(self.picked) or self.number is not None or self.text is not None


class ResponseChoice(Base):
    """One option picked of a multiple choice."""

    __tablename__ = "response_choice"
    __table_args__ = (
        ForeignKeyConstraint(
            ["response_id", "question_id"],
            ["response_answer.response_id", "response_answer.question_id"],
            ondelete="CASCADE",
        ),
    )

    response_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    question_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    value: Mapped[str] = mapped_column(String(64), primary_key=True)
    position: Mapped[int]


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
    # Which themes' model has read it too (it may have found none); null when none has.
    theme_model: Mapped[str | None] = mapped_column(String(64))
