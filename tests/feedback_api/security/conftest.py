"""An officer, signed in; and every address that the service has."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from httpx import AsyncClient

from tests.feedback_api.helpers import sign_in
from tests.feedback_api.officers.conftest import PASSWORD, officer, password_hash

__all__ = ["officer", "password_hash"]

WITHOUT_SIGN_IN = {"/officer/sign-in"}


@dataclass(frozen=True)
class Address:
    """A route and one of its methods, with something in the place of each of its parameters."""

    method: str
    path: str


def addresses(app: FastAPI, beginning: str) -> list[Address]:
    """Every address that begins so."""
    found = []
    for context in iter_route_contexts(app.routes):
        path = context.path or ""
        if path.startswith(beginning) and context.methods:
            filled = re.sub(r"\{[^}]+\}", "2026-27-Q1", path)
            found += [Address(method, filled) for method in sorted(context.methods - {"HEAD", "OPTIONS"})]
    return found


@pytest.fixture
def officers_addresses(loaded_app: FastAPI) -> list[Address]:
    """What is for officers alone."""
    return [address for address in addresses(loaded_app, "/officer") if address.path not in WITHOUT_SIGN_IN]


@pytest.fixture
async def signed_in(client: AsyncClient, officer: str) -> AsyncClient:
    """The client, signed in as an officer."""
    assert (await sign_in(client, officer, PASSWORD)).status_code == 303
    return client
