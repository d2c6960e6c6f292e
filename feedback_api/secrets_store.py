"""Secrets that the service makes for itself: from the environment, or a file that only this user can read."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from feedback_api.errors import UnsafeSettings
from feedback_api.settings import Settings

SHORTEST_SECRET = 32
# A random secret of 32 characters has more; "changemechangemechangemechangeme" has fewer.
FEWEST_DIFFERENT = 10


def refuse_guessable_secrets(settings: Settings) -> None:
    """Outside a demonstration, raise UnsafeSettings for a secret that somebody could guess."""
    if settings.demo:
        return
    for name, secret in (("SECRET_KEY", settings.secret_key), ("INTERNAL_SECRET", settings.internal_secret)):
        if secret is None:
            continue
        characters = secret.get_secret_value()
        if len(characters) < SHORTEST_SECRET or len(set(characters)) < FEWEST_DIFFERENT:
            raise UnsafeSettings(
                f"OURVOICES_{name} is too easy to guess. Leave it out, and one is made; or set at least "
                f"{SHORTEST_SECRET} random characters: python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"
            )


def signing_key(settings: Settings) -> str:
    """The key that signs tokens: the setting, or var/secrets/key, which is made on the first run."""
    if settings.secret_key is not None:
        return settings.secret_key.get_secret_value()
    return _kept_secret(settings.var_folder / "secrets" / "key")


def internal_secret(settings: Settings) -> str:
    """What the processes show each other. `serve` sets it; a process started alone makes one that nobody else knows."""
    if settings.internal_secret is not None:
        return settings.internal_secret.get_secret_value()
    return secrets.token_urlsafe(32)


def _kept_secret(file: Path) -> str:
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        # Only if it is not there yet, and readable by this user alone from the first byte.
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text(encoding="ascii")
    with os.fdopen(descriptor, "w", encoding="ascii") as handle:
        handle.write(secrets.token_urlsafe(48))
    return file.read_text(encoding="ascii")
