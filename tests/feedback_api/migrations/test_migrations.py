"""The database's history: one line of it, harmless to repeat, and in step with the models."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from feedback_api.database import Database
from feedback_api.migrations import alembic_config, migrate
from feedback_api.models import Base
from feedback_api.settings import Settings


@pytest.fixture
async def database(empty_database_url: str) -> AsyncIterator[Database]:
    """A database that has no tables yet."""
    opened = Database(Settings(database_url=empty_database_url).database_address)
    yield opened
    await opened.close()


async def table_names(database: Database) -> set[str]:
    """The tables that are there."""
    async with database.engine.connect() as connection:
        return set(await connection.run_sync(lambda sync: inspect(sync).get_table_names()))


def test_the_migrations_have_one_head() -> None:
    assert len(ScriptDirectory.from_config(alembic_config()).get_heads()) == 1


async def test_the_migrated_schema_is_that_of_the_models(database: Database) -> None:
    def differences(connection: Connection) -> list[object]:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, Base.metadata))

    await migrate(database)
    async with database.engine.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_migrating_twice_changes_nothing(database: Database) -> None:
    await migrate(database)
    once = await table_names(database)
    await migrate(database)
    assert await table_names(database) == once == {*Base.metadata.tables, "alembic_version"}


async def test_the_migrations_can_be_undone_and_done_again(database: Database) -> None:
    def downgrade(connection: Connection) -> None:
        config = alembic_config()
        config.attributes["connection"] = connection
        command.downgrade(config, "base")

    await migrate(database)
    async with database.engine.connect() as connection:
        await connection.run_sync(downgrade)
        await connection.commit()
    assert await table_names(database) == {"alembic_version"}
    await migrate(database)
    assert await table_names(database) >= set(Base.metadata.tables)
