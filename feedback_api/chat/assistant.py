"""The way to Rasa: one turn, within a time limit."""

from __future__ import annotations

from typing import Any

import httpx

from feedback_api.topics.schemas import Button, Utterance


class AssistantUnavailable(Exception):
    """Rasa is down, too slow, or had nothing to say; the message says which."""


class Assistant:
    """Sends turns to Rasa's gateway channel."""

    def __init__(self, url: str, secret: str, seconds: float) -> None:
        self._client = httpx.AsyncClient(
            base_url=url, headers={"Authorization": f"Bearer {secret}"}, timeout=seconds, trust_env=False
        )

    async def turn(self, conversation: str, text: str, is_payload: bool, metadata: dict[str, Any]) -> list[Utterance]:
        """What the assistant says to `text`. Raises AssistantUnavailable."""
        try:
            reply = await self._client.post(
                "/webhooks/gateway/turn",
                json={"sender": conversation, "text": text, "is_payload": is_payload, "metadata": metadata},
            )
            reply.raise_for_status()
        except httpx.HTTPError as error:
            raise AssistantUnavailable(type(error).__name__) from error
        try:
            messages = [_utterance(message) for message in reply.json()["messages"]]
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            # Something else listens on Rasa's port, or Rasa answers in another shape.
            raise AssistantUnavailable("the reply can't be read") from error
        if not messages:
            # Rasa goes on when an action fails, and then has nothing to say.
            raise AssistantUnavailable("Rasa said nothing")
        return messages

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()


def _utterance(message: dict[str, Any]) -> Utterance:
    custom = message["custom"]
    return Utterance(
        text=message["text"],
        buttons=[Button(title=button["title"], payload=button["payload"]) for button in message["buttons"]],
        topic=custom.get("topic"),
        sources=custom.get("sources", []),
        alternatives=custom.get("alternatives", []),
        status=custom.get("status", "survey"),
    )
