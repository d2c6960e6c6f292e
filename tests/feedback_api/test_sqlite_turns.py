"""The turn to write: held by one connection of all processes, fair, and given back by a killed process."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import feedback_api.sqlite_turns as turns
from feedback_api.sqlite_turns import NoTurn, WritersTurn

HOLD = """
import asyncio, sys, time
from pathlib import Path
from feedback_api.sqlite_turns import WritersTurn
asyncio.run(WritersTurn(Path(sys.argv[1])).take())
print("held", flush=True)
time.sleep(600)
"""


async def test_a_second_one_waits_for_the_first(tmp_path: Path) -> None:
    first, second = (WritersTurn(tmp_path / "a.db") for _ in range(2))
    await first.take()
    waiting = asyncio.create_task(second.take())
    await asyncio.sleep(0.05)
    assert not waiting.done()
    first.give_back()
    await waiting
    first.close()
    second.close()


async def test_whoever_has_written_does_not_overtake_who_waits(tmp_path: Path) -> None:
    busy, patient = (WritersTurn(tmp_path / "a.db") for _ in range(2))
    order: list[str] = []

    async def write(turn: WritersTurn, name: str) -> None:
        await turn.take()
        order.append(name)
        await asyncio.sleep(0.03)
        turn.give_back()

    await busy.take()
    waiting = asyncio.create_task(write(patient, "patient"))
    await asyncio.sleep(0.03)
    busy.give_back()
    await write(busy, "busy")
    await waiting
    assert order == ["patient", "busy"]
    busy.close()
    patient.close()


@pytest.fixture
def holder(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Another process that has the turn."""
    with subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path / "a.db")], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        yield process
        process.kill()


async def test_the_turn_of_a_killed_process_is_free(
    holder: subprocess.Popen[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn = WritersTurn(tmp_path / "a.db")
    monkeypatch.setattr(turns, "LONGEST_WAIT_SECONDS", 0.05)
    with pytest.raises(NoTurn):
        await turn.take()
    holder.kill()
    holder.wait()
    await turn.take()
    turn.close()
