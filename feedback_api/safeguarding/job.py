"""The job that tells safeguarding officers of a flag."""

from __future__ import annotations

from datetime import timedelta

from feedback_api.jobs.service import JobKind
from feedback_api.safeguarding.notices import deliver
from feedback_api.safeguarding.service import NOTICE

TELL = JobKind(NOTICE, "Tell safeguarding officers of a message", deliver, lease=timedelta(minutes=2), attempts=12)
