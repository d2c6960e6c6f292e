"""What any browser gets: pages that say what they are, and headers that keep others out."""

from __future__ import annotations

import re

import pytest
from httpx import AsyncClient

from tests.feedback_api.conftest import Serve
from tests.served import free_port

DEMONSTRATION = re.compile(r"Demonstration\.</strong> This is not a service of Trafford Council")


@pytest.mark.parametrize(
    ("path", "status"), [("/", 200), ("/no-such-page", 404), ("/officer/sign-in", 200), ("/officer/no-such-page", 404)]
)
async def test_every_page_says_that_it_is_a_demonstration(client: AsyncClient, path: str, status: int) -> None:
    page = await client.get(path)
    assert page.status_code == status
    assert DEMONSTRATION.search(page.text)
    assert page.text.startswith("<!doctype html>")


async def test_a_demonstration_council_says_so_even_without_demonstration_data(serve: Serve) -> None:
    async with serve(demo=False) as client:
        assert DEMONSTRATION.search((await client.get("/")).text)


async def test_the_front_page_leads_to_people_and_to_the_assistant(client: AsyncClient) -> None:
    page = (await client.get("/")).text
    assert "Trafford SENDIASS: 0161 496 0102" in page
    assert 'src="/static/widget.js"' in page
    for path in re.findall(r'(?:src|href)="(/static/[^"]+)"', page):
        assert (await client.get(path)).status_code == 200


async def test_a_missing_page_is_said_in_words_with_a_way_back(client: AsyncClient) -> None:
    page = (await client.get("/no-such-page?<script>alert(1)</script>")).text
    assert "There is no such page here." in page
    assert '<a href="/">' in page
    assert "<script>" not in page


async def test_programs_get_json_for_a_missing_address(client: AsyncClient) -> None:
    reply = await client.get("/api/no-such-thing")
    assert reply.status_code == 404
    assert reply.json() == {"detail": "There is no such page here.", "code": "http_error"}


async def test_a_wrong_method_is_refused_with_the_right_ones(client: AsyncClient) -> None:
    reply = await client.get("/api/chat/messages")
    assert reply.status_code == 405
    assert reply.headers["allow"] == "POST"
    assert reply.json()["detail"]


@pytest.mark.parametrize("path", ["/", "/no-such-page", "/docs", "/static/widget.js", "/api/surveys", "/officer"])
async def test_every_answer_has_the_headers_that_keep_others_out(client: AsyncClient, path: str) -> None:
    headers = (await client.get(path)).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "object-src 'none'" in policy
    assert "http" not in policy
    assert ("script-src 'self' 'unsafe-inline'" in policy) is (path == "/docs")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


async def test_a_refused_body_has_those_headers_too(client: AsyncClient) -> None:
    reply = await client.post("/api/chat/sessions", content=b"x" * 200_000)
    assert reply.status_code == 413
    assert reply.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ["/", "/officer/sign-in"])
async def test_no_cache_keeps_a_page(client: AsyncClient, path: str) -> None:
    assert (await client.get(path)).headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["/docs", "/redoc"])
async def test_the_documentation_needs_no_other_host(client: AsyncClient, path: str) -> None:
    page = await client.get(path)
    assert page.status_code == 200
    loaded = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert loaded
    assert not [address for address in loaded if "//" in address]
    for address in loaded:
        assert (await client.get(address)).status_code == 200


async def test_the_documentation_tells_nobody_of_the_inner_addresses(client: AsyncClient) -> None:
    paths = (await client.get("/openapi.json")).json()["paths"]
    assert "/api/chat/messages" in paths
    assert not [path for path in paths if path.startswith(("/internal", "/officer"))]


async def test_the_service_is_healthy_when_its_database_answers(client: AsyncClient) -> None:
    assert (await client.get("/health")).json() == {"status": "ok"}


async def test_when_the_database_is_away_everybody_is_told_so(serve: Serve) -> None:
    async with serve(database_url=f"postgresql://127.0.0.1:{free_port()}/away") as client:
        reply = await client.post("/api/chat/sessions")
        assert (reply.status_code, reply.json()["code"]) == (503, "database_away")
        assert "Nothing that was saved is lost." in reply.json()["detail"]
        assert (await client.get("/health")).status_code == 503
        assert (await client.get("/")).status_code == 200
