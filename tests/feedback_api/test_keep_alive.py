"""A process that dies is started again, until it is told to stop."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import psutil

KEEPER = (sys.executable, "-u", "-m", "feedback_api.serving.keep_alive")
CHILD = "import os, time; print(os.getpid(), flush=True); time.sleep(60)"


def test_a_killed_process_is_started_again_and_stops_when_told() -> None:
    keeper = subprocess.Popen([*KEEPER, sys.executable, "-c", CHILD], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert keeper.stdout is not None
    first = int(keeper.stdout.readline())
    os.kill(first, signal.SIGKILL)
    second = int(keeper.stdout.readline())
    assert second != first
    keeper.terminate()
    assert keeper.wait(30) == 0
    assert not psutil.pid_exists(second)
    keeper.stdout.close()


def test_a_process_that_will_not_live_is_given_up() -> None:
    ended = subprocess.run([*KEEPER, sys.executable, "-c", "raise SystemExit(3)"], capture_output=True, check=False)
    assert ended.returncode == 3
