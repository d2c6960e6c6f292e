"""Every page whose address has no parameter, for families and for officers, so that a new one can't be forgotten."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from fastapi.routing import iter_route_contexts
from playwright.sync_api import Page

from feedback_api.clock import Quarter, now
from feedback_api.main import create_app
from feedback_api.settings import Settings
from tests.browser.test_end_to_end import sign_in
from tests.served import ServedSystem

pytestmark = pytest.mark.browser

# The API's own documentation is made by a library, for programmers; what is no page can't be looked at.
NO_PAGES = ("/api", "/docs", "/redoc", "/openapi", "/health", "/static", "/internal")


def pages(folder: Path) -> list[str]:
    """The addresses."""
    found = set()
    for context in iter_route_contexts(create_app(Settings(var_folder=folder)).routes):
        path = context.path or ""
        if "GET" in (context.methods or ()) and "{" not in path and not path.startswith(NO_PAGES):
            found.add(path)
    return sorted(found)


def test_axe_finds_nothing_on_any_page(page: Page, served: ServedSystem, tmp_path: Path) -> None:
    sign_in(page, served)
    addresses = pages(tmp_path)
    assert len(addresses) > 15
    finished = Quarter.of(now()).previous().name
    found = {}
    for address in [*addresses, f"/officer/reports/{finished}", "/surveys/ehc_parent"]:
        reply = page.goto(f"{served.url}{address}")
        assert reply is not None and reply.status == 200, address
        if "text/html" in reply.headers.get("content-type", ""):
            problems = Axe().run(page).response["violations"]
            if problems:
                found[address] = [(problem["id"], [node["html"] for node in problem["nodes"]]) for problem in problems]
    assert found == {}
