"""The directory of services, as the newest import left it. `record` is each service in the standard's own form."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from feedback_api.models.base import Base, Moment

# On SQLite the words are indexed by an FTS5 table of their own (feedback_api/directory/words.py), and this stays empty.
SearchWords = Text().with_variant(TSVECTOR(), "postgresql")


class DirectoryService(Base):
    """A service. One that vanished from its source stays, with `closed_at`: links to it must not break."""

    __tablename__ = "directory_service"
    __table_args__ = (
        UniqueConstraint("source", "external_id"),
        Index("ix_directory_service_search_words", "search_words", postgresql_using="gin"),
    )

    # The row's number is also that of its row in SQLite's word index.
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    id: Mapped[str] = mapped_column(String(36), unique=True)
    source: Mapped[str] = mapped_column(String(255))
    external_id: Mapped[str] = mapped_column(String(255))
    name: Mapped[str] = mapped_column(Text)
    description: Mapped[str] = mapped_column(Text)
    organisation: Mapped[str] = mapped_column(Text)
    # Needs, categories and towns, for the word search alone.
    search_terms: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(20))
    minimum_age: Mapped[float | None]
    maximum_age: Mapped[float | None]
    # Null when the source does not say.
    is_free: Mapped[bool | None]
    is_online: Mapped[bool]
    url: Mapped[str | None] = mapped_column(Text)
    email: Mapped[str | None] = mapped_column(Text)
    phone: Mapped[str | None] = mapped_column(Text)
    updated_at: Mapped[datetime | None] = mapped_column(Moment)
    imported_at: Mapped[datetime] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    # False when only the source's list could be read, not the service's own page.
    is_whole: Mapped[bool]
    digest: Mapped[str] = mapped_column(String(64))
    record: Mapped[dict[str, Any]] = mapped_column(JSON)
    # 384 numbers of four bytes, of unit length.
    embedding: Mapped[bytes] = mapped_column(LargeBinary)
    search_words: Mapped[str | None] = mapped_column(SearchWords)


class DirectoryLocation(Base):
    """Where a service is given. Without coordinates of its own, the place has those of its postcode's sector."""

    __tablename__ = "directory_location"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    service_number: Mapped[int] = mapped_column(ForeignKey("directory_service.number", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(Text)
    address: Mapped[str] = mapped_column(Text)
    town: Mapped[str] = mapped_column(Text)
    postcode: Mapped[str] = mapped_column(String(16))
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]


class DirectorySchedule(Base):
    """A day of the week on which a service is open; times are HH:MM, null when the source does not say."""

    __tablename__ = "directory_schedule"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    service_number: Mapped[int] = mapped_column(ForeignKey("directory_service.number", ondelete="CASCADE"), index=True)
    day: Mapped[str] = mapped_column(String(2))
    opens_at: Mapped[str | None] = mapped_column(String(5))
    closes_at: Mapped[str | None] = mapped_column(String(5))


class DirectoryNeed(Base):
    """A need of data/directory/needs.yml that a service names."""

    __tablename__ = "directory_need"

    service_number: Mapped[int] = mapped_column(
        ForeignKey("directory_service.number", ondelete="CASCADE"), primary_key=True
    )
    need: Mapped[str] = mapped_column(String(64), primary_key=True)


class DirectoryTerm(Base):
    """A taxonomy's term that the source gave a service."""

    __tablename__ = "directory_term"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    service_number: Mapped[int] = mapped_column(ForeignKey("directory_service.number", ondelete="CASCADE"), index=True)
    term_id: Mapped[str] = mapped_column(String(255))
    name: Mapped[str] = mapped_column(Text)
    taxonomy: Mapped[str] = mapped_column(String(255))


class DirectoryState(Base):
    """One row: a new random `version` at each change, by which a running service sees that it must load again."""

    __tablename__ = "directory_state"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[str] = mapped_column(String(32))
    changed_at: Mapped[datetime] = mapped_column(Moment)
