"""Data protection: purge, record-of-processing."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from feedback_api.commands.application import app, console, print_json, progress, with_database


@app.command()
def purge() -> None:
    """Delete what has had its time, as each night does, and print the proof."""
    from feedback_api.database import Database
    from feedback_api.models import PurgeRecord
    from feedback_api.retention.service import purge as purge_all
    from feedback_api.settings import Settings

    async def run(database: Database) -> PurgeRecord:
        return await purge_all(database, Settings(), "command")

    with progress("Deleting what has had its time."):
        record = with_database(run)
    for count in record.counts:
        print_json(count)
    said = (
        "Proved: nothing that was due is left." if record.is_proved else "NOT proved: something that was due is left."
    )
    console.print(said, highlight=False, soft_wrap=True)
    raise typer.Exit(0 if record.is_proved else 1)


@app.command("record-of-processing")
def record_of_processing(
    out: Annotated[Path | None, typer.Option("--out", help="The file to write; standard output when left out.")] = None,
) -> None:
    """Write the record of processing activities (UK GDPR, Article 30) with the retention that is set here."""
    from feedback_api.privacy.record import as_markdown, load_record
    from feedback_api.settings import Settings

    settings = Settings()
    text = as_markdown(load_record(settings.data_folder), settings)
    if out is None:
        sys.stdout.write(text)
    else:
        out.write_text(text, encoding="utf-8")
        console.print(f"Wrote {out}.", highlight=False, soft_wrap=True)
