"""Topics as anybody may read them."""

from __future__ import annotations

import pytest
from httpx import AsyncClient

from feedback_api.service_state import ServiceState
from tests.feedback_api.helpers import INTERNAL

TOPIC = "annual_review_what"


@pytest.mark.parametrize("version", ["answer", "more", "easy_read"])
async def test_each_version_says_who_can_help_and_where_it_comes_from(
    client: AsyncClient, service: ServiceState, version: str
) -> None:
    said = (await client.get(f"/api/topics/{TOPIC}", params={"version": version})).json()
    assert said["topic"] == TOPIC
    assert "Who can help:" in said["text"]
    assert service.area.contacts["send_team"].phone in said["text"]
    assert all(source["url"].startswith("https://") for source in said["sources"])
    assert said["alternatives"] == service.catalogue.topic(TOPIC).follow_ups


async def test_the_short_answer_offers_more_and_easier_words(client: AsyncClient) -> None:
    said = (await client.get(f"/api/topics/{TOPIC}")).json()
    assert {"Tell me more", "Easier words"} <= {button["title"] for button in said["buttons"]}


async def test_an_unknown_topic_or_version_is_refused_in_words(client: AsyncClient) -> None:
    assert (await client.get("/api/topics/no_such_topic")).status_code == 404
    reply = await client.get(f"/api/topics/{TOPIC}", params={"version": "longest"})
    assert reply.status_code == 422
    assert "version" in reply.json()["detail"]


async def test_a_reply_offers_the_nearest_topics_first(client: AsyncClient) -> None:
    said = (
        await client.get("/internal/replies/unsure", headers=INTERNAL, params={"nearest": [TOPIC, "no_such_topic"]})
    ).json()
    assert said["alternatives"] == [TOPIC]
    assert TOPIC in said["buttons"][0]["payload"]
