"""What the assistant knows: import-directory, check-content."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from feedback_api.commands.application import app, console, print_json, progress, with_database


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

    with progress("Reading the feed (a few minutes when it is long)."):
        report = with_database(run)
    print_json(report.as_json())
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
    with progress("Reading every answer."):
        findings = check(settings.data_folder, area or settings.area, datetime.now(UTC).date())
    for finding in findings:
        sys.stdout.write(f"{finding.kind}: {finding}\n")
    errors = sum(finding.kind == "error" for finding in findings)
    console.print(f"{errors} errors, {len(findings) - errors} reminders.", highlight=False, soft_wrap=True)
    raise typer.Exit(1 if errors else 0)


@app.command("check-surveys")
def check_surveys() -> None:
    """Say what is wrong with the files in data/surveys: each problem with its file, its line and its cure."""
    from feedback_api.settings import Settings
    from feedback_api.surveys.check import check_surveys as check

    problems = check(Settings().data_folder)
    for problem in problems:
        sys.stdout.write(f"{problem}\n")
    console.print("No problems." if not problems else f"{len(problems)} problems.", highlight=False, soft_wrap=True)
    raise typer.Exit(1 if problems else 0)


@app.command("release-survey")
def release_survey(survey_id: Annotated[str, typer.Argument(help="The survey's id, such as ehc_parent.")]) -> None:
    """Freeze a survey's file as its next version: from now on people are asked this one."""
    from feedback_api.settings import Settings
    from feedback_api.surveys.check import release

    console.print(f"Released as {release(Settings().data_folder, survey_id)}.", highlight=False, soft_wrap=True)
