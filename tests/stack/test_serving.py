"""`ourvoices serve` when things are not as they should be."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from tests.served import ROOT, free_port, serve_environment, served_system

pytestmark = pytest.mark.stack


@pytest.mark.parametrize("name", ["service", "actions", "rasa"])
def test_a_port_that_is_taken_is_named_in_a_sentence(tmp_path: Path, name: str) -> None:
    ports = {"service": free_port(), "actions": free_port(), "rasa": free_port()}
    with socket.socket() as occupant:
        occupant.bind(("127.0.0.1", ports[name]))
        occupant.listen()
        done = subprocess.run(
            [str(Path(sys.executable).parent / "ourvoices"), "serve"],
            cwd=ROOT,
            env=serve_environment(tmp_path, ports),
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert f"Port {ports[name]} on 127.0.0.1, which {name} needs, is taken." in done.stderr
    assert "Traceback" not in done.stderr


def test_ctrl_c_stops_everything_and_is_no_error(tmp_path: Path) -> None:
    with served_system(tmp_path) as system:
        children = psutil.Process(system.supervisor.pid).children(recursive=True)
        system.supervisor.send_signal(signal.SIGINT)
        assert system.supervisor.wait(timeout=30) == 0
    _, alive = psutil.wait_procs(children, timeout=10)
    assert alive == []
