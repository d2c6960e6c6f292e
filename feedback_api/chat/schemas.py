"""What the chat API takes and gives."""

from __future__ import annotations

from pydantic import BaseModel, Field, StrictStr

from feedback_api.topics.schemas import Utterance


class MessageIn(BaseModel):
    """A visitor's message: typed words, or the payload of a button that was offered."""

    text: StrictStr = Field(description="At most 2,000 characters.")
    id: str | None = Field(
        None,
        pattern=r"^[A-Za-z0-9-]{8,64}$",
        description="A name for this message, of your own making. Send it again with the same message when its reply "
        "was lost, and nothing is answered twice.",
    )


class MessagesOut(BaseModel):
    """What the assistant says. `degraded` is true when it could not understand because a part of it is away."""

    messages: list[Utterance]
    degraded: bool = False


class SessionOut(BaseModel):
    """A new chat: its token, and the greeting to show first."""

    token: str
    messages: list[Utterance]
