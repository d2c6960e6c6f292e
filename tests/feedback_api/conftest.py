"""The whole service on a real database of each kind, a fresh one for each test."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path

import httpx
import hypothesis
import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from pydantic import SecretStr

from feedback_api.chat.assistant import Assistant
from feedback_api.chat.limits import RateLimits
from feedback_api.chat.locks import TurnLocks
from feedback_api.chat.tokens import ChatTokens
from feedback_api.database import Database
from feedback_api.main import create_app
from feedback_api.migrations import migrate
from feedback_api.officers.service import Officers
from feedback_api.secrets_store import signing_key
from feedback_api.service_state import ServiceState
from feedback_api.settings import ROOT, Settings
from feedback_api.surveys.check import release
from tests.feedback_api.helpers import EVERY_KIND, INTERNAL_SECRET, SURVEY
from tests.feedback_api.postgresql import Cluster, running_cluster
from tests.feedback_api.redis_server import running_redis
from tests.served import free_port

# A busy machine is no bug.
hypothesis.settings.register_profile(
    "unhurried", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("unhurried")

NewDatabase = Callable[[], str]
Serve = Callable[..., AbstractAsyncContextManager[AsyncClient]]


@pytest.fixture(scope="session", autouse=True)
def no_settings_from_outside() -> Iterator[None]:
    """The tests' settings are their own, whatever the environment says."""
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name == "DATABASE_URL" or name.startswith("OURVOICES_"):
                patch.delenv(name)
        yield


@pytest.fixture(scope="session")
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's content, and surveys of the tests' own."""
    folder = tmp_path_factory.mktemp("content") / "data"
    shutil.copytree(ROOT / "data", folder, ignore=shutil.ignore_patterns("nlu", "rules", "stories"))
    for survey in (SURVEY, EVERY_KIND):
        shutil.copy(Path(__file__).with_name(f"{survey}.yml"), folder / "surveys")
        release(folder, survey)
    return folder


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """PostgreSQL, started by the first test that needs it."""
    with running_cluster() as running:
        yield running


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Redis, started by the first test that needs it."""
    with running_redis(tmp_path_factory.mktemp("redis")) as url:
        yield url


@pytest.fixture(scope="session")
def migrated_postgresql(cluster: Cluster) -> Callable[[int], str]:
    """Gives the first, second … migrated database; a test empties those that an earlier one used, which is quicker."""
    template = cluster.new_database()
    _migrate(cluster.url(template))
    made: list[str] = []

    def numbered(number: int) -> str:
        if number < len(made):
            cluster.empty_tables(made[number])
        else:
            made.append(cluster.new_database(template))
        return cluster.url(made[number])

    return numbered


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file, to be copied and never written to."""
    file = tmp_path_factory.mktemp("sqlite") / "migrated.db"
    _migrate(f"sqlite:///{file}")
    return file


def _migrate(url: str) -> None:
    async def run() -> None:
        database = Database(Settings(database_url=url).database_address)
        await migrate(database)
        await database.close()

    asyncio.run(run())


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database_kind(request: pytest.FixtureRequest) -> str:
    """Each test that touches a database runs on both kinds."""
    return str(request.param)


@pytest.fixture
def empty_database_url(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database without any table."""
    if database_kind == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.db'}"
    cluster: Cluster = request.getfixturevalue("cluster")
    return cluster.url(cluster.new_database())


@pytest.fixture
def new_database(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> NewDatabase:
    """Gives migrated databases without any row, another one each time."""
    numbers = count()
    if database_kind == "sqlite":
        file: Path = request.getfixturevalue("migrated_sqlite")
        return lambda: f"sqlite:///{shutil.copy(file, tmp_path / f'{next(numbers)}.db')}"
    migrated: Callable[[int], str] = request.getfixturevalue("migrated_postgresql")
    return lambda: migrated(next(numbers))


@pytest.fixture
def database_url(new_database: NewDatabase) -> str:
    """The test's own database, migrated."""
    return new_database()


@pytest.fixture
def settings(database_url: str, data_folder: Path, tmp_path: Path) -> Settings:
    """Settings of a service whose Rasa is down: nothing listens on its port."""
    return Settings(
        data_folder=data_folder,
        var_folder=tmp_path / "var",
        database_url=database_url,
        rasa_port=free_port(),
        rasa_seconds=0.3,
        secret_key=SecretStr("the-tests-sign-their-tokens-with-this"),
        internal_secret=SecretStr(INTERNAL_SECRET),
    )


@pytest.fixture(scope="session")
def loaded_app(data_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    """The application, with its content read once: that takes longer than most tests."""
    return create_app(Settings(data_folder=data_folder, var_folder=tmp_path_factory.mktemp("var")))


@pytest.fixture
def serve(loaded_app: FastAPI, settings: Settings) -> Serve:
    """Serves with the test's settings, some of them changed; all but the content is new each time."""

    @asynccontextmanager
    async def serving(**changes: object) -> AsyncIterator[AsyncClient]:
        loaded: ServiceState = loaded_app.state.service
        changed = settings.model_copy(update=changes)
        state = replace(
            loaded,
            settings=changed,
            database=Database(changed.database_address),
            assistant=Assistant(changed.rasa_url, INTERNAL_SECRET, changed.rasa_seconds),
            limits=RateLimits(changed.redis_url),
            tokens=ChatTokens(signing_key(changed), changed.chat_hours),
            internal_secret=INTERNAL_SECRET,
            locks=TurnLocks(),
        )
        loaded_app.state.service = state
        try:
            async with AsyncClient(
                transport=httpx.ASGITransport(app=loaded_app), base_url="http://testserver"
            ) as client:
                yield client
        finally:
            loaded_app.state.service = loaded
            await state.close()

    return serving


@pytest.fixture
async def client(serve: Serve) -> AsyncIterator[AsyncClient]:
    """A client of the service with the test's settings unchanged."""
    async with serve() as serving:
        yield serving


@pytest.fixture
def service(client: AsyncClient, loaded_app: FastAPI) -> ServiceState:
    """What the service that `client` talks to holds."""
    state: ServiceState = loaded_app.state.service
    return state


@pytest.fixture
def officers(service: ServiceState) -> Officers:
    """The officers of that service."""
    return Officers(service.database, service.settings.officer_hours)
