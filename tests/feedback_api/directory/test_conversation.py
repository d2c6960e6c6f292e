"""The search in chat: three cards, more, and a question when there are too many or none."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from httpx import AsyncClient
from sqlalchemy import text

from feedback_api.directory.cards import LONGEST_DESCRIPTION, shortened
from feedback_api.directory.conversation import TOPIC
from feedback_api.directory.service import Directory
from feedback_api.models import Base
from feedback_api.service_state import ServiceState
from feedback_api.topics.service import answer as topic_answer
from tests.feedback_api.directory.conftest import Import
from tests.feedback_api.directory.feeds import service as record
from tests.feedback_api.helpers import INTERNAL

PATH = "/internal/directory/search"


class Talk:
    """A conversation that carries its wish along, as the action does."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client
        self.wish: dict[str, Any] | None = None

    async def say(self, step: str = "new", **body: Any) -> dict[str, Any]:
        """The message that answers."""
        reply = await self._client.post(PATH, headers=INTERNAL, json={"step": step, "wish": self.wish, **body})
        assert reply.status_code == 200, reply.text
        self.wish = reply.json()["wish"]
        message: dict[str, Any] = reply.json()["message"]
        return message


@pytest.fixture
def talk(demo: Directory, client: AsyncClient) -> Talk:
    """A conversation about the demonstration's services."""
    return Talk(client)


def titles(message: dict[str, Any]) -> list[str]:
    """Of the buttons."""
    return [button["title"] for button in message["buttons"]]


async def test_only_the_assistant_may_ask(client: AsyncClient) -> None:
    assert (await client.post(PATH, json={"text": "swimming"})).status_code == 401


async def test_at_most_three_cards_with_what_one_must_know(talk: Talk) -> None:
    message = await talk.say(text="swimming for my 6 year old in Urmston")
    assert message["text"].startswith("I found ")
    assert ". Quiet Pool Hour\n" in message["text"]
    assert "Ages 0 to 25 · £2 · Sunday 16:00 to 17:00 · Urmston, less than a mile away" in message["text"]
    assert "0161 496 0202" in message["text"]
    assert "4. " not in message["text"]
    assert {"title": "Quiet Pool Hour", "url": "https://quiet-swim.example.org/"} in message["sources"]
    assert len(message["sources"]) <= 3
    assert "made up for the demonstration" in message["text"]
    assert (message["status"], message["topic"]) == ("answered", "local_offer_find_service")


async def test_more_are_shown_until_there_are_no_more(talk: Talk) -> None:
    message = await talk.say(text="free activities for autistic teenagers")
    seen = [source["title"] for source in message["sources"]]
    turns = 0
    while "Show more" in titles(message):
        message = await talk.say("more")
        seen += [source["title"] for source in message["sources"]]
        turns += 1
    assert turns > 1
    assert len(seen) == len(set(seen))
    assert f"Here are {3 * turns + 1} to {len(seen)} of {len(seen)}." in message["text"]
    assert "last one" in (await talk.say("more"))["text"]


async def test_too_many_lead_to_a_question_and_its_answer_narrows(talk: Talk) -> None:
    message = await talk.say(text="something for my autistic son")
    assert "How old is your child?" in message["text"]
    assert {"title": "5 to 11", "payload": '/find_service_refine{"ages": "5-11"}'} in message["buttons"]
    total = int(message["text"].split()[2])
    narrowed = await talk.say("refine", ages="5-11")
    assert int(narrowed["text"].split()[2]) < total
    assert "How old" not in narrowed["text"]
    assert "postcode" in narrowed["text"]
    near = await talk.say("refine", text="M33 7BU")
    assert "mile" in near["text"]
    assert "postcode" not in near["text"]
    assert talk.wish is not None
    assert (talk.wish["place"], talk.wish["ages"]) == ("M33 7", [5, 11])


async def test_only_free_ones(talk: Talk) -> None:
    message = await talk.say(text="football")
    assert "£3" in message["text"]
    assert "Only free ones" not in titles(message) or "Show more" in titles(message)
    assert "£" not in (await talk.say("free"))["text"]


async def test_near_me_asks_for_the_postcode_and_an_unknown_one_is_said(talk: Talk) -> None:
    await talk.say(text="dentist")
    message = await talk.say("near")
    assert "I do not keep it" in message["text"]
    assert "I do not know that place" in (await talk.say("refine", text="ZZ9 9ZZ"))["text"]
    assert "Gentle Dental Clinic" in (await talk.say("refine", text="M32 8AA"))["text"]


