"""A turn: a message comes in, takes its steps in order, and leaves with a reply.

Any step may end the turn with a reply; the steps after it are then left out. Whichever step replied, what the next turn
needs is remembered, so that the buttons of every reply can be pressed.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from feedback_api.chat.steps import availability, commands, limits, memory, risk, session, understanding, words
from feedback_api.chat.turn_state import Turn
from feedback_api.service_state import ServiceState
from feedback_api.topics.schemas import Utterance

Step = Callable[[Turn], Awaitable[None]]

# Who it is, whether it is too much, whether somebody may be in danger, whether the assistant is on, what it says,
# whether it is a command, what to answer.
STEPS: tuple[Step, ...] = (
    session.load,
    limits.check,
    risk.listen,
    availability.check,
    words.check,
    commands.recognise,
    understanding.ask,
)


@dataclass(frozen=True)
class Outcome:
    """What a turn led to."""

    messages: list[Utterance] = field(default_factory=list)
    degraded: bool = False


async def take_turn(service: ServiceState, session_id: str, address: str, text: str, key: str | None = None) -> Outcome:
    """Take `text` through the steps; `key` names the message. Raises a ServiceError when a step refuses it."""
    turn = Turn(service=service, session_id=session_id, address=address, text=text, key=key)
    lock = service.locks.of(session_id)
    async with lock:
        for step in STEPS:
            await step(turn)
            if turn.ended:
                break
        risk.settle(turn)
        await memory.keep(turn)
    return Outcome(turn.reply, turn.degraded)
