"""backup and restore."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from feedback_api.commands.application import app, console, progress

SecretFile = Annotated[Path | None, typer.Option(help="A file with the passphrase.", exists=True, dir_okay=False)]


@app.command()
def backup(
    out: Annotated[Path, typer.Option("--out", help="The file to write.")],
    passphrase_file: SecretFile = None,
    with_secrets: Annotated[bool, typer.Option(help="Put var/secrets in too.")] = False,
) -> None:
    """Write an encrypted, verified copy of the database. The service may go on running."""
    from feedback_api.backup.archive import Lock
    from feedback_api.backup.service import back_up
    from feedback_api.settings import Settings

    settings = Settings()
    keys = tuple(key.strip() for key in settings.backup_recipients.split(",") if key.strip())
    with progress("Copying the database."):
        manifest = back_up(settings, out, Lock(keys, _read(passphrase_file)), with_secrets=with_secrets)
    console.print(f"Wrote {out}: {sum(manifest.rows.values()):,} rows.", highlight=False, soft_wrap=True)


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="The backup.", exists=True, dir_okay=False)],
    passphrase_file: SecretFile = None,
    identity_file: Annotated[
        Path | None, typer.Option(help="A file with the private key (AGE-SECRET-KEY-1…).", exists=True, dir_okay=False)
    ] = None,
    force: Annotated[bool, typer.Option(help="Put it in the place of a database that is there.")] = False,
) -> None:
    """Put a backup in the place of the database, and bring it to this version. Stop the service first."""
    from feedback_api.backup.archive import Key
    from feedback_api.backup.service import restore as put_back
    from feedback_api.commands.running import migrate
    from feedback_api.settings import Settings

    with progress("Checking the backup, and putting it in place."):
        manifest = put_back(Settings(), file, Key(_read(identity_file), _read(passphrase_file)), force=force)
        migrate()
    console.print(
        f"Restored {sum(manifest.rows.values()):,} rows, as they were at {manifest.made_at}.",
        highlight=False,
        soft_wrap=True,
    )


def _read(file: Path | None) -> str:
    """The one line that says something: age's own key files have comments too."""
    lines = file.read_text(encoding="utf-8").splitlines() if file else []
    return next((line.strip() for line in lines if line.strip() and not line.startswith("#")), "")
