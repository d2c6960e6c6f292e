"""The nightly purge as a job: one for each night, whatever happens to the worker."""

from __future__ import annotations

from datetime import timedelta

from feedback_api.clock import COUNCIL_ZONE, now
from feedback_api.database import Database
from feedback_api.jobs.service import JobKind, JobResult, enqueue_once
from feedback_api.retention.service import purge
from feedback_api.service_state import ServiceState
from feedback_api.settings import Settings


async def _perform(state: ServiceState, _night: str) -> JobResult:
    record = await purge(state.database, state.settings, "nightly")
    return {"record": record.id, "is_proved": record.is_proved}


PURGE = JobKind("purge", "Delete what has had its time", _perform, lease=timedelta(hours=1))


async def queue_tonights(database: Database, settings: Settings) -> None:
    """Queue this night's purge once its hour has come, unless it is queued or done already.

    The worker looks each time that it sweeps, so a night when the machine was off is made good in the morning.
    """
    local = now().astimezone(COUNCIL_ZONE)
    if local.hour < settings.purge_hour:
        return
    async with database.transaction() as session:
        await enqueue_once(session, PURGE.name, local.date().isoformat())
