"""A person at a survey's pages: what they read, fill in and press, without JavaScript."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from httpx import AsyncClient, Response

from tests.feedback_api.helpers import form_token


class Walk:
    """One browser on its way through one survey. `page` is what is on the screen."""

    def __init__(self, client: AsyncClient, survey: str) -> None:
        self.client = client
        self.survey = survey
        self.page: Response

    @property
    def place(self) -> str:
        """Where on the way the screen is, such as "q/fun" or "check"."""
        return self.page.url.path.removeprefix(f"/surveys/{self.survey}").strip("/")

    @property
    def heading(self) -> str:
        """What is asked, or said first."""
        found = re.search(r"<h1[^>]*>(.*?)</h1>", self.page.text, re.DOTALL)
        assert found is not None, self.page.text
        return " ".join(unescape(re.sub(r"<[^>]+>", "", found.group(1))).split())

    @property
    def problem(self) -> str | None:
        """What the error summary says."""
        found = re.search(r'error-summary__list">.*?<a [^>]*>(.*?)</a>', self.page.text, re.DOTALL)
        return unescape(found.group(1)).strip() if found else None

    @property
    def code(self) -> str:
        """The code on the screen."""
        found = re.search(r'id="code">([0-9A-Z-]+)<', self.page.text)
        assert found is not None, self.page.text
        return found.group(1)

    def value(self, name: str) -> str:
        """What stands in a box."""
        tag = re.search(rf'<(?:input|textarea)[^>]* name="{name}"[^>]*>([^<]*)', self.page.text)
        assert tag is not None, self.page.text
        typed = re.search(r' value="([^"]*)"', tag.group(0))
        return unescape(typed.group(1) if typed else tag.group(1))

    @property
    def picked(self) -> list[str]:
        """The options that are marked."""
        tags: list[str] = re.findall(r"<input[^>]*>", self.page.text)
        return [re.findall(r' value="([^"]*)"', tag)[0] for tag in tags if " checked" in tag]

    async def open(self, path: str = "") -> Walk:
        """Open one of the survey's pages."""
        self.page = await self.client.get(f"/surveys/{self.survey}{path}", follow_redirects=True)
        return self

    async def begin(self, audience: str = "parent", language: str = "en") -> Walk:
        """Say yes to the consent."""
        await self.open(f"?for={audience}&language={language}")
        return await self.send("", answer="yes", audience=audience, language=language)

    async def fill(self, **fields: Any) -> Walk:
        """Fill in the question on the screen and press Continue."""
        return await self.send(f"/{self.place}", action="save", **fields)

    async def skip(self) -> Walk:
        """Press "Skip this question"."""
        return await self.send(f"/{self.place}", action="skip")

    async def send(self, path: str, **fields: Any) -> Walk:
        """Send the form on the screen, with its token, to an address of the survey."""
        fields = {"csrf_token": form_token(self.page), **fields}
        self.page = await self.client.post(f"/surveys/{self.survey}{path}", data=fields, follow_redirects=True)
        return self

    async def to_check(self) -> Walk:
        """Skip all that is left."""
        while self.place.startswith("q/"):
            await self.skip()
        return self

    async def send_answers(self) -> Walk:
        """Press "Send my answers" on the page to check them."""
        return await self.send("/send")
