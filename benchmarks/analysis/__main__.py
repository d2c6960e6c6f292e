"""`make benchmark-analysis`: seconds and peak memory of a quarter's analysis, on both databases, beside pandas."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.analysis.made_up import fill_postgresql, fill_sqlite
from feedback_api.database import Database
from feedback_api.migrations import migrate
from feedback_api.settings import Settings
from tests.feedback_api.postgresql import running_cluster

SIZES = (10_000, 100_000, 1_000_000)
TIMES = 3


def main() -> None:
    """The sizes may be given: `python -m benchmarks.analysis 10000 100000`."""
    sizes = [int(size) for size in sys.argv[1:]] or SIZES
    print("responses  database    way      seconds (each run)      peak MB (before the work)")
    with running_cluster() as cluster, tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            file = Path(folder) / f"{size}.db"
            _migrate(f"sqlite:///{file}")
            fill_sqlite(str(file), size)
            url = cluster.url(cluster.new_database())
            _migrate(url)
            fill_postgresql(url, size)
            for database, address in (("SQLite", f"sqlite:///{file}"), ("PostgreSQL", url)):
                for way in ("ours", "pandas"):
                    _measure(size, database, way, address)
            file.unlink()


def _migrate(url: str) -> None:
    async def run() -> None:
        database = Database(Settings(database_url=url).database_address)
        await migrate(database)
        await database.close()

    asyncio.run(run())


def _measure(size: int, database: str, way: str, address: str) -> None:
    command = [sys.executable, "-m", "benchmarks.analysis.measures", way, address]
    runs = [
        json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout) for _ in range(TIMES)
    ]
    seconds = ", ".join(f"{run['seconds']:.2f}" for run in runs)
    memory = f"{max(run['megabytes_peak'] for run in runs)} ({max(run['megabytes_before'] for run in runs)})"
    print(f"{size:>9,}  {database:<10}  {way:<7}  {seconds:<22}  {memory}", flush=True)


if __name__ == "__main__":
    main()
