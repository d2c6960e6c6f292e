"""`make benchmark-latency`: prints our figures beside those of Rasa's starter project, measured one after the other."""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from pathlib import Path

import httpx

from benchmarks.turn_latency import ours, starter
from benchmarks.turn_latency.load import Timing, converse

LONG_VISIT = 500


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def row(name: str, timing: Timing) -> str:
    """A line of the table."""
    return f"{name:<44} {timing.percentile(0.5):>8.1f} {timing.percentile(0.95):>8.1f} {timing.per_second:>9.0f}"


async def measure_ours(served: ours.Ours, conversations: int) -> Timing:
    """Print our rows; returns the timing at the Rasa server, one at a time."""
    async with httpx.AsyncClient(timeout=30, trust_env=False) as client:
        await converse(lambda: served.visit(client), ours.TEXTS, 1, 5)
        at_server = await converse(lambda: served.talk_to_rasa(client), ours.TEXTS, 1, conversations)
        say(row("ours, at the Rasa server, 1 at a time", at_server))
        eight = await converse(lambda: served.talk_to_rasa(client), ours.TEXTS, 8, conversations)
        say(row("ours, at the Rasa server, 8 at a time", eight))
        say(
            row(
                "ours, through the gateway, 1 at a time",
                await converse(lambda: served.visit(client), ours.TEXTS, 1, conversations),
            )
        )
        say(
            row(
                "ours, through the gateway, 8 at a time",
                await converse(lambda: served.visit(client), ours.TEXTS, 8, conversations),
            )
        )
    return at_server


async def measure_long_visit(served: ours.Ours) -> list[float]:
    """Milliseconds a turn (median) of each hundred turns of one visitor's visit."""
    medians = []
    async with httpx.AsyncClient(timeout=30, trust_env=False) as client:
        speak = await served.visit(client)
        times = []
        for turn in range(LONG_VISIT):
            started = time.perf_counter()
            await speak(ours.TEXTS[turn % len(ours.TEXTS)])
            times.append((time.perf_counter() - started) * 1000)
        for start in range(0, LONG_VISIT, 100):
            medians.append(sorted(times[start : start + 100])[50])
    return medians


async def measure_starter(served: starter.Starter, conversations: int) -> Timing:
    """Print the starter's rows; returns its timing, one at a time."""
    async with httpx.AsyncClient(timeout=30, trust_env=False) as client:
        await converse(lambda: served.talk_to_rasa(client), starter.TEXTS, 1, 5)
        alone = await converse(lambda: served.talk_to_rasa(client), starter.TEXTS, 1, conversations)
        say(row("starter, at the Rasa server, 1 at a time", alone))
        eight = await converse(lambda: served.talk_to_rasa(client), starter.TEXTS, 8, conversations)
        say(row("starter, at the Rasa server, 8 at a time", eight))
    return alone


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--conversations", type=int, default=60, help="conversations of 6 turns for each row")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        say("Making and training Rasa's starter project (about 2 minutes).")
        training = starter.make_starter(root / "starter")
        say(f"\n{'':<44} {'p50 ms':>8} {'p95 ms':>8} {'turns/s':>9}")
        with starter.serve_starter(root / "starter") as theirs:
            their_timing = asyncio.run(measure_starter(theirs, options.conversations))
            their_start, their_memory = theirs.start_seconds, theirs.rasa_megabytes()
        with ours.serve_ours(root / "ours") as served:
            our_timing = asyncio.run(measure_ours(served, options.conversations))
            our_start, our_memory = served.start_seconds, served.rasa_megabytes()
            visit = asyncio.run(measure_long_visit(served))
    say(f"\nstart-up: ours {our_start:.0f} s (all three processes), starter {their_start:.0f} s (Rasa alone)")
    share = our_memory / their_memory
    say(f"memory of the Rasa process: ours {our_memory:.0f} MB, starter {their_memory:.0f} MB ({share:.0%})")
    ratio = our_timing.percentile(0.5) / their_timing.percentile(0.5)
    say(f"a turn at the Rasa server, p50: ours / starter = {ratio:.2f}")
    say(f"the starter's project took {training:.0f} s to make and train")
    say("one visitor's 500 turns, median ms of each hundred: " + ", ".join(f"{median:.1f}" for median in visit))
    say(f"the slowest hundred takes {max(visit) / min(visit):.2f} times the fastest")


if __name__ == "__main__":
    main()
