"""Secrets that nobody has set are made, and kept from other users of the machine."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import SecretStr

from feedback_api.errors import UnsafeSettings
from feedback_api.secrets_store import internal_secret, refuse_guessable_secrets, signing_key
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


@pytest.mark.parametrize("name", ["secret_key", "internal_secret"])
@pytest.mark.parametrize("secret", ["", "secret", "change-me", "a" * 64, "changeme" * 5, "0123456789" * 3])
def test_outside_a_demonstration_nothing_starts_with_a_secret_that_can_be_guessed(name: str, secret: str) -> None:
    guessable = Settings(demo=False).model_copy(update={name: SecretStr(secret)})
    with pytest.raises(UnsafeSettings, match=f"OURVOICES_{name.upper()} is too easy") as refusal:
        refuse_guessable_secrets(guessable)
    assert len(secret) < 9 or secret not in str(refusal.value)
    refuse_guessable_secrets(guessable.model_copy(update={"demo": True}))


def test_a_random_secret_and_none_at_all_are_accepted() -> None:
    refuse_guessable_secrets(Settings(demo=False))
    refuse_guessable_secrets(Settings(demo=False, secret_key=SecretStr("v8Xn2kQ0aPzL5rTq7WmB3yDf6HjC1sGe")))
