"""Carries a job's id to the worker: Huey, on a file in var/ or on Redis. What it loses, the sweeper finds."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence

from huey import Huey, RedisHuey, SqliteHuey
from huey.consumer import Consumer

from feedback_api.settings import Settings

logger = logging.getLogger(__name__)

NAME = "ourvoices"


class Carrier:
    """One queue of ids. `run` is what the worker does with an id; the service, which only sends, has none."""

    def __init__(self, settings: Settings, run: Callable[[str], None] | None = None) -> None:
        self._huey = _storage(settings)

        def run_job(job_id: str) -> None:
            if run is None:
                raise RuntimeError("Only the worker runs jobs.")
            run(job_id)

        self._task = self._huey.task()(run_job)

    async def announce(self, job_ids: Sequence[str]) -> None:
        """Tell the worker of jobs that were just queued. When that fails the sweeper finds them."""
        try:
            await asyncio.to_thread(self.send, job_ids)
        except Exception as error:  # noqa: BLE001 - whatever Redis or the disk says, the jobs themselves are stored
            logger.warning("The worker could not be told of new jobs: %s", type(error).__name__)

    def send(self, job_ids: Sequence[str]) -> None:
        """Put ids into the queue."""
        for job_id in job_ids:
            self._task(job_id)

    def waiting(self) -> int:
        """How many ids are in the queue."""
        return int(self._huey.pending_count())

    def consumer(self) -> Consumer:
        """What takes the ids out, one at a time, until a signal stops it."""
        return Consumer(self._huey, workers=1, periodic=False, initial_delay=0.05, max_delay=0.5)


def _storage(settings: Settings) -> Huey:
    if settings.redis_url:
        return RedisHuey(NAME, url=settings.redis_url, results=False)
    settings.var_folder.mkdir(parents=True, exist_ok=True)
    # A write-ahead log would have the fault of older SQLite (feedback_api/sqlite_turns.py); a rollback journal has not.
    return SqliteHuey(
        NAME, filename=str(settings.var_folder / "queue.db"), journal_mode="delete", fsync=False, results=False
    )
