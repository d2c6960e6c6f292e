"""After the database is destroyed a backup brings back every response, and nobody can read it without its key."""

from __future__ import annotations

from pathlib import Path

import pyrage
import pytest
from sqlalchemy import select, text

from feedback_api.backup.archive import Key, Lock
from feedback_api.backup.service import back_up, restore
from feedback_api.backup.snapshots import sqlite_file
from feedback_api.database import Database
from feedback_api.errors import Conflict, InvalidInput
from feedback_api.models import ResponseAnswer, SurveyResponse
from feedback_api.service_state import ServiceState
from feedback_api.settings import Settings
from tests.feedback_api.helpers import store

WORDS = "Not one of these may be lost"
IDENTITY = pyrage.x25519.Identity.generate()
LOCK, KEY = Lock((str(IDENTITY.to_public()),)), Key(str(IDENTITY))


async def responses(settings: Settings) -> list[tuple[str, str | None]]:
    """Every response's code with its words."""
    database = Database(settings.database_address)
    try:
        async with database.transaction() as session:
            found = await session.execute(
                select(SurveyResponse.reference_code, ResponseAnswer.text)
                .join(SurveyResponse.answers)
                .where(ResponseAnswer.question_id == "words")
                .order_by(SurveyResponse.reference_code)
            )
            return [(code, words) for code, words in found]
    finally:
        await database.close()


async def destroy(service: ServiceState, database_kind: str) -> None:
    """Lose every table."""
    if database_kind == "postgresql":
        async with service.database.transaction() as session:
            await session.execute(text("DROP SCHEMA public CASCADE"))
            await session.execute(text("CREATE SCHEMA public"))
    await service.database.close()
    if database_kind == "sqlite":
        sqlite_file(service.settings).unlink()


async def test_every_response_is_back_after_the_database_was_destroyed(
    service: ServiceState, database_kind: str, tmp_path: Path
) -> None:
    for number in range(30):
        await store(service, {"words": f"{WORDS}: {number}"})
    before = await responses(service.settings)
    manifest = back_up(service.settings, tmp_path / "b.age", LOCK)
    assert manifest.rows["survey_response"] == 30
    assert WORDS.encode() not in (tmp_path / "b.age").read_bytes()
    await destroy(service, database_kind)
    restore(service.settings, tmp_path / "b.age", KEY)
    assert await responses(service.settings) == before
    assert len(before) == 30


async def test_a_database_that_is_there_is_overwritten_only_by_force(service: ServiceState, tmp_path: Path) -> None:
    await store(service, {"words": "In the backup."})
    back_up(service.settings, tmp_path / "b.age", LOCK)
    await store(service, {"words": "Since."})
    await service.database.close()
    with pytest.raises(Conflict):
        restore(service.settings, tmp_path / "b.age", KEY)
    assert len(await responses(service.settings)) == 2
    restore(service.settings, tmp_path / "b.age", KEY, force=True)
    assert [words for _, words in await responses(service.settings)] == ["In the backup."]


async def test_a_wrong_key_or_a_changed_byte_changes_nothing(service: ServiceState, tmp_path: Path) -> None:
    file = tmp_path / "b.age"
    back_up(service.settings, file, Lock(passphrase="three words that fit"))
    with pytest.raises(InvalidInput):
        restore(service.settings, file, Key(passphrase="three other words"), force=True)
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)
    with pytest.raises(InvalidInput):
        restore(service.settings, file, Key(passphrase="three words that fit"), force=True)


async def test_nothing_is_written_without_a_key(service: ServiceState, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput):
        back_up(service.settings, tmp_path / "b.age", Lock())
    assert not (tmp_path / "b.age").exists()
