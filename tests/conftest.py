"""Fixtures that more than one room of the tests uses."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.served import ServedSystem, served_system

COUNCIL_SITE = "http://www.council.example"


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedSystem]:
    """One served system for all tests that only talk to it. A council's own site may hold its widget."""
    with served_system(tmp_path_factory.mktemp("served"), OURVOICES_ALLOWED_ORIGINS=COUNCIL_SITE) as system:
        yield system
