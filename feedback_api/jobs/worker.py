"""`python -m feedback_api.jobs.worker`: the process that does the jobs, one at a time."""

from __future__ import annotations

import logging

from anyio.from_thread import start_blocking_portal
from sqlalchemy.exc import OperationalError

from feedback_api.jobs.carrier import Carrier
from feedback_api.jobs.kinds import KINDS
from feedback_api.jobs.running import run_job, sweep_for_ever
from feedback_api.jobs.service import Kinds
from feedback_api.service_state import build_state
from feedback_api.settings import Settings

logger = logging.getLogger(__name__)


def work(settings: Settings, kinds: Kinds) -> None:
    """Do jobs until a signal says stop. A job that is cut off is done again by the next worker."""
    state = build_state(settings)
    # The queue's thread hands each job to one event loop, where the database's connections live.
    with start_blocking_portal() as portal:

        def run(job_id: str) -> None:
            try:
                portal.call(run_job, state, kinds, job_id)
            except OperationalError as error:
                logger.warning("The database did not answer, so a job waits: %s", type(error).__name__)

        carrier = Carrier(settings, run)
        sweeping = portal.start_task_soon(sweep_for_ever, state, carrier, settings.jobs_sweep_seconds)
        carrier.consumer().run()
        sweeping.cancel()
        portal.call(state.close)


if __name__ == "__main__":
    work(Settings(), KINDS)
