"""The database's engine, with the settings that keep what was acknowledged."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

from feedback_api.sqlite_turns import NoTurn, WritersTurn

# https://www.sqlite.org/wal.html: before this version, many writing connections can corrupt a WAL database.
SQLITE_SAFE_WITH_MANY_WRITERS = (3, 51, 3)
# Where a transaction's session notes the jobs that it queued.
QUEUED_JOBS = "queued_jobs"

Announce = Callable[[Sequence[str]], Awaitable[None]]


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
        else "older than 3.51.3, so one connection writes at a time"
    )
    return f"Database: SQLite {sqlite3.sqlite_version} ({advice})."


def make_engine(address: str) -> AsyncEngine:
    """An engine for `address`; SQLite with a write-ahead log, full synchronisation, one connection if safer.

    Its errors never show a statement's values, since they may be what a person wrote.
    """
    if not address.startswith("sqlite"):
        return create_async_engine(address, hide_parameters=True, pool_pre_ping=True, pool_size=10, max_overflow=10)
    safe = sqlite_is_safe_with_many_writers()
    engine = create_async_engine(
        address, hide_parameters=True, pool_size=5 if safe else 1, max_overflow=0, pool_timeout=30
    )
    if not safe and engine.url.database:
        _take_turns(engine, Path(engine.url.database))

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


def _take_turns(engine: AsyncEngine, file: Path) -> None:
    """Have each connection wait for its turn among all processes before it is used, and give it back afterwards."""

    @event.listens_for(engine.sync_engine, "checkout")
    def take(connection: Any, record: Any, _proxy: Any) -> None:
        if "turn" not in record.info:
            record.info["turn"] = WritersTurn(file)
        turn: WritersTurn = record.info["turn"]
        try:
            connection.run_async(lambda _: turn.take())
        except NoTurn as error:
            raise OperationalError("the turn to write", {}, error) from error

    @event.listens_for(engine.sync_engine, "checkin")
    def give_back(_connection: Any, record: Any) -> None:
        if "turn" in record.info:
            record.info["turn"].give_back()

    @event.listens_for(engine.sync_engine, "close")
    def close(_connection: Any, record: Any) -> None:
        if "turn" in record.info:
            record.info.pop("turn").close()


async def _tell_nobody(_: Sequence[str]) -> None:
    """Without anybody to tell, the worker finds the jobs by itself a little later."""


class Database:
    """Hands out transactions. One `async with database.transaction()` is one commit."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.engine = make_engine(address)
        self._sessions = async_sessionmaker(self.engine, expire_on_commit=False)
        # Told the ids of the jobs that a transaction queued, once it is committed.
        self.announce: Announce = _tell_nobody

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """A session that is committed on leaving, or rolled back when an exception passes.

        Keep it short, and never call another process inside it: with SQLite there may be one connection for all.
        """
        async with self._sessions() as session, session.begin():
            yield session
        queued: Sequence[str] = session.info.pop(QUEUED_JOBS, ())
        if queued:
            await self.announce(queued)

    async def wipe_free_space(self) -> None:
        """Give back the space of what was deleted, so that it can't be read from the disk. Nobody writes meanwhile.

        SQLite writes the whole file anew, and empties its log. PostgreSQL marks the space for use, and
        overwrites it when it is used again.
        """
        if not self.address.startswith("sqlite"):
            async with self.engine.connect() as connection:
                plain = await connection.execution_options(isolation_level="AUTOCOMMIT")
                await plain.execute(text("VACUUM (ANALYZE)"))
            return
        # By the driver itself: in SQLAlchemy's hands a transaction would be open, and VACUUM refuses one.
        raw = await self.engine.raw_connection()
        try:
            driver: Any = raw.driver_connection
            for statement in ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
                async with driver.execute(statement):
                    pass
        finally:
            raw.close()

    async def close(self) -> None:
        """Close every connection."""
        await self.engine.dispose()
