"""Surveys in progress."""

from __future__ import annotations

from datetime import datetime

from pydantic import JsonValue
from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback_api.models.base import Base, Moment


class SurveyDraft(Base):
    """A response in progress, saved answer by answer. It is deleted when it is sent, thrown away, or has expired."""

    __tablename__ = "survey_draft"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    survey_id: Mapped[str] = mapped_column(String(64))
    survey_version: Mapped[int]
    audience: Mapped[str] = mapped_column(String(16))
    language: Mapped[str] = mapped_column(String(16))
    # Where it was begun; it may go on elsewhere.
    channel: Mapped[str] = mapped_column(String(16))
    invitation_id: Mapped[str | None] = mapped_column(String(32))
    consented_at: Mapped[datetime | None] = mapped_column(Moment)
    # The question that the person went back to; null when the next unanswered one is asked.
    at_question: Mapped[str | None] = mapped_column(String(64))
    # The question answered last, for "I meant no".
    last_question: Mapped[str | None] = mapped_column(String(64))
    # What free words were taken for, until the person says yes or no to it.
    suggestion: Mapped[JsonValue] = mapped_column(JSON(none_as_null=True), nullable=True)
    # The message that was acted on last: when its reply was lost and it comes again, nothing is done twice.
    last_key: Mapped[str | None] = mapped_column(String(64))
    # The code with which a paused survey is opened again, hashed: who reads the database can't use it.
    resume_code_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
    updated_at: Mapped[datetime] = mapped_column(Moment, index=True)
    expires_at: Mapped[datetime] = mapped_column(Moment, index=True)

    answers: Mapped[list[DraftAnswer]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, lazy="selectin", order_by="DraftAnswer.answered_at"
    )


class DraftAnswer(Base):
    """The answer to one question of a draft; `value` is null when the question was skipped."""

    __tablename__ = "draft_answer"

    draft_id: Mapped[str] = mapped_column(ForeignKey("survey_draft.id", ondelete="CASCADE"), primary_key=True)
    question_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    value: Mapped[JsonValue] = mapped_column(JSON(none_as_null=True), nullable=True)
    answered_at: Mapped[datetime] = mapped_column(Moment)
