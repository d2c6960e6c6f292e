"""The database's engine, with the settings that keep what was acknowledged."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

# https://www.sqlite.org/wal.html: before this version, many writing connections can corrupt a WAL database.
SQLITE_SAFE_WITH_MANY_WRITERS = (3, 51, 3)


def sqlite_is_safe_with_many_writers() -> bool:
    """Whether the SQLite that Python links may be written by more than one connection."""
    return sqlite3.sqlite_version_info >= SQLITE_SAFE_WITH_MANY_WRITERS


def describe_database(address: str) -> str:
    """One sentence for the operator: which database, and what follows from its version."""
    if not address.startswith("sqlite"):
        return f"Database: PostgreSQL at {make_url(address).host or 'the local socket'}."
    advice = (
        "it may have several writers"
        if sqlite_is_safe_with_many_writers()
        else "older than 3.51.3, so the service keeps to one connection"
    )
    return f"Database: SQLite {sqlite3.sqlite_version} ({advice})."


def make_engine(address: str) -> AsyncEngine:
    """An engine for `address`; SQLite with a write-ahead log, full synchronisation, one connection if safer."""
    if not address.startswith("sqlite"):
        return create_async_engine(address, pool_pre_ping=True, pool_size=10, max_overflow=10)
    connections = 5 if sqlite_is_safe_with_many_writers() else 1
    engine = create_async_engine(address, pool_size=connections, max_overflow=0, pool_timeout=30)

    @event.listens_for(engine.sync_engine, "connect")
    def set_pragmas(connection: Any, _record: Any) -> None:
        # SQLAlchemy begins transactions itself (below): sqlite3's own way would start them too late.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin_immediate(connection: Any) -> None:
        # A transaction that reads first and writes later would fail at once, not wait, if another wrote in between.
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


class Database:
    """Hands out transactions. One `async with database.transaction()` is one commit."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.engine = make_engine(address)
        self._sessions = async_sessionmaker(self.engine, expire_on_commit=False)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """A session that is committed on leaving, or rolled back when an exception passes.

        Keep it short, and never call another process inside it: with SQLite there may be one connection for all.
        """
        async with self._sessions() as session, session.begin():
            yield session

    async def close(self) -> None:
        """Close every connection."""
        await self.engine.dispose()
