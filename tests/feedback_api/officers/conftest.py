"""An officer whom the tests sign in."""

from __future__ import annotations

import pytest

from feedback_api.officers.service import Officers

NAME, PASSWORD = "j.smith", "three unrelated words"


@pytest.fixture
async def officer(officers: Officers) -> str:
    """The name of an officer with a password of their own."""
    await officers.create(NAME, PASSWORD, temporary=False)
    return NAME


@pytest.fixture
async def newcomer(officers: Officers) -> str:
    """The name of an officer who has only a one-time password so far."""
    await officers.create(NAME, PASSWORD, temporary=True)
    return NAME
