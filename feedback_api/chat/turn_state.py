"""What the steps of a turn share."""

from __future__ import annotations

from dataclasses import dataclass, field

from feedback_api.models import ChatSession
from feedback_api.safeguarding.service import Heard
from feedback_api.service_state import ServiceState
from feedback_api.topics.schemas import Utterance


@dataclass
class Turn:
    """A turn on its way. `chat` is set by the first step; `ended` stops the steps that would follow.

    `heard` is how the message was heard for danger, and `first` what comes before any reply.
    """

    service: ServiceState
    session_id: str
    address: str
    text: str
    key: str | None = None
    chat: ChatSession | None = None
    is_payload: bool = False
    heard: Heard | None = None
    first: list[Utterance] = field(default_factory=list)
    reply: list[Utterance] = field(default_factory=list)
    degraded: bool = False
    ended: bool = False

    @property
    def session(self) -> ChatSession:
        """The session, once the first step has loaded it."""
        if self.chat is None:
            raise RuntimeError("The step `session` has not run yet.")
        return self.chat

    def end(self, *messages: Utterance) -> None:
        """Reply with `messages` and leave out the steps that would follow."""
        self.reply = list(messages)
        self.ended = True
