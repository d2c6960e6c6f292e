"""Rate limits: counted in this process's memory, or in Redis, where all processes share one count."""

from __future__ import annotations

import logging
import math
import time

from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage, RedisStorage
from limits.aio.strategies import MovingWindowRateLimiter
from redis.asyncio import ConnectionPool
from redis.exceptions import RedisError

from feedback_api.errors import TooMany

logger = logging.getLogger(__name__)

SECONDS_FOR_REDIS = 1.0


class RateLimits:
    """Counts hits of a name, such as a session or an address. `redis_url` "" keeps the counts in memory."""

    def __init__(self, redis_url: str = "") -> None:
        self._own = MovingWindowRateLimiter(MemoryStorage())
        self._pool: ConnectionPool | None = None
        self._shared: MovingWindowRateLimiter | None = None
        if redis_url:
            self._pool = ConnectionPool.from_url(
                redis_url, socket_timeout=SECONDS_FOR_REDIS, socket_connect_timeout=SECONDS_FOR_REDIS
            )
            # The library passes the pool on to redis-py as it is, although it declares its options more narrowly.
            storage = RedisStorage(redis_url, implementation="redispy", connection_pool=self._pool)  # type: ignore[arg-type]
            self._shared = MovingWindowRateLimiter(storage)

    async def hit(self, rule: str, kind: str, name: str) -> None:
        """Count one hit of `name` under `rule` ("30/minute"); raises TooMany when that is one too many."""
        item = parse(rule)
        if self._shared is not None:
            try:
                return await _hit(self._shared, item, kind, name)
            except RedisError as error:
                # Nobody is turned away because Redis is down: until it is back, each process counts for itself.
                logger.warning("Redis did not count a hit: %s", type(error).__name__)
        return await _hit(self._own, item, kind, name)

    async def close(self) -> None:
        """Close the connections to Redis, if there are any."""
        if self._pool is not None:
            await self._pool.disconnect()


async def _hit(limiter: MovingWindowRateLimiter, item: RateLimitItem, kind: str, name: str) -> None:
    if await limiter.hit(item, kind, name):
        return
    window = await limiter.get_window_stats(item, kind, name)
    seconds = max(1, math.ceil(window.reset_time - time.time()))
    wait = f"{seconds} second{'s' if seconds > 1 else ''}"
    raise TooMany(f"That was a lot at once. Please wait {wait} and try again.", seconds)
