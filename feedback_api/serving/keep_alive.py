"""`python -m feedback_api.serving.keep_alive COMMAND…`: runs a process, and starts it again whenever it dies.

For `ourvoices serve --restart`. When it is told to stop it stops the process too; when the process dies again and again
without having lived, it gives up, so that the supervisor says which one it was.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from types import FrameType

# A process that lives shorter than this was not worth starting; after so many in a row something is wrong for good.
SECONDS_OF_A_LIFE = 20.0
SHORT_LIVES = 5
SECONDS_TO_STOP = 20.0


class _Told(Exception):
    """The supervisor wants it to stop."""


def keep_alive(command: Sequence[str]) -> int:
    """Run `command` until told to stop; returns 0 then, or the exit code of a process that would not live."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _stop)
    short = 0
    while True:
        began = time.monotonic()
        process = subprocess.Popen(command)  # noqa: S603 - the supervisor's own command
        try:
            code = process.wait()
        except _Told:
            return _end(process)
        lived = time.monotonic() - began
        short = short + 1 if lived < SECONDS_OF_A_LIFE else 0
        if short >= SHORT_LIVES:
            return code or 1
        sys.stderr.write(f"It stopped (exit code {code}) after {lived:.0f} s, and is started again.\n")


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise _Told


def _end(process: subprocess.Popen[bytes]) -> int:
    process.terminate()
    try:
        process.wait(SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    return 0


if __name__ == "__main__":
    sys.exit(keep_alive(sys.argv[1:]))
