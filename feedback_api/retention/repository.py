"""All SQL of the purge: for each kind of data how much there is, how much has had its time, and its deletion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from feedback_api.clock import COUNCIL_ZONE, Quarter
from feedback_api.directory import words
from feedback_api.models import (
    AuditEntry,
    Base,
    ChatSession,
    DirectoryService,
    Job,
    OfficerSession,
    PurgeRecord,
    RiskFlag,
    SurveyDraft,
    SurveyResponse,
    UnmetQuestion,
)
from feedback_api.retention.periods import responses_go_on, years_before
from feedback_api.settings import Settings


@dataclass(frozen=True)
class Kind:
    """A kind of data: its table, and which of its rows have had their time. What hangs on a row goes with it."""

    name: str
    title: str
    table: type[Base]
    is_due: ColumnElement[bool]


class RetentionRepository:
    """Questions about what has had its time, each a method."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def kinds(self, settings: Settings, moment: datetime) -> list[Kind]:
        """Every kind of data that is kept for a time, with its rows that are due at `moment`."""

        def days_ago(days: int) -> datetime:
            return moment - timedelta(days=days)

        closed = DirectoryService.closed_at < days_ago(settings.keep_closed_services_days)
        old_quarters = await self._old_quarters(settings.keep_responses_years, moment)
        return [
            Kind("chats", "Chats", ChatSession, ChatSession.expires_at <= moment),
            Kind("drafts", "Surveys in progress", SurveyDraft, SurveyDraft.expires_at <= moment),
            Kind("responses", "Survey responses", SurveyResponse, SurveyResponse.quarter.in_(old_quarters)),
            Kind("unmet", "Questions that were not answered", UnmetQuestion, UnmetQuestion.quarter.in_(old_quarters)),
            Kind(
                "flags",
                "Safeguarding flags that were dealt with",
                RiskFlag,
                RiskFlag.dealt_with_at < days_ago(settings.keep_flags_days),
            ),
            Kind("sign_ins", "Officers' sign-ins", OfficerSession, OfficerSession.expires_at <= moment),
            Kind("audit", "Audit trail", AuditEntry, AuditEntry.at < years_before(moment, settings.keep_audit_years)),
            Kind("services", "Closed services of the directory", DirectoryService, closed),
            Kind(
                "jobs",
                "Finished work",
                Job,
                (Job.state == "done") & (Job.finished_at < days_ago(settings.keep_jobs_days)),
            ),
        ]

    async def how_many(self, kind: Kind) -> int:
        """All rows of the kind."""
        return await self._session.scalar(select(func.count()).select_from(kind.table)) or 0

    async def how_many_due(self, kind: Kind) -> int:
        """Those that have had their time."""
        return await self._session.scalar(select(func.count()).select_from(kind.table).where(kind.is_due)) or 0

    async def delete_due(self, kind: Kind) -> int:
        """Delete those that have had their time. Returns how many that were."""
        if kind.table is DirectoryService:
            numbers = (await self._session.scalars(select(DirectoryService.number).where(kind.is_due))).all()
            await words.forget(self._session, numbers)
        found: Any = await self._session.execute(
            delete(kind.table).where(kind.is_due).execution_options(synchronize_session=False)
        )
        return int(found.rowcount)

    async def add(self, record: PurgeRecord) -> None:
        """Keep the proof of a purge."""
        self._session.add(record)
        await self._session.flush()

    async def records(self, most: int) -> Sequence[PurgeRecord]:
        """The latest purges, the newest first."""
        found = await self._session.scalars(
            select(PurgeRecord).order_by(PurgeRecord.began_at.desc(), PurgeRecord.id).limit(most)
        )
        return found.all()

    async def _old_quarters(self, years: int, moment: datetime) -> list[str]:
        today = moment.astimezone(COUNCIL_ZONE).date()
        names = {
            *(await self._session.scalars(select(SurveyResponse.quarter).distinct())),
            *(await self._session.scalars(select(UnmetQuestion.quarter).distinct())),
        }
        return [name for name in sorted(names) if responses_go_on(Quarter.parse(name), years) <= today]
