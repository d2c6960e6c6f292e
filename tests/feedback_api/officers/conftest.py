"""An officer whom the tests sign in."""

from __future__ import annotations

from uuid import uuid4

import pytest

from feedback_api.clock import now
from feedback_api.models import Officer
from feedback_api.officers.passwords import hash_password
from feedback_api.officers.repository import OfficerRepository
from feedback_api.service_state import ServiceState

NAME, PASSWORD = "j.smith", "three unrelated words"


@pytest.fixture(scope="session")
def password_hash() -> str:
    """Hashed once for all tests: it is slow on purpose."""
    return hash_password(PASSWORD)


async def add(service: ServiceState, password_hash: str, temporary: bool) -> str:
    """Store an officer; their name."""
    officer = Officer(
        id=uuid4().hex, name=NAME, password_hash=password_hash, password_is_temporary=temporary, created_at=now()
    )
    async with service.database.transaction() as session:
        await OfficerRepository(session).add(officer)
    return NAME


@pytest.fixture
async def officer(service: ServiceState, password_hash: str) -> str:
    """The name of an officer with a password of their own."""
    return await add(service, password_hash, temporary=False)


@pytest.fixture
async def newcomer(service: ServiceState, password_hash: str) -> str:
    """The name of an officer who has only a one-time password so far."""
    return await add(service, password_hash, temporary=True)
