"""The command line, `ourvoices`: everything that an operator does, each command with its own --help."""

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

from feedback_api.errors import ContentError, ServiceError

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


def main() -> None:
    """Run a command; an error that a person can put right is one sentence, not a traceback."""
    from feedback_api.serving.supervisor import PortTaken
    from feedback_api.serving.training import RasaFailed

    try:
        app()
    except (ServiceError, ContentError, RasaFailed, PortTaken) as error:
        console.print(str(error), style="red", markup=False, highlight=False, soft_wrap=True)
        sys.exit(1)


@contextmanager
def _progress(doing: str) -> Iterator[None]:
    """Show that something is going on: a spinner on a terminal, one line elsewhere."""
    if console.is_terminal:
        with console.status(doing):
            yield
    else:
        console.print(doing, highlight=False, soft_wrap=True)
        yield


def _lines(file: Path) -> list[str]:
    return [line for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def _print_json(item: object) -> None:
    sys.stdout.write(json.dumps(item, ensure_ascii=False) + "\n")
    sys.stdout.flush()


@app.command()
def serve() -> None:
    """Start everything: migrate, train if needed, seed the demo, then run all three processes until Ctrl-C."""
    from feedback_api.database import describe_database
    from feedback_api.serving.processes import processes
    from feedback_api.serving.supervisor import check_ports, run
    from feedback_api.settings import Settings

    settings = Settings()
    served = processes(settings)
    # Before anything slow: a port that is taken is better known at once.
    check_ports(served)
    migrate()
    train(force=False)
    if settings.demo:
        seed_demo()
    password = _with_officers(lambda officers: officers.first_sign_in())
    console.print(describe_database(settings.database_address), highlight=False, soft_wrap=True)
    console.print(
        "Starting the service, the actions and Rasa. This takes about 20 seconds.",
        highlight=False,
        soft_wrap=True,
    )

    def when_ready() -> None:
        say = Console()
        say.print("\n[bold]Our Voices is ready.[/bold] Press Ctrl-C to stop it.", highlight=False, soft_wrap=True)
        for title, path in (("For families", "/"), ("For officers", "/officer"), ("The API", "/docs")):
            say.print(f"  {title + ':':<14} {settings.service_url}{path}", highlight=False, soft_wrap=True)
        if password is not None:
            say.print(
                f"  First officer's one-time sign-in: name [bold]officer[/bold], password [bold]{password}[/bold]\n"
                "  (You will be asked to choose your own. Until then each start prints a new one.)\n",
                highlight=False,
                soft_wrap=True,
            )

    raise typer.Exit(run(served, when_ready))


@app.command()
def train(
    force: Annotated[bool, typer.Option(help="Train even when nothing has changed.")] = False,
) -> None:
    """Train the assistant when what it is made from has changed (about a minute)."""
    from feedback_api.serving import training

    with _progress("Checking whether the assistant must be trained, and training it if so (about a minute)."):
        training.train(force)


@app.command()
def migrate() -> None:
    """Bring the database to the newest version. Safe to repeat."""
    from feedback_api import migrations

    _with_database(migrations.migrate)


@app.command("seed-demo")
def seed_demo() -> None:
    """Store made-up responses for the demonstration, once. They are marked as made up wherever they are counted."""
    from feedback_api.database import Database
    from feedback_api.demo.seed import seed_demo as seed
    from feedback_api.directory.demo import import_demo
    from feedback_api.settings import Settings

    settings = Settings()

    async def run(database: Database) -> int:
        return await seed(database, settings)

    async def run_directory(database: Database) -> None:
        await import_demo(database, settings.data_folder)

    with _progress("Looking for the demonstration's data, and making it if it is not there."):
        stored = _with_database(run)
        _with_database(run_directory)
    if stored:
        console.print(f"Stored {stored} made-up responses.", highlight=False, soft_wrap=True)


@app.command("create-officer")
def create_officer(
    name: Annotated[str, typer.Argument(help="The officer's name for signing in, such as j.smith.")],
    password: Annotated[
        str,
        typer.Option(
            help="A password of at least 12 characters. Asked for when it is left out.",
            prompt="Password",
            hide_input=True,
            confirmation_prompt=True,
            envvar="OURVOICES_NEW_PASSWORD",
        ),
    ],
) -> None:
    """Add an officer who may read reports."""
    _with_officers(lambda officers: officers.create(name, password, temporary=False))
    console.print(f"Officer {name} can now sign in.", highlight=False, soft_wrap=True)


@app.command()
def report(
    quarter: Annotated[str, typer.Option(help="The quarter, such as 2026-27-Q2 (Q1 is April to June).")],
    format: Annotated[str, typer.Option(help="json, csv or html.")] = "json",
    out: Annotated[Path | None, typer.Option("--out", help="The file to write; standard output when left out.")] = None,
) -> None:
    """Write a quarter's report. Groups that are too small to show are hidden, as everywhere."""
    from feedback_api.area.service import load_area
    from feedback_api.clock import Quarter
    from feedback_api.database import Database
    from feedback_api.errors import InvalidInput
    from feedback_api.reports.figures import Report
    from feedback_api.reports.render import FORMATS
    from feedback_api.reports.service import make_report
    from feedback_api.settings import Settings
    from feedback_api.surveys.definition import load_surveys

    if format not in FORMATS:
        raise InvalidInput(f"There is no report as “{format}”. There are: {', '.join(FORMATS)}.")
    settings = Settings()
    wanted = Quarter.parse(quarter)

    async def run(database: Database) -> Report:
        area = load_area(settings.data_folder, settings.area)
        return await make_report(database, load_surveys(settings.data_folder), area, wanted)

    with _progress(f"Making the report of {wanted.name}."):
        content = FORMATS[format].render(_with_database(run))
    if out is None:
        sys.stdout.buffer.write(content)
    else:
        out.write_bytes(content)
        console.print(f"Wrote {out}.", highlight=False, soft_wrap=True)


@app.command("import-directory")
def import_directory(
    address: Annotated[str, typer.Argument(help="The web address of an Open Referral UK or Outpost API, or a file.")],
    close_many: Annotated[bool, typer.Option(help="Close services even when most of them vanished.")] = False,
) -> None:
    """Read a feed of services into the directory, and say what was refused and why. Run it each night."""
    from feedback_api.database import Database
    from feedback_api.directory.importing import Report
    from feedback_api.directory.importing import import_directory as import_feed
    from feedback_api.settings import Settings

    async def run(database: Database) -> Report:
        return await import_feed(database, Settings().data_folder, address, close_many=close_many)

    with _progress("Reading the feed (a few minutes when it is long)."):
        report = _with_database(run)
    _print_json(report.as_json())
    console.print(report.sentence, markup=False, highlight=False, soft_wrap=True)


@app.command("check-content")
def check_content(
    area: Annotated[str | None, typer.Option(help="The folder of data/area; the council's own when left out.")] = None,
) -> None:
    """Say what the answers lack: facts, sources, plain words, an overdue review, a missing local fact."""
    from datetime import UTC, datetime

    from feedback_api.settings import Settings
    from feedback_api.topics.check import check_content as check

    settings = Settings()
    with _progress("Reading every answer."):
        findings = check(settings.data_folder, area or settings.area, datetime.now(UTC).date())
    for finding in findings:
        sys.stdout.write(f"{finding.kind}: {finding}\n")
    errors = sum(finding.kind == "error" for finding in findings)
    console.print(f"{errors} errors, {len(findings) - errors} reminders.", highlight=False, soft_wrap=True)
    raise typer.Exit(1 if errors else 0)


@app.command()
def understand(file: TextFile) -> None:
    """Say what the trained assistant makes of each line: topic, confidence, the five nearest topics, intent."""
    from feedback_api.serving.training import RasaFailed, is_trained, run_in_rasa

    if not is_trained():
        raise RasaFailed("The assistant is not trained yet. Run `ourvoices train`.")
    with _progress("Loading the assistant (about 10 seconds)."):
        process = run_in_rasa("bot.understand", str(file.resolve()), capture=True)
        output, errors = process.communicate()
    if process.returncode != 0:
        raise RasaFailed(f"Rasa could not read the file:\n{errors[-4000:]}")
    sys.stdout.write(output)


@app.command()
def sentiment(file: TextFile) -> None:
    """Say of each line whether it sounds negative, mixed or positive."""
    from language.sentiment import analyse

    for text in _lines(file):
        score = analyse(text)
        _print_json({"text": text, "label": score.label, "polarity": score.polarity, "confidence": score.confidence})


@app.command()
def redact(file: TextFile) -> None:
    """Take out of each line what identifies a person: names, schools, streets, numbers, dates of birth, addresses."""
    from language.redaction import redact as redact_text

    for text in _lines(file):
        redaction = redact_text(text)
        _print_json({"text": text, "redacted": redaction.text, "found": list(redaction.found)})


def _with_database(work: Callable[..., Awaitable[Result]]) -> Result:
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


def _with_officers(work: Callable[..., Awaitable[Result]]) -> Result:
    from feedback_api.database import Database
    from feedback_api.officers.service import Officers
    from feedback_api.settings import Settings

    async def run(database: Database) -> Result:
        return await work(Officers(database, Settings().officer_hours))

    return _with_database(run)


if __name__ == "__main__":
    main()
