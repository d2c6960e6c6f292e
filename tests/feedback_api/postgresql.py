"""A PostgreSQL of the tests' own: made in a temporary folder, reached by a socket inside it, thrown away at the end."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
import pytest

from feedback_api.models import Base

NEEDED = ("initdb", "pg_ctl", "postgres")
NOT_INSTALLED = "These tests need PostgreSQL's server programs: type `sudo apt-get install postgresql`."
NO_USER = (
    "PostgreSQL refuses to run as root: type `adduser --system --group postgres`, or run the tests as another user."
)


class Cluster:
    """A running PostgreSQL that hands out databases."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count(1)

    def new_database(self, template: str = "template1") -> str:
        """The name of a new database that is a copy of `template`. It is never dropped: that costs more than a test."""
        name = f"test_{next(self._numbers)}"
        self._execute("postgres", f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def empty_tables(self, database: str) -> None:
        """Delete every row, so that the database is as if newly migrated."""
        tables = [table.name for table in reversed(Base.metadata.sorted_tables)]
        self._execute(database, "; ".join(f'DELETE FROM "{table}"' for table in tables))  # noqa: S608

    def url(self, database: str) -> str:
        """The database's address, as DATABASE_URL would give it."""
        return f"postgresql://postgres@/{database}?host={self._folder}"

    def _execute(self, database: str, statement: str) -> None:
        with psycopg.connect(host=str(self._folder), user="postgres", dbname=database, autocommit=True) as connection:
            connection.execute(statement.encode())


@contextmanager
def running_cluster() -> Iterator[Cluster]:
    """A cluster until the block ends; the test fails with one sentence when PostgreSQL is not installed."""
    programs = _programs()
    # Its own short path: a socket's may have no more than 107 characters.
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    data = folder / "data"
    user = _user()
    if user is not None:
        shutil.chown(folder, user)

    def run(program: str, *arguments: str) -> None:
        done = subprocess.run(
            [str(programs / program), "-D", str(data), *arguments],
            cwd=folder,
            user=user,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode(errors="replace")

    try:
        run("initdb", "--auth=trust", "--username=postgres", "--no-locale", "--encoding=UTF8", "--no-sync")
        # No network port at all: the socket lies in a folder that nobody else can enter.
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=on"
        run("pg_ctl", "start", "--wait", f"--log={folder / 'log'}", f"--options={options}")
        try:
            yield Cluster(folder)
        finally:
            run("pg_ctl", "stop", "--wait", "--mode=immediate")
    finally:
        shutil.rmtree(folder)


def _programs() -> Path:
    found = shutil.which("pg_ctl")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: folder.parent.name, reverse=True)
    for folder in folders:
        if all((folder / program).exists() for program in NEEDED):
            return folder
    pytest.fail(NOT_INSTALLED, pytrace=False)


def _user() -> str | None:
    if os.geteuid() != 0:
        return None
    if "postgres" not in {entry.pw_name for entry in pwd.getpwall()}:
        pytest.fail(NO_USER, pytrace=False)
    return "postgres"
