"""Refuses a request body that is too large before anything reads it."""

from __future__ import annotations

import json

from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAXIMUM_BYTES = 128 * 1024
REFUSAL = json.dumps(
    {"detail": "That is more than this service reads at a time. Please send less.", "code": "too_large"}
).encode()


class BodyTooLarge(Exception):
    """More bytes came than are read."""


class BodyLimit:
    """ASGI middleware: counts the bytes of each request as they come."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 413."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if _declared_length(scope) > MAXIMUM_BYTES:
            await _refuse(send)
            return
        received = 0
        started = False

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > MAXIMUM_BYTES:
                raise BodyTooLarge
            return message

        async def watched(message: Message) -> None:
            nonlocal started
            # An app that was cut off while reading may still make an answer of its own (FastAPI says 400).
            if started or received <= MAXIMUM_BYTES:
                started = True
                await send(message)

        try:
            await self._app(scope, counted, watched)
        except BodyTooLarge:
            if started:
                raise
        if received > MAXIMUM_BYTES and not started:
            await _refuse(send)


def _declared_length(scope: Scope) -> int:
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit():
            return int(value)
    return 0


async def _refuse(send: Send) -> None:
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(REFUSAL)).encode())]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": REFUSAL})
