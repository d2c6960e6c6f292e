"""Flags: that somebody wrote what may tell of danger."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from feedback_api.models.base import Base, Moment


class RiskFlag(Base):
    """One flag for a chat or a response. It holds no words, unless the area's policy keeps redacted ones."""

    __tablename__ = "risk_flag"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    level: Mapped[str] = mapped_column(String(16))
    kinds: Mapped[list[str]] = mapped_column(JSON)
    channel: Mapped[str] = mapped_column(String(16))
    # How many messages of the chat were heard so.
    times: Mapped[int]
    raised_at: Mapped[datetime] = mapped_column(Moment, index=True)
    latest_at: Mapped[datetime] = mapped_column(Moment)
    # The response or chat, where the area's policy keeps it.
    reference: Mapped[str | None] = mapped_column(String(64))
    # Redacted words, where the area's policy keeps them, until the flag has been dealt with.
    text: Mapped[str | None] = mapped_column(Text)
    # When e-mail and webhook had gone out.
    told_at: Mapped[datetime | None] = mapped_column(Moment)
    dealt_with_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
    dealt_with_by: Mapped[str | None] = mapped_column(String(64))
