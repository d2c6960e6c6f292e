"""Every kind of job. To add one, write its `JobKind` in the feature that it belongs to, and list it here."""

from __future__ import annotations

from feedback_api.jobs.service import JobKind
from feedback_api.retention.job import PURGE
from feedback_api.safeguarding.job import TELL
from feedback_api.scoring.job import SCORE

KINDS: dict[str, JobKind] = {kind.name: kind for kind in (SCORE, PURGE, TELL)}