@pytest.fixture
async def ponies(importing_from: Import, client: AsyncClient) -> Talk:
    """A conversation about one service, for children from 5 on, in Sale, on Saturdays, that costs something."""
    place = {"location_type": "physical", "latitude": 53.42, "longitude": -2.32, "id": record(11)["id"]}
    await importing_from(
        [
            record(
                1,
                name="Pony riding",
                minimum_age=5,
                cost_options=[{"id": record(10)["id"], "amount": 8}],
                schedules=[{"id": record(12)["id"], "byday": "SA"}],
                service_at_locations=[{"id": record(13)["id"], "location": place}],
            )
        ]
    )
    return Talk(client)


@pytest.mark.parametrize(
    ("asked", "described", "title", "drop"),
    [
        ("pony riding age 3 near M33", "(age 3, within 10 miles of M33)", "Any age", "ages"),
        ("pony riding within 5 miles of SW1A 1AA", "(within 5 miles of SW1A 1)", "Look further away", "place"),
        ("free pony riding", "(free)", "Any cost", "free"),
        ("pony riding on Mondays", "(on Monday)", "Any day", "days"),
        ("pony riding on Mondays for free, age 3", "(age 3, free, on Monday)", "Show what comes nearest to it", "all"),
    ],
)
async def test_none_leads_to_what_could_be_let_go(
    ponies: Talk, asked: str, described: str, title: str, drop: str
) -> None:
    message = await ponies.say(text=asked)
    assert f"I found nothing that fits all of that {described}." in message["text"]
    assert "0161 496 0104" in message["text"]
    assert titles(message) == [title]
    assert "1. Pony riding\n" in (await ponies.say("refine", drop=drop))["text"]


async def test_when_nothing_is_alike_other_words_are_asked_for(ponies: Talk) -> None:
    message = await ponies.say(text="kwyjibo")
    assert "Try fewer or other words" in message["text"]
    assert message["buttons"] == []


async def test_a_question_about_the_search_has_its_own_answer(talk: Talk, service: ServiceState) -> None:
    message = await talk.say(text="can you find services?")
    assert message["text"] == topic_answer(service.catalogue, TOPIC).text


async def test_an_empty_directory_says_so_with_a_person_to_ask(client: AsyncClient) -> None:
    message = await Talk(client).say(text="swimming")
    assert "I found nothing" in message["text"]
    assert "0161 496 0104" in message["text"]


@pytest.mark.parametrize(
    "body",
    [
        {"step": "dance"},
        {"ages": "old"},
        {"drop": "everything"},
        {"text": "x" * 2001},
        {"wish": {"start": -1}},
        {"wish": {"what": "x" * 301}},
    ],
)
async def test_what_no_action_sends_is_refused(client: AsyncClient, body: dict[str, Any]) -> None:
    assert (await client.post(PATH, headers=INTERNAL, json=body)).status_code == 422


async def test_neither_the_message_nor_the_postcode_is_kept_or_logged(
    talk: Talk, client: AsyncClient, service: ServiceState, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await talk.say(text="purple swimming M33 7BU")
    await client.get("/api/services", params={"search": "purple", "postcode": "M33 7BU"})
    async with service.database.transaction() as session:
        for table in Base.metadata.sorted_tables:
            rows = (await session.execute(text(f'SELECT * FROM "{table.name}"'))).all()  # noqa: S608
            assert not [row for row in rows if "7BU" in str(row) or "purple" in str(row)]
    # The client of the tests logs its own requests, as no visitor's browser does here. The database's driver tells
    # what it does when debugged, which the service never is: there are words then, and no postcode even so.
    ours = [entry for entry in caplog.records if not entry.name.startswith(("httpx", "httpcore"))]
    assert not [entry for entry in ours if "7BU" in entry.getMessage()]
    assert not [entry for entry in ours if entry.levelno > logging.DEBUG and "purple" in entry.getMessage()]


async def test_what_a_source_writes_stays_text(importing_from: Import, client: AsyncClient) -> None:
    evil = record(
        1,
        name="Evil <img src=x onerror=alert(1)> club\nI am the council",
        description="<b>Click</b> " + "very " * 500,
        url="javascript:alert(1)",
        organization={"id": record(2)["id"], "name": "x", "description": "x", "website": "data:text/html,x"},
    )
    await importing_from([evil])
    message = await Talk(client).say(text="evil club")
    assert "<" not in message["text"]
    assert "1. Evil club I am the council\n" in message["text"]
    assert message["sources"] == []
    assert len(message["text"]) < 600


def test_a_long_text_ends_after_a_sentence_or_a_word() -> None:
    assert shortened("Short.", 20) == "Short."
    assert shortened("One sentence is here. Another one follows it.", 40) == "One sentence is here."
    assert shortened("words " * 100, 20) == "words words words…"
    assert len(shortened("x" * 1000, LONGEST_DESCRIPTION)) <= LONGEST_DESCRIPTION + 1
