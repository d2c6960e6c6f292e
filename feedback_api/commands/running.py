"""Setting up and running: serve, train, migrate, seed-demo."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console

from feedback_api.commands.application import app, console, progress, with_database, with_officers


@app.command()
def serve(
    restart: Annotated[bool, typer.Option(help="Start a process again when it dies, instead of stopping all.")] = False,
) -> None:
    """Start everything: migrate, train if needed, seed the demo, then run all processes until Ctrl-C."""
    from feedback_api.database import describe_database
    from feedback_api.secrets_store import refuse_guessable_secrets
    from feedback_api.serving.processes import processes
    from feedback_api.serving.supervisor import check_ports, run
    from feedback_api.settings import Settings

    settings = Settings()
    refuse_guessable_secrets(settings)
    served = processes(settings)
    # Before anything slow: a port that is taken is better known at once.
    check_ports(served)
    migrate()
    train(force=False)
    if settings.demo:
        seed_demo()
    password = with_officers(lambda officers: officers.first_sign_in())
    console.print(describe_database(settings.database_address), highlight=False, soft_wrap=True)
    console.print(
        "Starting the service, the worker, the actions and Rasa. This takes about 20 seconds.",
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

    raise typer.Exit(run([process.started_again() for process in served] if restart else served, when_ready))


@app.command()
def train(
    force: Annotated[bool, typer.Option(help="Train even when nothing has changed.")] = False,
) -> None:
    """Train the assistant when what it is made from has changed (about a minute)."""
    from feedback_api.serving import training

    with progress("Checking whether the assistant must be trained, and training it if so (about a minute)."):
        training.train(force)


@app.command()
def migrate() -> None:
    """Bring the database to the newest version. Safe to repeat."""
    from feedback_api import migrations

    with_database(migrations.migrate)


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

    with progress("Looking for the demonstration's data, and making it if it is not there."):
        stored = with_database(run)
        with_database(run_directory)
    if stored:
        console.print(f"Stored {stored} made-up responses.", highlight=False, soft_wrap=True)
