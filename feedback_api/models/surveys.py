"""Surveys in progress."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback_api.models.base import Base, Moment


class SurveyDraft(Base):
    """A response in progress, saved answer by answer."""

    __tablename__ = "survey_draft"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    survey_id: Mapped[str] = mapped_column(String(64))
    survey_version: Mapped[int]
    channel: Mapped[str] = mapped_column(String(16))
    consented_at: Mapped[datetime | None] = mapped_column(Moment)
    created_at: Mapped[datetime] = mapped_column(Moment)
    updated_at: Mapped[datetime] = mapped_column(Moment, index=True)

    answers: Mapped[list[DraftAnswer]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, lazy="selectin", order_by="DraftAnswer.answered_at"
    )


class DraftAnswer(Base):
    """The answer to one question of a draft; `value` is null when the question was skipped."""

    __tablename__ = "draft_answer"

    draft_id: Mapped[str] = mapped_column(ForeignKey("survey_draft.id", ondelete="CASCADE"), primary_key=True)
    question_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    value: Mapped[str | None] = mapped_column(JSON(none_as_null=True))
    answered_at: Mapped[datetime] = mapped_column(Moment)
