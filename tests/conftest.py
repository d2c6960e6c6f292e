"""Fixtures that more than one room of the tests uses."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.served import ServedSystem, served_system


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedSystem]:
    """One served system for all tests that only talk to it."""
    with served_system(tmp_path_factory.mktemp("served")) as system:
        yield system
