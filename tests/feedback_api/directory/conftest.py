"""A directory to search, and an encoder that does not encode the same text in every test."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import httpx
import pytest

from feedback_api.directory import importing
from feedback_api.directory.conversation import Shelf
from feedback_api.directory.demo import import_demo
from feedback_api.directory.importing import Report, import_directory
from feedback_api.directory.needs import Needs, load_needs
from feedback_api.directory.places import Places, load_places
from feedback_api.directory.service import Directory, directory_of
from feedback_api.service_state import ServiceState
from feedback_api.settings import ROOT
from tests.feedback_api.directory.feeds import ADDRESS, serving

Import = Callable[..., Awaitable[Report]]


@pytest.fixture(scope="session", autouse=True)
def remembered_vectors() -> Iterator[None]:
    """Most tests import the same few services."""
    encode = importing._vectors
    vectors: dict[str, bytes] = {}

    def remembering(services: Sequence[Any]) -> list[bytes]:
        new = [service for service in services if service.extract.meaning not in vectors]
        vectors.update(zip((service.extract.meaning for service in new), encode(new), strict=True))
        return [vectors[service.extract.meaning] for service in services]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(importing, "_vectors", remembering)
        yield


@pytest.fixture(scope="session")
def needs() -> Needs:
    """Those of the project."""
    return load_needs(ROOT / "data")


@pytest.fixture(scope="session")
def places() -> Places:
    """Every outcode and sector."""
    return load_places(ROOT / "data")


@pytest.fixture
def shelf(service: ServiceState) -> Shelf:
    """What the conversation reads from files."""
    return Shelf.of(service.settings.data_folder, service.catalogue)


@pytest.fixture
def directory(service: ServiceState) -> Directory:
    """The service's directory, empty."""
    return directory_of(service.database)


@pytest.fixture
async def demo(service: ServiceState, directory: Directory) -> Directory:
    """The directory with the demonstration's services."""
    await import_demo(service.database, service.settings.data_folder)
    return directory


@pytest.fixture
def importing_from(service: ServiceState) -> Import:
    """Imports records, a transport or a file into the service's directory."""

    async def run(
        feed: Sequence[Any] | httpx.AsyncBaseTransport | Path, address: str = ADDRESS, **options: Any
    ) -> Report:
        data = service.settings.data_folder
        if isinstance(feed, Path):
            return await import_directory(service.database, data, str(feed), **options)
        transport = feed if isinstance(feed, httpx.AsyncBaseTransport) else serving(feed)
        return await import_directory(service.database, data, address, transport, **options)

    return run
