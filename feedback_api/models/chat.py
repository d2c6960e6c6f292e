"""Chat sessions: what must outlive Rasa's own memory of a conversation. No text of a message is kept."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import JsonValue
from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from feedback_api.models.base import Base, Moment


class ChatSession(Base):
    """One visitor's chat, from opening the widget to the end of the token."""

    __tablename__ = "chat_session"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    # The name under which Rasa knows the present stretch of the conversation; random, and never shown to the visitor.
    conversation: Mapped[str] = mapped_column(String(43), unique=True)
    turns_in_conversation: Mapped[int] = mapped_column(default=0)
    # The payloads of buttons that this session was offered: only these may act as commands.
    offered: Mapped[list[str]] = mapped_column(JSON, default=list)
    # The topic of the last answer: "and if they are late?" is read in its light.
    topic: Mapped[str | None] = mapped_column(String(64))
    draft_id: Mapped[str | None] = mapped_column(ForeignKey("survey_draft.id", ondelete="SET NULL"))
    # The draft that was sent last, so that the code can be said again when the reply with it was lost.
    last_draft_id: Mapped[str | None] = mapped_column(String(32))
    # The message that sent it.
    last_key: Mapped[str | None] = mapped_column(String(64))
    # Facts about the person that this chat has heard and need not ask again, by question id ("tell it once").
    known: Mapped[dict[str, JsonValue]] = mapped_column(JSON, default=dict)
    # A survey is offered once a visit.
    survey_offered: Mapped[bool] = mapped_column(default=False)
    # Which answers about danger were given (feedback_api/safeguarding/said.py).
    safeguarding: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    created_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment, index=True)
