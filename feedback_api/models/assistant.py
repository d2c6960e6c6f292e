"""The assistant's switch, and how its turns ended."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from feedback_api.models.base import Base, Moment

# What happens once a conversation or a survey, counted by day beside the turns.
CONVERSATION_BEGUN, SURVEY_BEGUN = "conversation_begun", "survey_begun"


class AssistantSwitch(Base):
    """The latest word on whether the assistant is on. A table of one row; without it the assistant is on."""

    __tablename__ = "assistant_switch"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=1)
    is_on: Mapped[bool]
    # What a visitor is told while it is off.
    message: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[datetime] = mapped_column(Moment)
    changed_by: Mapped[str] = mapped_column(String(64))


class UnmetQuestion(Base):
    """A question that was not answered, or not well, redacted. No sender and no chat.

    Only the quarter is kept of when it was asked. `topic` is what was answered to a question that this did not help.
    """

    __tablename__ = "unmet_question"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    quarter: Mapped[str] = mapped_column(String(10), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    text: Mapped[str] = mapped_column(Text)
    topic: Mapped[str | None] = mapped_column(String(64))


class TurnCount(Base):
    """How many turns of a day ended with a status, or how often something began. Nobody can be found in it."""

    __tablename__ = "turn_count"

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    status: Mapped[str] = mapped_column(String(32), primary_key=True)
    turns: Mapped[int]
