"""Rasa's starter project as `rasa init` makes it, trained and served with its own default pipeline."""

from __future__ import annotations

import os
import secrets
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil

from benchmarks.turn_latency.load import Say
from tests.served import ROOT, free_port

RASA = ROOT / ".venv-rasa" / "bin" / "rasa"
# The starter's own kind of small talk.
TEXTS = ("hello", "i am sad", "no", "are you a bot?", "great", "bye")


@dataclass(frozen=True)
class Starter:
    """The starter project's server, and how long it took to start."""

    url: str
    process: subprocess.Popen[bytes]
    start_seconds: float

    def rasa_megabytes(self) -> float:
        """Resident memory of the Rasa process."""
        return float(psutil.Process(self.process.pid).memory_info().rss) / 2**20

    async def talk_to_rasa(self, client: httpx.AsyncClient) -> Say:
        """Open a conversation at the server's REST channel."""
        sender = secrets.token_urlsafe(32)

        async def say(text: str) -> None:
            reply = await client.post(f"{self.url}/webhooks/rest/webhook", json={"sender": sender, "message": text})
            if not reply.raise_for_status().json():
                raise RuntimeError("The starter had nothing to say.")

        return say


def make_starter(folder: Path) -> float:
    """Make the project in `folder` and train it; returns the seconds of the training."""
    environment = _environment()
    folder.mkdir(parents=True)
    started = time.monotonic()
    subprocess.run(
        [RASA, "init", "--no-prompt", "--init-dir", folder], env=environment, check=True, capture_output=True
    )
    return time.monotonic() - started


@contextmanager
def serve_starter(folder: Path) -> Iterator[Starter]:
    """Serve the project until the block ends."""
    port = free_port()
    started = time.monotonic()
    process = subprocess.Popen(
        [RASA, "run", "--interface", "127.0.0.1", "--port", str(port), "--quiet"],
        cwd=folder,
        env=_environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        while not _answers(url):
            if process.poll() is not None:
                raise RuntimeError("The starter project's server ended.")
            time.sleep(0.2)
        yield Starter(url, process, time.monotonic() - started)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, trust_env=False, timeout=2).is_success
    except httpx.TransportError:
        return False


def _environment() -> dict[str, str]:
    quiet = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "-1"}
    return {**os.environ, **quiet, "PYTHONWARNINGS": "ignore"}
