"""A job: queued with what it belongs to, done once, tried again with growing waits, given up in the open."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from itertools import pairwise

import pytest
from httpx import AsyncClient

from feedback_api.clock import now
from feedback_api.database import Database
from feedback_api.jobs.carrier import Carrier
from feedback_api.jobs.kinds import KINDS
from feedback_api.jobs.repository import JobRepository
from feedback_api.jobs.running import run_due, run_job, sweep
from feedback_api.jobs.service import (
    FIRST_WAIT,
    LONGEST_WAIT,
    JobKind,
    JobResult,
    claim,
    due_jobs,
    enqueue,
    finish,
    given_up_sentence,
    try_again,
    wait_after,
)
from feedback_api.models import Job
from feedback_api.service_state import ServiceState
from tests.feedback_api.helpers import respond


class Work:
    """A kind of job that fails so many times first, and counts how often it ran."""

    def __init__(self, failures: int = 0, attempts: int = 3) -> None:
        self.ran = 0
        self.failures = failures
        self.kinds = {"work": JobKind("work", "Some work", self.perform, attempts=attempts)}

    async def perform(self, _: ServiceState, subject: str) -> JobResult:
        """Fail, or say that it is done."""
        self.ran += 1
        if self.ran <= self.failures:
            raise ConnectionError(f"what Sam Smith wrote about {subject}")
        return {"done": subject}


async def queue(database: Database, kind: str = "work", subject: str = "a-subject") -> str:
    """Queue a job in a transaction of its own."""
    async with database.transaction() as session:
        return await enqueue(session, kind, subject)


async def job_of(database: Database, job_id: str) -> Job:
    """The job as it is stored."""
    async with database.transaction() as session:
        return await session.get_one(Job, job_id)


async def make_due(database: Database, job_id: str) -> None:
    """Let the time pass for which the job waits, or its worker holds it."""
    async with database.transaction() as session:
        (await session.get_one(Job, job_id)).due_at = now() - timedelta(seconds=1)


async def test_a_job_is_queued_with_what_it_belongs_to_or_not_at_all(service: ServiceState) -> None:
    with pytest.raises(ZeroDivisionError):
        async with service.database.transaction() as session:
            await enqueue(session, "work", "a-subject")
            raise ZeroDivisionError
    assert await due_jobs(service.database, 10) == []
    await queue(service.database)
    assert len(await due_jobs(service.database, 10)) == 1


async def test_the_worker_is_told_after_the_commit_and_never_before(service: ServiceState) -> None:
    told: list[str] = []

    async def listen(job_ids: object) -> None:
        # It would wait for ever on SQLite if the transaction were still open.
        told.extend(await due_jobs(service.database, 10))

    service.database.announce = listen
    job_id = await queue(service.database)
    assert told == [job_id]


async def test_a_job_is_done_once_and_keeps_its_result(service: ServiceState) -> None:
    work = Work()
    job_id = await queue(service.database)
    assert await run_due(service, work.kinds) == 1
    await run_job(service, work.kinds, job_id)
    job = await job_of(service.database, job_id)
    assert (work.ran, job.state, job.attempts, job.result) == (1, "done", 1, {"done": "a-subject"})


async def test_of_eight_workers_one_gets_the_job(service: ServiceState) -> None:
    work = Work()
    job_id = await queue(service.database)
    claims = await asyncio.gather(*(claim(service.database, work.kinds, job_id) for _ in range(8)))
    assert sum(claimed is not None for claimed in claims) == 1


async def test_a_failed_job_waits_and_is_done_later_without_a_persons_words(service: ServiceState) -> None:
    work = Work(failures=1)
    job_id = await queue(service.database)
    await run_due(service, work.kinds)
    job = await job_of(service.database, job_id)
    assert (job.state, job.error_kind, job.result) == ("waiting", "ConnectionError", None)
    assert job.due_at > now()
    await run_job(service, work.kinds, job_id)
    assert work.ran == 1, "it ran before its wait was over"
    await make_due(service.database, job_id)
    await run_due(service, work.kinds)
    job = await job_of(service.database, job_id)
    assert (job.state, job.error_kind, work.ran) == ("done", None, 2)


def test_the_waits_grow_to_hours_and_no_further() -> None:
    waits = [wait_after(attempt) for attempt in range(1, 20)]
    assert waits[0] == FIRST_WAIT
    assert waits == sorted(waits)
    assert all(later == min(4 * earlier, LONGEST_WAIT) for earlier, later in pairwise(waits))
    assert waits[-1] == LONGEST_WAIT


async def test_after_too_many_failures_it_is_given_up_and_officers_read_so(service: ServiceState) -> None:
    work = Work(failures=99)
    job_id = await queue(service.database)
    assert await given_up_sentence(service.database) is None
    for _ in range(5):
        await make_due(service.database, job_id) if work.ran < 3 else None
        await run_due(service, work.kinds)
    job = await job_of(service.database, job_id)
    assert (job.state, job.attempts, work.ran) == ("given_up", 3, 3)
    assert "1 piece of work" in (await given_up_sentence(service.database) or "")


async def test_a_job_that_was_given_up_can_be_tried_again(service: ServiceState) -> None:
    work = Work(failures=1, attempts=1)
    job_id = await queue(service.database)
    await run_due(service, work.kinds)
    await try_again(service.database, job_id)
    await run_due(service, work.kinds)
    assert (await job_of(service.database, job_id)).state == "done"


async def test_a_job_whose_worker_was_lost_runs_again_and_the_lost_ones_result_is_refused(
    service: ServiceState,
) -> None:
    work = Work()
    job_id = await queue(service.database)
    lost = await claim(service.database, work.kinds, job_id)
    assert lost is not None
    assert await due_jobs(service.database, 10) == []
    await make_due(service.database, job_id)
    second = await claim(service.database, work.kinds, job_id)
    assert second is not None
    assert second.attempt == 2
    assert not await finish(service.database, lost, {"from": "the lost one"})
    assert await finish(service.database, second, {"from": "the second"})
    assert (await job_of(service.database, job_id)).result == {"from": "the second"}


async def test_a_job_that_kills_every_worker_is_given_up(service: ServiceState) -> None:
    work = Work(attempts=2)
    job_id = await queue(service.database)
    for _ in range(2):
        assert await claim(service.database, work.kinds, job_id) is not None
        await make_due(service.database, job_id)
    assert await claim(service.database, work.kinds, job_id) is None
    job = await job_of(service.database, job_id)
    assert (job.state, job.error_kind) == ("given_up", "WorkerLost")


async def test_queueing_the_same_work_again_makes_no_second_job_and_refuses_the_first_ones_result(
    service: ServiceState,
) -> None:
    work = Work()
    job_id = await queue(service.database)
    running = await claim(service.database, work.kinds, job_id)
    assert running is not None
    assert await queue(service.database) == job_id
    assert not await finish(service.database, running, {})
    assert await run_due(service, work.kinds) == 1
    assert work.ran == 1


async def test_a_kind_that_nobody_knows_is_given_up_and_the_others_go_on(service: ServiceState) -> None:
    work = Work()
    odd = await queue(service.database, kind="from_the_future")
    known = await queue(service.database)
    await run_due(service, work.kinds)
    assert (await job_of(service.database, odd)).error_kind == "UnknownKind"
    assert (await job_of(service.database, known)).state == "done"


@pytest.fixture
async def carrier(service: ServiceState) -> AsyncIterator[Carrier]:
    """The queue of ids, without a worker."""
    yield Carrier(service.settings)


async def test_the_sweeper_gives_overdue_jobs_to_the_queue_unless_it_has_work(
    service: ServiceState, carrier: Carrier
) -> None:
    await queue(service.database)
    assert await sweep(service, carrier) == 1
    assert carrier.waiting() == 1
    assert await sweep(service, carrier) == 0
    assert carrier.waiting() == 1


async def test_a_response_queues_its_scoring_and_its_words_are_not_in_the_job(
    client: AsyncClient, service: ServiceState
) -> None:
    await respond(client, {"words": "The zebrafinch bus is late."})
    (job_id,) = await due_jobs(service.database, 10)
    job = await job_of(service.database, job_id)
    assert job.kind == "score"
    assert "zebrafinch" not in repr(vars(job))
    await run_due(service, KINDS)
    job = await job_of(service.database, job_id)
    assert (job.state, job.result) == ("done", {"scores": 1})


async def test_a_response_without_words_queues_nothing(client: AsyncClient, service: ServiceState) -> None:
    await respond(client, {"on_time": "always"})
    assert await due_jobs(service.database, 10) == []


async def test_the_numbers_by_kind_and_state_are_told(service: ServiceState) -> None:
    await queue(service.database, subject="one")
    await run_due(service, Work().kinds)
    await queue(service.database, subject="two")
    async with service.database.transaction() as session:
        assert await JobRepository(session).counts() == [("work", "done", 1), ("work", "waiting", 1)]
