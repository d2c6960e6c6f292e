"""Hearing a text: what to say first, and the flag that officers see. One door for the chat, the pages and the API."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

from feedback_api.clock import now
from feedback_api.database import Database
from feedback_api.errors import NotFound
from feedback_api.jobs.service import enqueue
from feedback_api.models import RiskFlag
from feedback_api.safeguarding.answers import EMERGENCIES, SafeguardingAnswers, by_weight
from feedback_api.safeguarding.repository import FlagRepository
from feedback_api.safeguarding.said import Said
from feedback_api.safeguarding.schemas import Voice
from feedback_api.service_state import ServiceState
from feedback_api.topics.schemas import Utterance
from language.risk import LEVELS, Risk, assess

URGENT = "urgent"
# The kind of the job that tells officers (feedback_api/safeguarding/job.py).
NOTICE = "safeguarding_notice"
NOTHING_SAID = Said()


class UnknownFlag(NotFound):
    """There is no such flag."""

    code = "unknown_flag"

    def __init__(self) -> None:
        super().__init__("There is no such flag. It may have been deleted when its time was up.")


@dataclass(frozen=True)
class Origin:
    """Where a text came from. `reference` names the response or chat; it is kept only where the area says so."""

    channel: str
    reference: str | None = None


@dataclass(frozen=True)
class Heard:
    """How texts were heard. `answers` come before anything else; none when they were given before."""

    risk: Risk
    voice: Voice
    answers: tuple[Utterance, ...]
    said: Said


async def hear(
    service: ServiceState,
    texts: Sequence[str],
    origin: Origin,
    said: Said = NOTHING_SAID,
    voice: Voice | None = None,
) -> Heard:
    """Assess what a person wrote, raise a flag when it is urgent, and say what they should read first.

    For a survey's page or the API: call it with all free texts of a response, and show `answers` above the thanks.
    `voice` is for whom the survey is, where that is known. The texts are neither stored nor logged; a flag holds
    redacted words only where the area's policy says so.
    """
    risk = await asyncio.to_thread(_worst, texts)
    told = [who for text in texts if (who := service.safeguarding.voice_of(text)) is not None]
    speaks_to: Voice = told[0] if told else said.voice or voice or "adult"
    if risk.level == "none":
        return Heard(risk, speaks_to, (), said)
    said = replace(said, voice=speaks_to)
    answers, said = _answers(service.safeguarding, risk, speaks_to, said)
    if risk.level == URGENT or service.area.safeguarding.concerns:
        said = replace(said, flag_id=await _flag(service, risk, texts, origin, said.flag_id))
    return Heard(risk, speaks_to, answers, said)


def again(service: ServiceState, said: Said) -> Utterance:
    """The whole urgent answer once more, for who asks."""
    return service.safeguarding.urgent((), said.voice or "adult")


def _worst(texts: Sequence[str]) -> Risk:
    """The highest level of the texts, with the kinds that were heard at that level."""
    risks = [assess(text) for text in texts]
    level = max((risk.level for risk in risks), key=LEVELS.index, default=LEVELS[0])
    kinds = dict.fromkeys(kind for risk in risks if risk.level == level for kind in risk.kinds)
    return Risk(level, tuple(kinds))


def _answers(words: SafeguardingAnswers, risk: Risk, voice: Voice, said: Said) -> tuple[tuple[Utterance, ...], Said]:
    """What to say, and what has then been said. Once is enough, but an emergency is answered as one."""
    if risk.level == URGENT:
        first = next(iter(by_weight(risk.kinds)), "")
        answer = f"{URGENT}:{first}" if first in EMERGENCIES else URGENT
        if said.has(answer):
            return (), said
        return (words.urgent(risk.kinds, voice),), said.adding(URGENT, answer)
    answer = "concern:" + words.concern_of(risk.kinds).adult[:24]
    if said.has(URGENT) or said.has(answer):
        return (), said
    return (words.concern(risk.kinds, voice),), said.adding(answer)


async def _flag(service: ServiceState, risk: Risk, texts: Sequence[str], origin: Origin, earlier: str | None) -> str:
    """Raise a flag, or note on the one that this chat raised that there was more. Returns its id."""
    policy = service.area.safeguarding
    words = await asyncio.to_thread(_redacted, texts) if policy.text == "redacted" else None
    moment = now()
    async with service.database.transaction() as session:
        repository = FlagRepository(session)
        flag = await repository.get(earlier) if earlier else None
        if flag is not None and flag.dealt_with_at is None:
            worse = LEVELS.index(risk.level) > LEVELS.index(flag.level)
            is_news = worse or bool(set(risk.kinds) - set(flag.kinds))
            flag.level = risk.level if worse else flag.level
            flag.kinds = list(dict.fromkeys((*flag.kinds, *risk.kinds)))
            flag.times += 1
            flag.latest_at = moment
            flag.text = "\n".join(filter(None, (flag.text, words))) or None
        else:
            is_news = True
            flag = RiskFlag(
                id=uuid4().hex,
                level=risk.level,
                kinds=list(risk.kinds),
                channel=origin.channel,
                times=1,
                raised_at=moment,
                latest_at=moment,
                reference=origin.reference if policy.reference else None,
                text=words,
            )
            await repository.add(flag)
        if is_news and (policy.email or policy.webhook):
            await enqueue(session, NOTICE, flag.id)
        return flag.id


def _redacted(texts: Sequence[str]) -> str:
    from language.redaction import redact

    return "\n".join(redact(text).text for text in texts if assess(text).level != "none")


async def open_flags(database: Database) -> Sequence[RiskFlag]:
    """The flags that nobody has dealt with, the most urgent and oldest first."""
    async with database.transaction() as session:
        return await FlagRepository(session).waiting()


async def closed_flags(database: Database, most: int) -> Sequence[RiskFlag]:
    """The flags that were dealt with, the latest first."""
    async with database.transaction() as session:
        return await FlagRepository(session).dealt_with(most)


async def deal_with(database: Database, flag_id: str, officer_name: str) -> None:
    """Mark a flag as dealt with; who was first stays. Raises UnknownFlag."""
    async with database.transaction() as session:
        flag = await FlagRepository(session).get(flag_id)
        if flag is None:
            raise UnknownFlag
        if flag.dealt_with_at is None:
            flag.dealt_with_at, flag.dealt_with_by = now(), officer_name
            # What was written is needed no longer than until somebody has acted on it.
            flag.text = None


async def forget_flags(database: Database, before: datetime) -> int:
    """Delete the flags that were dealt with before that moment; how many those were."""
    async with database.transaction() as session:
        return await FlagRepository(session).delete_dealt_with(before)
