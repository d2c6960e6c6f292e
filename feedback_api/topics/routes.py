"""Topics as anybody may read them, and every reply as the assistant's actions fetch it."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query

from feedback_api.dependencies import InternalOnly, Service
from feedback_api.topics import service as words
from feedback_api.topics.schemas import Utterance

router = APIRouter(prefix="/api/topics", tags=["topics"])
internal = APIRouter(prefix="/internal", include_in_schema=False, dependencies=[InternalOnly])

Version = Literal["answer", "more", "easy_read"]
VERSIONS = {"answer": words.answer, "more": words.more, "easy_read": words.easy_read}
Nearest = Annotated[tuple[str, ...], Query(max_length=5)]


@router.get("/{topic_id}")
async def get_topic(topic_id: str, service: Service, version: Version = "answer") -> Utterance:
    """A topic's answer in the words of the area: short, longer, or Easy Read."""
    return VERSIONS[version](service.catalogue, topic_id)


@internal.get("/replies/{name}")
async def get_reply(name: str, service: Service, nearest: Nearest = ()) -> Utterance:
    """A reply by name, with the nearest topics as its first buttons."""
    return words.reply(service.catalogue, name, nearest)
