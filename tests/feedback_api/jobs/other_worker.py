"""A worker with one kind of job more: it says that it has begun, then waits to be killed, or does its work.

    python -m tests.feedback_api.jobs.other_worker FOLDER

`FOLDER/patience` says for how many seconds the job hangs; `FOLDER/begun` has a line for each attempt.
"""

from __future__ import annotations

import asyncio
import sys
from datetime import timedelta
from pathlib import Path

from feedback_api.jobs.kinds import KINDS
from feedback_api.jobs.service import JobKind, JobResult
from feedback_api.jobs.worker import work
from feedback_api.service_state import ServiceState
from feedback_api.settings import Settings

FOLDER = Path(sys.argv[1]) if len(sys.argv) > 1 else Path()


async def _perform(state: ServiceState, subject: str) -> JobResult:
    with (FOLDER / "begun").open("a", encoding="utf-8") as begun:
        begun.write(f"{subject}\n")
    await asyncio.sleep(float((FOLDER / "patience").read_text(encoding="utf-8")))
    return {"subject": subject}


HANG = JobKind("hang", "Hang about", _perform, lease=timedelta(seconds=1))

if __name__ == "__main__":
    work(Settings(), {**KINDS, HANG.name: HANG})
