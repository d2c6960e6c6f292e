"""Rasa's memory of a conversation: in memory alone, for an hour, and never more than so many.

What must last (a survey in progress, what was offered) is kept by feedback_api, so nothing of a conversation needs to
reach the disk here.
"""

from __future__ import annotations

from typing import Any

from cachetools import TTLCache
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.domain import Domain


class ForgettingTrackerStore(InMemoryTrackerStore):
    """An in-memory tracker store that forgets: `minutes` after the last turn, or the oldest beyond `conversations`."""

    def __init__(
        self,
        domain: Domain,
        event_broker: EventBroker | None = None,
        minutes: int = 60,
        conversations: int = 20_000,
        **kwargs: Any,
    ) -> None:
        """Rasa's constructor; `minutes` and `conversations` come from endpoints.yml."""
        super().__init__(domain, event_broker, **kwargs)
        self.store: TTLCache[str, str] = TTLCache(maxsize=conversations, ttl=minutes * 60)
