"""Makes a backup, and restores one."""

from __future__ import annotations

import os
from pathlib import Path

from alembic.script import ScriptDirectory

from feedback_api.backup import snapshots
from feedback_api.backup.archive import DATABASE, SECRET_KEY, Key, Lock, Manifest, digest_of, pack, unpack
from feedback_api.clock import now
from feedback_api.errors import Conflict, InvalidInput
from feedback_api.migrations import alembic_config
from feedback_api.settings import Settings


def back_up(settings: Settings, out: Path, lock: Lock, *, with_secrets: bool = False) -> Manifest:
    """Write an encrypted copy of the database as it is at this moment; the service may go on. Content is not in it."""
    if snapshots.is_sqlite(settings):
        kind, database = "sqlite", snapshots.copy_sqlite(snapshots.sqlite_file(settings))
        revision, rows = snapshots.facts_of_sqlite(database)
    else:
        kind = "postgresql"
        database, revision, rows = snapshots.dump_postgresql(settings)
    files = {DATABASE: database}
    key = settings.var_folder / SECRET_KEY
    if with_secrets and key.exists():
        files[SECRET_KEY] = key.read_bytes()
    manifest = Manifest(
        kind=kind,
        revision=revision,
        made_at=now().isoformat(),
        rows=rows,
        digests={name: digest_of(content) for name, content in files.items()},
    )
    closed = lock.close(pack(manifest, files))
    # Readable by this user alone from the first byte, and never half there under its own name.
    part = out.with_name(out.name + ".part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as handle:
        handle.write(closed)
        handle.flush()
        os.fsync(handle.fileno())
    part.replace(out)
    return manifest


def restore(settings: Settings, file: Path, key: Key, *, force: bool = False) -> Manifest:
    """Put a backup in the place of the database. The service must be stopped; migrate afterwards.

    All is checked before anything changes, and the rows are counted afterwards. Raises InvalidInput when the backup is
    of the other kind of database, damaged, or newer than this program; Conflict when one is there, unless `force`.
    """
    manifest, files = unpack(key.open(file.read_bytes()))
    kind = "sqlite" if snapshots.is_sqlite(settings) else "postgresql"
    if manifest.kind != kind:
        raise InvalidInput(f"The backup is of {manifest.kind}, and DATABASE_URL names {kind}.")
    known = {script.revision for script in ScriptDirectory.from_config(alembic_config()).walk_revisions()}
    if manifest.revision not in known:
        raise InvalidInput("The backup was made by a newer version of Our Voices. Install that version first.")
    target = snapshots.sqlite_file(settings) if kind == "sqlite" else None
    there = target.exists() if target else snapshots.facts_of_postgresql(settings) is not None
    if there and not force:
        raise Conflict(
            "There is a database already. To put the backup in its place, add --force: what is there is lost."
        )
    if target:
        if snapshots.facts_of_sqlite(files[DATABASE]) != (manifest.revision, manifest.rows):
            raise InvalidInput("The backup does not hold the rows that it should. Nothing was changed.")
        snapshots.place_sqlite(files[DATABASE], target)
    else:
        snapshots.place_postgresql(files[DATABASE], settings)
        if snapshots.facts_of_postgresql(settings) != (manifest.revision, manifest.rows):
            raise InvalidInput("The restored database does not hold the rows that the backup should. Don't use it.")
    if SECRET_KEY in files:
        secret = settings.var_folder / SECRET_KEY
        secret.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        secret.touch(mode=0o600)
        secret.write_bytes(files[SECRET_KEY])
    return manifest
