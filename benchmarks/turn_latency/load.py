"""Conversations at a server, timed turn by turn."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

# A conversation takes its turns in order; `say` sends one and returns when the whole reply is there.
Say = Callable[[str], Awaitable[None]]
OpenConversation = Callable[[], Awaitable[Say]]


@dataclass(frozen=True)
class Timing:
    """Milliseconds of each turn, sorted, and turns a second over all."""

    milliseconds: tuple[float, ...]
    per_second: float

    def percentile(self, share: float) -> float:
        """The time within which `share` of the turns were done."""
        return self.milliseconds[min(len(self.milliseconds) - 1, int(share * len(self.milliseconds)))]


async def converse(
    open_conversation: OpenConversation, texts: Sequence[str], at_once: int, conversations: int
) -> Timing:
    """Hold `conversations` conversations of the same `texts`, `at_once` at a time."""
    times: list[float] = []
    waiting = iter(range(conversations))

    async def visitor() -> None:
        for _ in waiting:
            say = await open_conversation()
            for text in texts:
                started = time.perf_counter()
                await say(text)
                times.append((time.perf_counter() - started) * 1000)

    started = time.perf_counter()
    await asyncio.gather(*(visitor() for _ in range(at_once)))
    return Timing(tuple(sorted(times)), len(times) / (time.perf_counter() - started))
