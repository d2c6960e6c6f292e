"""Where the assistant's actions say that an answer did not help."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel, Field

from feedback_api.dependencies import InternalOnly, Service
from feedback_api.unmet.service import keep_unmet

internal = APIRouter(prefix="/internal/unmet", include_in_schema=False, dependencies=[InternalOnly])


class NotHelpedIn(BaseModel):
    """The question as it was typed, and the topic that was its answer."""

    text: str = Field(max_length=2000)
    topic: str = Field(max_length=64)


@internal.post("", status_code=204)
async def did_not_help(body: NotHelpedIn, service: Service) -> None:
    """Keep the question, redacted. Raises NotFound for an unknown topic."""
    service.catalogue.topic(body.topic)
    await keep_unmet(service.database, "not_helped", body.text, body.topic)
