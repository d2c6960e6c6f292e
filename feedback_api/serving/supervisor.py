"""Runs the processes with honcho: waits until each is healthy, stops all when one dies or Ctrl-C comes."""

from __future__ import annotations

import errno
import re
import socket
import sys
import threading
import time
from collections.abc import Callable, Sequence

import httpx
from honcho.manager import Manager
from honcho.printer import Message, Printer

from feedback_api.serving.processes import ServedProcess
from feedback_api.settings import ROOT

SECONDS_TO_START = 180


class PortTaken(Exception):
    """A port that a process needs is in use; the message says which."""


def check_ports(served: Sequence[ServedProcess]) -> None:
    """Raises PortTaken when a port can't be had."""
    for process in (process for process in served if process.port):
        family = socket.AF_INET6 if ":" in process.host else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((process.host, process.port))
            except OSError as error:
                if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                    raise
                setting = "OURVOICES_PORT" if process.name == "service" else f"OURVOICES_{process.name.upper()}_PORT"
                raise PortTaken(
                    f"Port {process.port} on {process.host}, which {process.name} needs, is taken. "
                    f"Stop what uses it, or choose another with {setting}."
                ) from error


class RecordingPrinter(Printer):  # type: ignore[misc] # honcho has no types
    """Prints as honcho does, and remembers which process stopped first."""

    STOPPED = re.compile(r"^(\S+) stopped \(rc=(-?\d+)\)")

    def __init__(self) -> None:
        super().__init__(sys.stdout)
        self.first_to_stop: str | None = None

    def write(self, message: Message) -> None:
        """Print a line of a process, or of honcho itself."""
        match = self.STOPPED.match(message.data) if message.name == "system" else None
        if match is not None and self.first_to_stop is None:
            self.first_to_stop = f"{match.group(1)} (exit code {match.group(2)})"
        super().write(message)


def run(served: Sequence[ServedProcess], when_ready: Callable[[], None]) -> int:
    """Run the processes until one ends or the operator stops them; returns the exit code.

    `when_ready` is called once, when all are healthy. Exit code 0 after Ctrl-C, 1 when a process died by itself.
    """
    printer = RecordingPrinter()
    manager = Manager(printer)
    for process in served:
        manager.add_process(process.name, process.command_line, env=dict(process.environment), cwd=str(ROOT))
    stopped = threading.Event()
    watch = threading.Thread(target=_wait_until_healthy, args=(manager, served, stopped, when_ready), daemon=True)
    watch.start()
    manager.loop()
    stopped.set()
    watch.join(timeout=5)
    # honcho gives 130 and 143 for the two signals that are the operator's own wish.
    if manager.returncode in (130, 143):
        return 0
    sys.stderr.write(f"{printer.first_to_stop or 'A process'} stopped by itself, so everything was stopped.\n")
    return 1


def _wait_until_healthy(
    manager: Manager,
    served: Sequence[ServedProcess],
    stopped: threading.Event,
    when_ready: Callable[[], None],
) -> None:
    waiting = list(served)
    deadline = time.monotonic() + SECONDS_TO_START
    with httpx.Client(timeout=2, trust_env=False) as client:
        while waiting and not stopped.is_set():
            waiting = [process for process in waiting if not _is_healthy(client, process)]
            if waiting and time.monotonic() > deadline:
                names = ", ".join(process.name for process in waiting)
                sys.stderr.write(f"Not ready after {SECONDS_TO_START} s: {names}. Stopping everything.\n")
                manager.terminate()
                return
            if waiting:
                stopped.wait(0.25)
    if not stopped.is_set():
        when_ready()


def _is_healthy(client: httpx.Client, process: ServedProcess) -> bool:
    if process.health_url is None:
        # It answers nobody; should it die, the manager stops everything.
        return True
    try:
        return client.get(process.health_url).is_success
    except httpx.TransportError:
        return False
