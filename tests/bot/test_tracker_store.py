"""Rasa's memory."""

from __future__ import annotations

import asyncio

from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

from bot.tracker_store import ForgettingTrackerStore


def test_the_oldest_conversation_is_forgotten_when_there_are_too_many() -> None:
    store = ForgettingTrackerStore(Domain.empty(), conversations=2)

    async def remember_three() -> list[str]:
        for name in ("first", "second", "third"):
            await store.save(DialogueStateTracker(name, []))
        return list(await store.keys())

    assert asyncio.run(remember_three()) == ["second", "third"]


def test_a_conversation_is_forgotten_when_its_time_is_over() -> None:
    store = ForgettingTrackerStore(Domain.empty(), minutes=0)

    async def remember() -> object:
        await store.save(DialogueStateTracker("only", []))
        return await store.retrieve("only")

    assert asyncio.run(remember()) is None
