"""Lets one connection at a time, of all processes, write to an SQLite database whose version needs that.

The fault of versions before 3.51.3 (https://www.sqlite.org/wal.html) takes one connection that writes while another
checkpoints. Whoever holds the turn, from the beginning of a transaction until after its commit (which is when SQLite
checkpoints), is the only one to do either. The operating system gives back the turn of a process that was killed.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
import time
from pathlib import Path

LONGEST_WAIT_SECONDS = 30.0
FIRST_LOOK_SECONDS = 0.0005
LAST_LOOK_SECONDS = 0.02


class NoTurn(TimeoutError):
    """Another process has been writing for too long."""


class WritersTurn:
    """The turn of one connection, kept by locks on two files beside the database.

    Whoever waits for the turn holds the second lock, the queue's head; so a process that has just written can't take
    the turn again before one that was waiting.
    """

    def __init__(self, database: Path) -> None:
        self._turn = _open(database.with_name(f"{database.name}-turn"))
        self._head = _open(database.with_name(f"{database.name}-next"))

    async def take(self) -> None:
        """Wait for the turn without holding up the event loop. Raises NoTurn."""
        deadline = time.monotonic() + LONGEST_WAIT_SECONDS
        await _lock(self._head, deadline)
        try:
            await _lock(self._turn, deadline)
        finally:
            fcntl.flock(self._head, fcntl.LOCK_UN)

    def give_back(self) -> None:
        """Let the next one write; harmless when the turn is not held."""
        fcntl.flock(self._turn, fcntl.LOCK_UN)

    def close(self) -> None:
        """Give back the turn and close the files."""
        os.close(self._turn)
        os.close(self._head)


def _open(file: Path) -> int:
    return os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


async def _lock(descriptor: int, deadline: float) -> None:
    pause = FIRST_LOOK_SECONDS
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise NoTurn(f"No turn to write to the database within {LONGEST_WAIT_SECONDS:.0f} s.") from None
        await asyncio.sleep(pause)
        pause = min(2 * pause, LAST_LOOK_SECONDS)
