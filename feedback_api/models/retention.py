"""The proof of each purge."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from feedback_api.models.base import Base, Moment


class PurgeRecord(Base):
    """One purge: for each kind of data how much there was, was due, was deleted, and is left. It names nobody."""

    __tablename__ = "purge_record"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    # nightly, or command.
    trigger: Mapped[str] = mapped_column(String(16))
    began_at: Mapped[datetime] = mapped_column(Moment, index=True)
    ended_at: Mapped[datetime] = mapped_column(Moment)
    counts: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    # Whether nothing that was due is left, and the freed space was wiped.
    is_proved: Mapped[bool]
