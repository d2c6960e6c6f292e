"""A visitor of the chat, as the widget speaks for one: through the public API and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import httpx


@dataclass
class Visitor:
    """One chat. `heard` are the messages of the last reply."""

    url: str
    token: str = ""
    heard: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Open the chat."""
        session = httpx.post(f"{self.url}/api/chat/sessions", timeout=10, trust_env=False)
        assert session.status_code == 201, session.text
        self.token = session.json()["token"]
        self.heard = session.json()["messages"]

    def post(self, body: Any) -> httpx.Response:
        """Send a body as it is."""
        return httpx.post(
            f"{self.url}/api/chat/messages",
            json=body,
            headers={"Authorization": f"Bearer {self.token}"},
            timeout=20,
            trust_env=False,
        )

    def say(self, text: str) -> str:
        """Type `text`; returns all that the assistant says to it, in one string."""
        reply = self.post({"text": text})
        assert reply.status_code == 200, reply.text
        self.heard = reply.json()["messages"]
        return "\n".join(message["text"] for message in self.heard)

    def press(self, title: str) -> str:
        """Press the button of that title in the last reply."""
        return self.say(self.payload(title))

    def payload(self, title: str) -> str:
        """What the button of that title would send."""
        buttons = {button["title"]: button["payload"] for message in self.heard for button in message["buttons"]}
        assert title in buttons, f"No button “{title}” among {list(buttons)}"
        return str(buttons[title])

    @property
    def topics(self) -> list[str]:
        """The topics of the last reply's messages."""
        return [message["topic"] for message in self.heard if message["topic"]]
