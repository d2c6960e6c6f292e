"""Data protection: record-of-processing."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from feedback_api.commands.application import app, console


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
