"""Rate limits, counted in this process's memory (a council with many processes gives them a shared store)."""

from __future__ import annotations

import math
import time

from limits import parse
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter

from feedback_api.errors import TooMany


class RateLimits:
    """Counts hits of a name, such as a session or an address."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    async def hit(self, rule: str, kind: str, name: str) -> None:
        """Count one hit of `name` under `rule` ("30/minute"); raises TooMany when that is one too many."""
        item = parse(rule)
        if await self._limiter.hit(item, kind, name):
            return
        window = await self._limiter.get_window_stats(item, kind, name)
        seconds = max(1, math.ceil(window.reset_time - time.time()))
        wait = f"{seconds} second{'s' if seconds > 1 else ''}"
        raise TooMany(f"That was a lot at once. Please wait {wait} and try again.", seconds)
