"""What the pages ask besides what the engine answers: whether a draft has become a response."""

from __future__ import annotations

from feedback_api.database import Database
from feedback_api.responses.service import code_of
from feedback_api.surveys.draft_work import response_key
from feedback_api.surveys.wording import Audience


async def sent_code(database: Database, draft_id: str | None) -> str | None:
    """The reference code of the response that this draft became, or None when it was not sent."""
    if draft_id is None:
        return None
    async with database.transaction() as session:
        return await code_of(session, response_key(draft_id))


def audience_named(name: str | None, audiences: list[Audience]) -> Audience | None:
    """The audience of that name, if the survey is for it; the only one when there is one."""
    if len(audiences) == 1:
        return audiences[0]
    return next((audience for audience in audiences if audience == name), None)
