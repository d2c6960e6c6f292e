"""The one way into Rasa: a turn from the gateway, which must know the secret.

Rasa's own REST channel is open to whoever reaches its port, and writes a message's text to the log when a turn fails.
This one does neither, and decides by itself whether a text that starts with "/" is a command.
"""

from __future__ import annotations

import hmac
import os
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot import action_call

SECRET_VARIABLE = "OURVOICES_INTERNAL_SECRET"
# Rasa reads a leading "/" as a command. This invisible sign in front makes it text again; the actions take it off.
WORD_JOINER = "\u2060"


class CollectedReply(OutputChannel):
    """Collects what the assistant says in a turn, each message whole (text, buttons, and our own `custom` part)."""

    def __init__(self) -> None:
        self.messages: list[dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        """The name under which Rasa records the channel."""
        return "gateway"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keep `message`; Rasa's default would split it into several."""
        self.messages.append(
            {
                "text": message.get("text") or "",
                "buttons": message.get("buttons") or [],
                "custom": message.get("custom") or {},
            }
        )


class GatewayChannel(InputChannel):
    """`POST /webhooks/gateway/turn` with `{"sender", "text", "is_payload", "metadata"}` → `{"messages": […]}`."""

    @classmethod
    def name(cls) -> str:
        """The part of the address after /webhooks/."""
        return "gateway"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> GatewayChannel:
        """Rasa's constructor. The secret comes from the environment, never from a file of the project."""
        secret = os.environ.get(SECRET_VARIABLE, "")
        if not secret:
            raise RuntimeError(f"Rasa needs the variable {SECRET_VARIABLE}: start it with `make serve`.")
        action_call.install()
        return cls(secret)

    def __init__(self, secret: str) -> None:
        self._expected = f"Bearer {secret}"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes of the channel, as Rasa's server asks for them."""
        routes = Blueprint("gateway_channel")

        @routes.route("/", methods=["GET"])
        async def health(request: Request) -> HTTPResponse:
            return json({"status": "ok"})

        @routes.route("/turn", methods=["POST"])
        async def turn(request: Request) -> HTTPResponse:
            if not hmac.compare_digest(request.headers.get("Authorization", ""), self._expected):
                return json({"error": "This address is for the gateway alone."}, status=401)
            content = request.json
            reply = CollectedReply()
            await on_new_message(
                UserMessage(
                    as_rasa_text(content["text"], is_payload=content["is_payload"]),
                    reply,
                    content["sender"],
                    input_channel=self.name(),
                    metadata=content["metadata"],
                )
            )
            return json({"messages": reply.messages})

        return routes


def as_rasa_text(text: str, is_payload: bool) -> str:
    """`text` as Rasa may see it: only a payload keeps the power of its leading "/"."""
    if not is_payload and text.lstrip().startswith("/"):
        return WORD_JOINER + text.lstrip()
    return text
