"""The job that scores a response."""

from __future__ import annotations

from datetime import timedelta

from feedback_api.jobs.service import JobKind, JobResult
from feedback_api.scoring.service import score_response
from feedback_api.service_state import ServiceState


async def _perform(state: ServiceState, response_id: str) -> JobResult:
    return {"scores": await score_response(state.database, response_id)}


SCORE = JobKind("score", "Say how the comments of a response sound", _perform, lease=timedelta(minutes=2))
