"""A consistent copy of the database, and putting one in its place: SQLite by its backup API, PostgreSQL by pg_dump."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import tempfile
from contextlib import closing
from pathlib import Path

import psycopg

from feedback_api.errors import InvalidInput
from feedback_api.settings import Settings

REVISION = "alembic_version"


def is_sqlite(settings: Settings) -> bool:
    """Which of the two databases it is."""
    return settings.database_address.startswith("sqlite")


def sqlite_file(settings: Settings) -> Path:
    """The file of the database."""
    return Path(settings.database_address.partition(":///")[2])


def copy_sqlite(file: Path) -> bytes:
    """The database as it is at this moment, while others go on writing."""
    if not file.exists():
        raise InvalidInput(f"There is no database at {file}.")
    with tempfile.TemporaryDirectory(dir=file.parent) as folder:
        copy = Path(folder) / "copy.db"
        # Read-only: such a connection never checkpoints, so it needs no turn to write.
        with (
            closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(copy)) as target,
        ):
            source.backup(target)
            # A copy in one file, without a log beside it.
            target.execute("PRAGMA journal_mode=DELETE")
        return copy.read_bytes()


def facts_of_sqlite(content: bytes) -> tuple[str, dict[str, int]]:
    """The schema's revision and the rows of each table of a copy. Raises InvalidInput when it is damaged."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(content)
        if database.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise InvalidInput("The database in the backup is damaged. Nothing was changed.")
        tables = database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            " AND name NOT LIKE 'directory_words%' ORDER BY name"
        ).fetchall()
        rows = {name: _number(database.execute(f'SELECT count(*) FROM "{name}"').fetchone()) for (name,) in tables}  # noqa: S608 # nosec B608
        revision = database.execute(f"SELECT version_num FROM {REVISION}").fetchone()  # noqa: S608 # nosec B608
    return str(revision[0]), rows


def place_sqlite(content: bytes, file: Path) -> None:
    """Put a copy in the place of the database, in one step; its old log goes with it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=file.parent)
    with os.fdopen(descriptor, "wb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())
    for suffix in ("-wal", "-shm"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)
    Path(name).replace(file)


def dump_postgresql(settings: Settings) -> tuple[bytes, str, dict[str, int]]:
    """A dump, the revision and the rows of each table, all of one moment."""
    with psycopg.connect(settings.database_url, autocommit=False) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        snapshot = _one(connection, "SELECT pg_export_snapshot()")
        revision, rows = _facts_of_postgresql(connection)
        dump = _run("pg_dump", "--format=custom", "--no-owner", f"--snapshot={snapshot}", settings.database_url)
    return dump, revision, rows


def facts_of_postgresql(settings: Settings) -> tuple[str, dict[str, int]] | None:
    """The revision and the rows of each table; None when the database has no tables of ours."""
    with psycopg.connect(settings.database_url) as connection:
        if _one(connection, f"SELECT to_regclass('{REVISION}')") == "None":
            return None
        return _facts_of_postgresql(connection)


def place_postgresql(dump: bytes, settings: Settings) -> None:
    """Put a dump in the place of the database's tables, in one transaction."""
    _run(
        "pg_restore",
        *("--clean", "--if-exists", "--no-owner", "--single-transaction", f"--dbname={settings.database_url}"),
        stdin=dump,
    )


def _facts_of_postgresql(connection: psycopg.Connection[tuple[object, ...]]) -> tuple[str, dict[str, int]]:
    tables = connection.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename"
    ).fetchall()
    rows = {str(name): int(_one(connection, f'SELECT count(*) FROM "{name}"')) for (name,) in tables}  # noqa: S608 # nosec B608
    return _one(connection, f"SELECT version_num FROM {REVISION}"), rows  # noqa: S608 # nosec B608


def _one(connection: psycopg.Connection[tuple[object, ...]], statement: str) -> str:
    row = connection.execute(statement.encode()).fetchone()
    return str(row[0]) if row is not None else ""


def _number(row: tuple[int]) -> int:
    return int(row[0])


def _run(program: str, *arguments: str, stdin: bytes | None = None) -> bytes:
    found = shutil.which(program)
    if found is None:
        raise InvalidInput(f"{program} is missing: type `sudo apt-get install postgresql-client`.")
    done = subprocess.run([found, *arguments], input=stdin, capture_output=True, check=False)  # noqa: S603
    if done.returncode != 0:
        raise InvalidInput(f"{program} failed: {done.stderr.decode(errors='replace')[-500:]}")
    return done.stdout
