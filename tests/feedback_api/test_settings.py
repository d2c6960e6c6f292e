"""The settings, and the page that lists them."""

from __future__ import annotations

import re

import pytest

from feedback_api.settings import ROOT, Settings

RUNNING = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")
LISTED = set(re.findall(r"^\| `([A-Z_]+)` \|", RUNNING, flags=re.MULTILINE))


def test_the_page_lists_every_setting_and_no_other() -> None:
    fields = set(Settings.model_fields) - {"database_url"}
    assert {"DATABASE_URL"} | {f"OURVOICES_{name.upper()}" for name in fields} == LISTED


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("postgresql://user:word@host/name", "postgresql+psycopg://user:word@host/name"),
        ("postgres://host/name", "postgresql+psycopg://host/name"),
        ("sqlite:////tmp/file.db", "sqlite+aiosqlite:////tmp/file.db"),
    ],
)
def test_an_address_is_given_its_driver(given: str, used: str) -> None:
    assert Settings(database_url=given).database_address == used


def test_without_an_address_the_database_is_a_file_of_its_own() -> None:
    settings = Settings()
    assert settings.database_address == f"sqlite+aiosqlite:///{settings.var_folder / 'ourvoices.db'}"


def test_secrets_are_not_shown() -> None:
    assert "hunter2" not in repr(Settings(secret_key="hunter2", internal_secret="hunter2"))


@pytest.mark.parametrize(
    ("demo", "secure_cookies", "https_only"),
    [(True, None, False), (False, None, True), (True, True, True), (False, False, False)],
)
def test_cookies_go_over_https_alone_unless_it_is_a_demonstration(
    demo: bool, secure_cookies: bool | None, https_only: bool
) -> None:
    assert Settings(demo=demo, secure_cookies=secure_cookies).https_only is https_only
