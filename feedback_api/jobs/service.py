"""Queueing, claiming and finishing jobs. `JobKind` describes a kind of job; feedback_api/jobs/kinds.py lists them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from feedback_api.clock import now
from feedback_api.database import QUEUED_JOBS, Database
from feedback_api.errors import NotFound
from feedback_api.jobs.repository import JobRepository
from feedback_api.models import Job

if TYPE_CHECKING:
    from feedback_api.service_state import ServiceState

JobResult = dict[str, Any]
FIRST_WAIT = timedelta(seconds=10)
LONGEST_WAIT = timedelta(hours=6)
# What an attempt is said to have failed of when its worker vanished.
WORKER_LOST = "WorkerLost"
UNKNOWN_KIND = "UnknownKind"


@dataclass(frozen=True)
class JobKind:
    """What a job of this kind does.

    `perform` gets the service's state and the job's subject, and returns what is worth keeping about the outcome
    (small, and nobody's words). It may run twice for one job, so doing it again must change nothing. After `lease` a
    job that has not ended counts as lost and runs again; after so many `attempts` it is given up, and officers see it
    under `title`.
    """

    name: str
    title: str
    perform: Callable[[ServiceState, str], Awaitable[JobResult]]
    lease: timedelta = timedelta(minutes=5)
    attempts: int = 8


Kinds = Mapping[str, JobKind]


@dataclass(frozen=True)
class Claimed:
    """A job that this worker, and no other, may now do."""

    job_id: str
    claim: str
    kind: JobKind
    subject: str
    attempt: int


async def enqueue(session: AsyncSession, kind: str, subject: str, due: datetime | None = None) -> str:
    """Queue a job within the transaction of what it belongs to: both are stored, or neither. Returns the job's id.

    A job of this kind on this subject that is there already is queued again from the start, even while it runs.
    """
    moment = now()
    repository = JobRepository(session)
    job = await repository.of(kind, subject)
    if job is None:
        job = Job(id=uuid4().hex, kind=kind, subject=subject, state="waiting", due_at=due or moment, created_at=moment)
        await repository.add(job)
    else:
        _queue_again(job, due or moment)
    if due is None:
        session.info.setdefault(QUEUED_JOBS, []).append(job.id)
    return job.id


async def enqueue_once(session: AsyncSession, kind: str, subject: str) -> None:
    """Queue a job unless there is one of this kind on this subject already, done or not."""
    if await JobRepository(session).of(kind, subject) is None:
        await enqueue(session, kind, subject)


async def claim(database: Database, kinds: Kinds, job_id: str) -> Claimed | None:
    """Take the job for this worker, or None when it is done, not due yet, or another's.

    A job whose worker was lost too often, or whose kind nobody knows, is given up here.
    """
    moment = now()
    async with database.transaction() as session:
        job = await JobRepository(session).locked(job_id)
        if job is None or job.state not in ("waiting", "running") or job.due_at > moment:
            return None
        kind = kinds.get(job.kind)
        was_lost = job.state == "running"
        if kind is None or (was_lost and job.attempts >= kind.attempts):
            _give_up(job, UNKNOWN_KIND if kind is None else WORKER_LOST, moment)
            return None
        if was_lost:
            job.error_kind = WORKER_LOST
        job.state, job.claim = "running", uuid4().hex
        job.attempts += 1
        job.due_at = moment + kind.lease
        return Claimed(job.id, job.claim, kind, job.subject, job.attempts)


async def finish(database: Database, claimed: Claimed, result: JobResult) -> bool:
    """Mark the job as done. False when it is no longer this worker's: it was queued again, or taken over."""
    async with database.transaction() as session:
        job = await JobRepository(session).locked(claimed.job_id)
        if job is None or job.claim != claimed.claim:
            return False
        job.state, job.claim, job.error_kind = "done", None, None
        job.result, job.finished_at = result, now()
        return True


async def fail(database: Database, claimed: Claimed, error: BaseException) -> bool:
    """Put the job back for later, or give it up. False when it is no longer this worker's."""
    async with database.transaction() as session:
        job = await JobRepository(session).locked(claimed.job_id)
        if job is None or job.claim != claimed.claim:
            return False
        error_kind = type(error).__name__[:64]
        if job.attempts >= claimed.kind.attempts:
            _give_up(job, error_kind, now())
        else:
            job.state, job.claim, job.error_kind = "waiting", None, error_kind
            job.due_at = now() + wait_after(job.attempts)
        return True


def wait_after(attempt: int) -> timedelta:
    """How long a job waits after its first, second … failed attempt: 10 seconds, then four times as long each time."""
    return min(LONGEST_WAIT, FIRST_WAIT * int(4 ** (attempt - 1)))


async def due_jobs(database: Database, limit: int) -> Sequence[str]:
    """The ids of the jobs that should be running now and are not, those of killed workers among them."""
    async with database.transaction() as session:
        return await JobRepository(session).due(now(), limit)


async def try_again(database: Database, job_id: str) -> Job:
    """Queue a job that was given up once more. Raises NotFound."""
    async with database.transaction() as session:
        job = await JobRepository(session).locked(job_id)
        if job is None or job.state != "given_up":
            raise NotFound("That piece of work is no longer waiting for anybody. It may have been tried again already.")
        _queue_again(job, now())
        session.info.setdefault(QUEUED_JOBS, []).append(job.id)
        return job


@dataclass(frozen=True)
class WorkSoFar:
    """What officers see of the work: by kind and state how many, what was given up, and since when any is overdue."""

    counts: Sequence[tuple[str, str, int]]
    given_up: Sequence[Job]
    overdue_since: datetime | None


async def work_of(database: Database) -> WorkSoFar:
    """All work, as officers see it."""
    async with database.transaction() as session:
        repository = JobRepository(session)
        return WorkSoFar(await repository.counts(), await repository.given_up(), await repository.oldest_overdue(now()))


async def given_up_sentence(database: Database) -> str | None:
    """What officers are told when work was given up, or None when all is well."""
    async with database.transaction() as session:
        number = await JobRepository(session).how_many_given_up()
    if not number:
        return None
    return (
        "1 piece of work in the background failed too often and was given up."
        if number == 1
        else f"{number:,} pieces of work in the background failed too often and were given up."
    )


def _queue_again(job: Job, due: datetime) -> None:
    job.state, job.claim, job.attempts, job.due_at = "waiting", None, 0, due
    job.error_kind = job.result = job.finished_at = None


def _give_up(job: Job, error_kind: str, moment: datetime) -> None:
    job.state, job.claim, job.error_kind, job.finished_at = "given_up", None, error_kind, moment
