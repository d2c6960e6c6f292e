"""What officers take away: report, report-schema, export-sentiment-corrections, export-theme-marks."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from feedback_api.commands.application import app, console, progress, with_database


@app.command()
def report(
    quarter: Annotated[
        str, typer.Option(help="The quarter, such as 2026-27-Q2 (Q1 is April to June), or the half year 2026-27-H1.")
    ],
    format: Annotated[str, typer.Option(help="json, csv or html.")] = "json",
    published: Annotated[bool, typer.Option("--published", help="As everybody may see it, not only officers.")] = False,
    out: Annotated[Path | None, typer.Option("--out", help="The file to write; standard output when left out.")] = None,
) -> None:
    """Write a quarter's report. Groups that are too small to show are hidden, as everywhere."""
    from feedback_api.area.service import load_area
    from feedback_api.clock import parse_period
    from feedback_api.database import Database
    from feedback_api.errors import InvalidInput
    from feedback_api.reports.content import load_report_content
    from feedback_api.reports.figures import Report
    from feedback_api.reports.render import FORMATS
    from feedback_api.reports.service import make_report
    from feedback_api.settings import Settings
    from feedback_api.surveys.definition import load_surveys

    if format not in FORMATS:
        raise InvalidInput(f"There is no report as “{format}”. There are: {', '.join(FORMATS)}.")
    settings = Settings()
    period = parse_period(quarter)

    async def run(database: Database) -> Report:
        area = load_area(settings.data_folder, settings.area)
        content = load_report_content(settings.data_folder, area, load_surveys(settings.data_folder))
        return await make_report(database, content, period, "published" if published else "officers")

    with progress(f"Making the report of {period.name}."):
        content = FORMATS[format].render(with_database(run))
    if out is None:
        sys.stdout.buffer.write(content)
    else:
        out.write_bytes(content)
        console.print(f"Wrote {out}.", highlight=False, soft_wrap=True)


@app.command("report-schema")
def report_schema(
    out: Annotated[Path, typer.Option("--out", help="The file to write.")] = Path("docs/report.schema.json"),
) -> None:
    """Write the JSON Schema of the report, for programs that read it."""
    from feedback_api.reports.render.schema import report_schema as schema

    out.write_text(schema(), encoding="utf-8")
    console.print(f"Wrote {out}.", highlight=False, soft_wrap=True)


@app.command("export-sentiment-corrections")
def export_sentiment_corrections(
    out: Annotated[Path, typer.Option("--out", help="The file to write: one JSON object a line.")],
) -> None:
    """Write what officers said of comments, for retraining. Words are redacted, and nobody is named."""
    from dataclasses import asdict

    from feedback_api.analysis.corrections.service import ExportedCorrection, exported_corrections
    from feedback_api.commands.application import json_line
    from feedback_api.database import Database

    async def run(database: Database) -> list[ExportedCorrection]:
        return await exported_corrections(database)

    with progress("Reading the corrections, and redacting their words."):
        corrections = with_database(run)
    out.write_text("".join(json_line(asdict(correction)) for correction in corrections), encoding="utf-8")
    console.print(f"Wrote {len(corrections)} corrections to {out}.", highlight=False, soft_wrap=True)


@app.command("export-theme-marks")
def export_theme_marks(
    out: Annotated[Path, typer.Option("--out", help="The file to write: one JSON object a line.")],
) -> None:
    """Write which themes officers ticked for the comments that they read blind, for retraining. Nobody is named."""
    from dataclasses import asdict

    from feedback_api.analysis.themes.service import ExportedMark, exported_marks
    from feedback_api.commands.application import json_line
    from feedback_api.database import Database

    async def run(database: Database) -> list[ExportedMark]:
        return await exported_marks(database)

    with progress("Reading the marks, and redacting the words."):
        marks = with_database(run)
    out.write_text("".join(json_line(asdict(mark)) for mark in marks), encoding="utf-8")
    console.print(f"Wrote {len(marks)} comments with their themes to {out}.", highlight=False, soft_wrap=True)
