"""Our system: through the gateway as a visitor reaches it, and at its Rasa server alone."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from benchmarks.turn_latency.load import Say
from tests.served import ServedSystem, served_system

TEXTS = (
    "hello",
    "how long does an EHC needs assessment take?",
    "they said no to assessing him what now",
    "how do i get ready for his annual review",
    "when do you collect the bins",
    "thanks",
)


@dataclass(frozen=True)
class Ours:
    """The served system with the secret that its Rasa asks for, and how long it took to start."""

    system: ServedSystem
    secret: str
    start_seconds: float

    def rasa_megabytes(self) -> float:
        """Resident memory of the Rasa process."""
        return float(self.system.process_on("rasa").memory_info().rss) / 2**20

    async def visit(self, client: httpx.AsyncClient) -> Say:
        """Open a chat at the gateway."""
        token = (await client.post(f"{self.system.url}/api/chat/sessions")).raise_for_status().json()["token"]

        async def say(text: str) -> None:
            reply = await client.post(
                f"{self.system.url}/api/chat/messages",
                json={"text": text},
                headers={"Authorization": f"Bearer {token}"},
            )
            if reply.raise_for_status().json()["degraded"]:
                raise RuntimeError("Rasa did not answer in time.")

        return say

    async def talk_to_rasa(self, client: httpx.AsyncClient) -> Say:
        """Open a conversation at the Rasa server, past the gateway."""
        sender = secrets.token_urlsafe(32)

        async def say(text: str) -> None:
            reply = await client.post(
                f"http://127.0.0.1:{self.system.ports['rasa']}/webhooks/gateway/turn",
                json={"sender": sender, "text": text, "is_payload": False, "metadata": {}},
                headers={"Authorization": f"Bearer {self.secret}"},
            )
            if not reply.raise_for_status().json()["messages"]:
                raise RuntimeError("Rasa had nothing to say.")

        return say


@contextmanager
def serve_ours(folder: Path) -> Iterator[Ours]:
    """Serve our system until the block ends; the model must have been trained."""
    secret = secrets.token_urlsafe(32)
    started = time.monotonic()
    with served_system(
        folder,
        OURVOICES_INTERNAL_SECRET=secret,
        OURVOICES_MESSAGES_PER_SESSION="100000/minute",
        OURVOICES_MESSAGES_PER_ADDRESS="100000/minute",
        OURVOICES_SESSIONS_PER_ADDRESS="100000/minute",
    ) as system:
        yield Ours(system, secret, time.monotonic() - started)
