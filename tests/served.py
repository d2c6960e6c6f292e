"""The whole system, served for real on free ports with a folder of its own: for the tests that need every part."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent
SECONDS_TO_START = 240


@dataclass(frozen=True)
class ServedSystem:
    """A running system: its address, where it writes, and the process of its supervisor."""

    url: str
    officer_password: str
    var_folder: Path
    log: Path
    ports: dict[str, int]
    supervisor: subprocess.Popen[bytes]

    def process_on(self, name: str) -> psutil.Process:
        """The process that listens on the port of "service", "actions" or "rasa"."""
        return psutil.Process(listeners()[self.ports[name]].process_id)


@dataclass(frozen=True)
class Listener:
    """Who listens on a port, and on which addresses."""

    addresses: frozenset[str]
    process_id: int


def listeners() -> dict[int, Listener]:
    """Every port of this machine on which something listens for TCP connections."""
    found: dict[int, Listener] = {}
    for connection in psutil.net_connections("tcp"):
        if connection.status == psutil.CONN_LISTEN and connection.laddr and connection.pid:
            address, port = connection.laddr
            known = found[port].addresses if port in found else frozenset()
            found[port] = Listener(known | {address}, connection.pid)
    return found


def free_port() -> int:
    """A port that nothing uses at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def serve_environment(var_folder: Path, ports: dict[str, int], **settings: str) -> dict[str, str]:
    """The environment of `ourvoices serve` for a system of its own."""
    return {
        **{key: value for key, value in os.environ.items() if key != "DATABASE_URL"},
        "OURVOICES_VAR_FOLDER": str(var_folder),
        "OURVOICES_PORT": str(ports["service"]),
        "OURVOICES_ACTIONS_PORT": str(ports["actions"]),
        "OURVOICES_RASA_PORT": str(ports["rasa"]),
        # The tests send more than a visitor would.
        "OURVOICES_MESSAGES_PER_SESSION": "1000/minute",
        "OURVOICES_MESSAGES_PER_ADDRESS": "5000/minute",
        "OURVOICES_SESSIONS_PER_ADDRESS": "5000/minute",
        **settings,
    }


@contextmanager
def served_system(
    var_folder: Path, within: tuple[str, ...] = (), options: tuple[str, ...] = (), **settings: str
) -> Iterator[ServedSystem]:
    """Serve until the block ends; `within` is a command that runs another one, such as in a network namespace.

    Raises AssertionError with the log when the system does not become ready.
    """
    ports = {name: free_port() for name in ("service", "actions", "rasa")}
    log = var_folder / "serve.log"
    var_folder.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        supervisor = subprocess.Popen(
            [*within, str(Path(sys.executable).parent / "ourvoices"), "serve", *options],
            cwd=ROOT,
            env=serve_environment(var_folder, ports, **settings),
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        password = _wait_until_ready(supervisor, log)
        yield ServedSystem(f"http://127.0.0.1:{ports['service']}", password, var_folder, log, ports, supervisor)
    finally:
        supervisor.send_signal(signal.SIGINT)
        supervisor.wait(timeout=30)


def _wait_until_ready(supervisor: subprocess.Popen[bytes], log: Path) -> str:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        text = log.read_text(encoding="utf-8", errors="replace")
        ready = re.search(r"name officer, password (\S+)", text)
        if ready:
            return ready.group(1)
        assert supervisor.poll() is None, f"`ourvoices serve` ended early:\n{text[-4000:]}"
        time.sleep(0.2)
    raise AssertionError(f"Not ready after {SECONDS_TO_START} s:\n{log.read_text(errors='replace')[-4000:]}")
