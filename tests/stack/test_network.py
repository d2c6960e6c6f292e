"""Seen from another machine, only the gateway is there."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.served import served_system

pytestmark = [
    pytest.mark.stack,
    pytest.mark.skipif(os.geteuid() != 0, reason="only the administrator can make a network namespace"),
]

# RFC 5737 keeps these addresses for examples, so no real machine has them.
OURS, THEIRS = "192.0.2.1", "192.0.2.2"
# Prints whether something answers at the address, from wherever it runs.
PROBE = "import socket, sys; print(socket.socket().connect_ex((sys.argv[1], int(sys.argv[2]))) == 0)"


def run(*words: str) -> str:
    """What `ip` prints."""
    return subprocess.run(["ip", *words], check=True, capture_output=True, text=True).stdout.strip()


@contextmanager
def two_machines() -> Iterator[tuple[str, str]]:
    """Two network namespaces, ours and another, joined by a cable."""
    ours, theirs = f"ours{os.getpid()}", f"theirs{os.getpid()}"
    run("netns", "add", ours)
    run("netns", "add", theirs)
    try:
        run("-n", ours, "link", "add", "cable", "type", "veth", "peer", "name", "cable", "netns", theirs)
        for name, address in ((ours, OURS), (theirs, THEIRS)):
            run("-n", name, "address", "add", f"{address}/30", "dev", "cable")
            for device in ("lo", "cable"):
                run("-n", name, "link", "set", device, "up")
        yield ours, theirs
    finally:
        # The cable goes with its ends.
        run("netns", "delete", ours)
        run("netns", "delete", theirs)


def answers(namespace: str, port: int) -> bool:
    """Whether a port of our machine answers in a namespace."""
    return run("netns", "exec", namespace, sys.executable, "-c", PROBE, OURS, str(port)) == "True"


def test_another_machine_reaches_the_gateway_and_nothing_behind_it(tmp_path: Path) -> None:
    with two_machines() as (ours, theirs):
        within = ("ip", "netns", "exec", ours)
        with served_system(tmp_path, within, OURVOICES_HOST="0.0.0.0") as system:  # noqa: S104 - that is what is tested
            reached = {name: answers(theirs, port) for name, port in system.ports.items()}
    assert reached == {"service": True} | dict.fromkeys(set(system.ports) - {"service"}, False)
