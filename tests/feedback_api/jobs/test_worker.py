"""The worker as a process of its own: told at once, killed in mid-job without loss, on both databases."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from httpx import AsyncClient

from feedback_api.jobs.carrier import Carrier
from feedback_api.jobs.service import enqueue
from feedback_api.scoring.service import not_scored
from feedback_api.service_state import ServiceState
from feedback_api.settings import ROOT
from tests.feedback_api.helpers import respond
from tests.feedback_api.jobs.test_jobs import job_of

# Generous: a busy machine is no bug.
SECONDS = 240


@pytest.fixture
async def announcing(service: ServiceState) -> AsyncIterator[ServiceState]:
    """The service, which tells the worker of new jobs as it does when served."""
    service.database.announce = Carrier(service.settings).announce
    yield service


@contextmanager
def worker(service: ServiceState, folder: Path, sweep_seconds: float = 0.2) -> Iterator[subprocess.Popen[bytes]]:
    """A worker process with the service's own settings, killed at the end if it still runs."""
    settings = service.settings
    environment = {
        **os.environ,
        "DATABASE_URL": settings.database_url,
        "OURVOICES_VAR_FOLDER": str(settings.var_folder),
        "OURVOICES_DATA_FOLDER": str(settings.data_folder),
        "OURVOICES_JOBS_SWEEP_SECONDS": str(sweep_seconds),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.feedback_api.jobs.other_worker", str(folder)], cwd=ROOT, env=environment
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


async def until(true: Callable[[], Awaitable[bool]]) -> None:
    """Look again and again until something is so."""
    async with asyncio.timeout(SECONDS):
        while not await true():  # noqa: ASYNC110 - another process sets no event of this one
            await asyncio.sleep(0.05)


def begun(folder: Path) -> int:
    """How often the hanging job has begun."""
    file = folder / "begun"
    return len(file.read_text(encoding="utf-8").splitlines()) if file.exists() else 0


async def test_a_killed_worker_loses_nothing(announcing: ServiceState, tmp_path: Path) -> None:
    async def has_begun() -> bool:
        return begun(tmp_path) == 1

    async def is_done() -> bool:
        return (await job_of(announcing.database, job_id)).state == "done"

    (tmp_path / "patience").write_text("600", encoding="utf-8")
    async with announcing.database.transaction() as session:
        job_id = await enqueue(session, "hang", "the-subject")
    with worker(announcing, tmp_path) as first:
        await until(has_begun)
        first.send_signal(signal.SIGKILL)
        first.wait()
    assert (await job_of(announcing.database, job_id)).state == "running"
    (tmp_path / "patience").write_text("0", encoding="utf-8")
    with worker(announcing, tmp_path):
        await until(is_done)
    job = await job_of(announcing.database, job_id)
    assert begun(tmp_path) == 2
    assert (job.attempts, job.result) == (2, {"subject": "the-subject"})


async def test_the_service_and_the_worker_write_at_the_same_time(
    client: AsyncClient, announcing: ServiceState, tmp_path: Path
) -> None:
    async def all_scored() -> bool:
        return not await not_scored(announcing.database)

    # The sweeper hardly ever looks, so it is the queue that brings these.
    with worker(announcing, tmp_path, sweep_seconds=30) as process:
        for _ in range(5):
            replies = await asyncio.gather(*(respond(client, {"words": "The bus is late."}) for _ in range(8)))
            assert {reply.status_code for reply in replies} == {201}
        await until(all_scored)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0
