"""One turn of a conversation at a time: two at once would read the same memory, and one would be lost."""

from __future__ import annotations

import asyncio
from weakref import WeakValueDictionary


class TurnLocks:
    """A lock for each session that has a turn under way; forgotten when no turn holds it."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def of(self, session_id: str) -> asyncio.Lock:
        """The session's lock. Keep it in a variable while using it: nothing else keeps it alive."""
        lock = self._locks.get(session_id)
        if lock is None:
            lock = asyncio.Lock()
            self._locks[session_id] = lock
        return lock
