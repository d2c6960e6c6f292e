"""An officer whom the tests sign in."""

from __future__ import annotations

import pytest

from feedback_api.officers.passwords import hash_password
from feedback_api.service_state import ServiceState
from tests.feedback_api.officers.conftest import PASSWORD, add


@pytest.fixture(scope="session")
def password_hash() -> str:
    """Hashed once for all tests: it is slow on purpose."""
    return hash_password(PASSWORD)


@pytest.fixture
async def officer(service: ServiceState, password_hash: str) -> str:
    """The name of an officer with a password of their own."""
    return await add(service, password_hash, temporary=False)
