"""What all commands share: the application that they join, and how they print."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from rich.console import Console

app = typer.Typer(
    name="ourvoices",
    help="Our Voices: the assistant for families of children with SEND, and the feedback service behind it.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
# Progress goes to standard error, so that what a command prints can be piped.
console = Console(stderr=True)
Result = TypeVar("Result")

TextFile = Annotated[
    Path,
    typer.Argument(help="A text file in UTF-8, one item a line.", exists=True, dir_okay=False, readable=True),
]


@contextmanager
def progress(doing: str) -> Iterator[None]:
    """Show that something is going on: a spinner on a terminal, one line elsewhere."""
    if console.is_terminal:
        with console.status(doing):
            yield
    else:
        console.print(doing, highlight=False, soft_wrap=True)
        yield


def lines_of(file: Path) -> list[str]:
    """The lines of a text file that say something."""
    return [line for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def json_line(item: object) -> str:
    """One item as a line of JSON."""
    return json.dumps(item, ensure_ascii=False) + "\n"


def print_json(item: object) -> None:
    """Print one item as a line of JSON."""
    sys.stdout.write(json_line(item))
    sys.stdout.flush()


def with_database(work: Callable[..., Awaitable[Result]]) -> Result:
    """What `work` makes of the database, in an event loop of its own."""
    from feedback_api.database import Database
    from feedback_api.settings import Settings

    async def run() -> Result:
        settings = Settings()
        settings.var_folder.mkdir(parents=True, exist_ok=True)
        database = Database(settings.database_address)
        try:
            return await work(database)
        finally:
            await database.close()

    return asyncio.run(run())


def with_officers(work: Callable[..., Awaitable[Result]]) -> Result:
    """What `work` makes of the officers."""
    from feedback_api.database import Database
    from feedback_api.officers.service import Officers
    from feedback_api.settings import Settings

    async def run(database: Database) -> Result:
        return await work(Officers(database, Settings().officer_hours))

    return with_database(run)
