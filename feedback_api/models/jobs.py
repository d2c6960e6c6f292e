"""Work that is done out of the request: a job is a row here, done when its result is."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from feedback_api.models.base import Base, Moment


class Job(Base):
    """A piece of work, one row for each kind and subject. It names rows by their ids, and holds no person's words."""

    __tablename__ = "job"
    __table_args__ = (UniqueConstraint("kind", "subject"), Index("ix_job_state_due_at", "state", "due_at"))

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    kind: Mapped[str] = mapped_column(String(32))
    subject: Mapped[str] = mapped_column(String(64))
    # waiting, running, done or given_up.
    state: Mapped[str] = mapped_column(String(16))
    attempts: Mapped[int] = mapped_column(default=0)
    # While it waits, not before this moment; while it runs, when its worker counts as lost.
    due_at: Mapped[datetime] = mapped_column(Moment)
    # Random, and new at each attempt: what a worker that was given up for lost brings back late is refused by it.
    claim: Mapped[str | None] = mapped_column(String(32))
    # The kind of the latest error, such as "ConnectError"; never its message.
    error_kind: Mapped[str | None] = mapped_column(String(64))
    result: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    created_at: Mapped[datetime] = mapped_column(Moment)
    finished_at: Mapped[datetime | None] = mapped_column(Moment)
