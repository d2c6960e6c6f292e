"""Secrets that nobody has set are made, and kept from other users of the machine."""

from __future__ import annotations

from pathlib import Path

from pydantic import SecretStr

from feedback_api.secrets_store import internal_secret, signing_key
from feedback_api.settings import Settings


def test_the_signing_key_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    settings = Settings(var_folder=tmp_path)
    key = signing_key(settings)
    assert len(key) >= 43
    assert signing_key(settings) == key
    assert (tmp_path / "secrets" / "key").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "secrets").stat().st_mode & 0o077 == 0


def test_another_installation_has_another_key(tmp_path: Path) -> None:
    assert signing_key(Settings(var_folder=tmp_path / "a")) != signing_key(Settings(var_folder=tmp_path / "b"))


def test_a_service_alone_makes_an_internal_secret_that_nobody_knows(tmp_path: Path) -> None:
    settings = Settings(var_folder=tmp_path)
    assert internal_secret(settings) != internal_secret(settings)


def test_settings_never_show_a_secret(tmp_path: Path) -> None:
    settings = Settings(var_folder=tmp_path, secret_key=SecretStr("hush-hush"), internal_secret=SecretStr("hush-hush"))
    assert "hush" not in f"{settings!r} {settings.model_dump_json()}"
