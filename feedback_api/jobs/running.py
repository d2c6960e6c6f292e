"""Doing one job, and finding those that are overdue."""

from __future__ import annotations

import asyncio
import logging

from sqlalchemy.exc import OperationalError

from feedback_api.jobs.carrier import Carrier
from feedback_api.jobs.service import Kinds, claim, due_jobs, fail, finish
from feedback_api.retention.job import queue_tonights
from feedback_api.service_state import ServiceState

logger = logging.getLogger(__name__)

# What the sweeper gives to the queue at once.
BATCH = 100


async def run_job(state: ServiceState, kinds: Kinds, job_id: str) -> None:
    """Do the job, if it is this worker's to do, and write down how it ended."""
    claimed = await claim(state.database, kinds, job_id)
    if claimed is None:
        return
    try:
        result = await claimed.kind.perform(state, claimed.subject)
    except Exception as error:  # noqa: BLE001 - a job that fails must not take the worker with it
        # The message may hold what a person wrote.
        logger.warning(
            "%s failed with %s (attempt %d of %d)",
            claimed.kind.name,
            type(error).__name__,
            claimed.attempt,
            claimed.kind.attempts,
        )
        await fail(state.database, claimed, error)
    else:
        await finish(state.database, claimed, result)


async def run_due(state: ServiceState, kinds: Kinds) -> int:
    """Do all that is due, here and now, without a worker. Returns how many jobs that were."""
    done = 0
    while job_ids := await due_jobs(state.database, BATCH):
        for job_id in job_ids:
            await run_job(state, kinds, job_id)
        done += len(job_ids)
    return done


async def sweep(state: ServiceState, carrier: Carrier) -> int:
    """Give to the queue what is overdue, unless it still has work. Returns how many jobs that were.

    A job may be overdue because its id never reached the queue, because it waited after a failure, or because its
    worker was killed: the row knows, and the queue need not.
    """
    if await asyncio.to_thread(carrier.waiting):
        return 0
    job_ids = await due_jobs(state.database, BATCH)
    await asyncio.to_thread(carrier.send, job_ids)
    return len(job_ids)


async def sweep_for_ever(state: ServiceState, carrier: Carrier, seconds: float) -> None:
    """Sweep at once, and then every so many seconds, whatever happens to the database or the queue meanwhile."""
    while True:
        try:
            await queue_tonights(state.database, state.settings)
            await sweep(state, carrier)
        except OperationalError as error:
            logger.warning("The sweeper could not look for overdue jobs: %s", type(error).__name__)
        await asyncio.sleep(seconds)
