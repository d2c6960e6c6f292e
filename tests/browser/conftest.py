"""A real Chromium: the system's, else the one that Playwright installed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.served import ROOT, ServedSystem

SCREENSHOTS = ROOT / "var" / "screenshots"
# No calls home from the browser, so that what a page itself asks for is all that can be seen.
ARGUMENTS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # A page of a council's own site, as a test makes one up, may not call this machine otherwise.
    "--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests."""
    names = ("chromium", "chromium-browser", "google-chrome")
    executable = next((path for path in map(shutil.which, names) if path), None)
    # Chromium has no sandbox for root.
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=[*ARGUMENTS, *sandbox])
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, served: ServedSystem) -> Iterator[Page]:
    """A fresh page. A call to another host, or an error in the page's own script, fails the test."""
    context = browser.new_context(base_url=served.url, viewport={"width": 1280, "height": 860}, accept_downloads=True)
    page = context.new_page()
    foreign: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: foreign.append(request.url) if not request.url.startswith(served.url) else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.set_default_timeout(15_000)
    yield page
    context.close()
    assert foreign == []
    assert errors == []


def screenshot(page: Page, name: str) -> Path:
    """Take a picture of what is to be seen."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    file = SCREENSHOTS / f"{name}.png"
    page.screenshot(path=file)
    return file
