"""A survey on pages, from the first to the code."""

from __future__ import annotations

import pytest
from httpx import AsyncClient
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from feedback_api.models import ResponseAnswer, SurveyDraft, SurveyResponse
from feedback_api.service_state import ServiceState
from tests.feedback_api.helpers import EVERY_KIND, SURVEY
from tests.feedback_api.survey_pages.walk import Walk


async def stored(service: ServiceState) -> list[SurveyResponse]:
    """All responses, with their answers."""
    async with service.database.transaction() as session:
        found = await session.scalars(select(SurveyResponse).options(selectinload(SurveyResponse.answers)))
        return list(found.all())


def answers_of(response: SurveyResponse) -> dict[str, ResponseAnswer]:
    """The answers by their question."""
    return {answer.question_id: answer for answer in response.answers}


async def test_the_list_leads_to_each_survey(client: AsyncClient, service: ServiceState) -> None:
    page = (await client.get("/surveys")).text
    for survey in service.surveys.all():
        assert f'href="/surveys/{survey.id}"' in page
        assert (await client.get(f"/surveys/{survey.id}")).status_code == 200


async def test_before_the_first_question_a_person_reads_what_it_is_for_and_agrees(client: AsyncClient) -> None:
    walk = await Walk(client, SURVEY).open()
    assert walk.heading == "The bus to school"
    for words in ("Three questions about your bus.", "When the bus comes.", "By the end of term.", "May we keep"):
        assert words in walk.page.text
    assert (await walk.send("", answer="", audience="parent")).problem == "Pick yes or no"


async def test_a_no_to_the_consent_keeps_nothing(client: AsyncClient, service: ServiceState) -> None:
    walk = await Walk(client, SURVEY).open()
    await walk.send("", answer="no", audience="parent")
    assert walk.heading == "That is fine. Nothing is kept."
    async with service.database.transaction() as session:
        assert (await session.scalars(select(SurveyDraft))).all() == []


async def test_who_is_there_is_asked_only_where_it_matters(client: AsyncClient) -> None:
    walk = await Walk(client, EVERY_KIND).open()
    assert walk.heading == "Who are you?"
    assert (await walk.open("?who=1")).problem == "Pick who you are"
    assert (await walk.open("?for=young_person")).heading == "My day out"


async def test_every_kind_of_answer_reaches_the_response(client: AsyncClient, service: ServiceState) -> None:
    walk = await Walk(client, EVERY_KIND).begin()
    await walk.fill(answer="good")
    await walk.fill(answer="no")
    await walk.fill(text="The bus has no ramp.\r\nNor has the boat. 🙂")
    await walk.fill(answer="other", other="The moon")
    await walk.fill(answer=["food", "other"], other="The songs")
    await walk.fill(text="12")
    await walk.fill(month="3", year="2026")
    await walk.fill(text="m33 4ab")
    await walk.fill(answer="yes")
    assert walk.place == "check"
    for words in (
        "The bus has no ramp.",
        "Somewhere else: The moon",
        "The food, Something else: The songs",
        "12 weeks",
    ):
        assert words in walk.page.text
    assert "March 2026" in walk.page.text
    assert "4AB" not in walk.page.text
    await walk.send_answers()
    [response] = await stored(service)
    assert (response.reference_code, response.channel, response.audience) == (walk.code, "page", "parent")
    assert response.may_publish
    answers = answers_of(response)
    assert answers["fun"].choice == "good"
    assert answers["why_not"].text == "The bus has no ramp.\nNor has the boat. 🙂"
    assert (answers["where"].choice, answers["where"].text) == ("other", "The moon")
    assert (answers["liked"].picked, answers["liked"].text) == (["food", "other"], "The songs")
    assert answers["weeks"].number == 12
    assert (answers["month"].choice, answers["district"].choice) == ("2026-03", "M33")


async def test_a_young_person_is_asked_in_their_own_words_and_may_have_help(
    client: AsyncClient, service: ServiceState
) -> None:
    walk = await Walk(client, EVERY_KIND).begin("young_person")
    assert walk.heading == "Is somebody helping you?"
    await walk.fill(answer="yes")
    assert walk.heading == "How was your day?"
    for words in ("🙁</span>", "Bad", "Good"):
        assert words in walk.page.text
    await walk.fill(answer="good")
    await (await walk.to_check()).send_answers()
    [response] = await stored(service)
    assert (response.audience, response.helped) == ("young_person", True)


async def test_every_question_can_be_skipped_and_nothing_answered_stores_nothing(
    client: AsyncClient, service: ServiceState
) -> None:
    walk = await Walk(client, SURVEY).begin()
    await walk.to_check()
    assert walk.page.text.count("Skipped") == 3
    await walk.send_answers()
    assert walk.heading == "Nothing was kept"
    assert await stored(service) == []


async def test_progress_is_told(client: AsyncClient) -> None:
    walk = await Walk(client, SURVEY).begin()
    assert "Question 1 of 3" in walk.page.text
    await walk.skip()
    assert "Question 2 of 3" in walk.page.text


@pytest.mark.parametrize(
    ("place", "fields", "problem"),
    [
        ("fun", {}, "Pick an answer, or skip this question"),
        ("fun", {"answer": "superb"}, "“superb” is not one of its answers: bad, all_right, good."),
        ("weeks", {"text": "a lot"}, "The answer must be a whole number."),
        ("weeks", {"text": "101"}, "The answer must be a whole number from 0 to 100."),
        ("month", {"month": "13", "year": "2026"}, "The answer must be a month, such as 2026-09."),
        ("month", {"month": "3", "year": ""}, "The answer must be a month, such as 2026-09."),
        ("district", {"text": "Sale"}, "Please give the first half of a postcode, such as M33."),
        ("liked", {"answer": ["food", "nothing"]}, "“None of it” can't be picked together with others."),
        ("where", {"answer": "sea", "other": "x"}, "There are words beside “other”, but “other” was not picked."),
    ],
)
async def test_what_does_not_fit_is_said_in_a_summary_and_is_still_there(
    client: AsyncClient, place: str, fields: dict[str, str], problem: str
) -> None:
    walk = await Walk(client, EVERY_KIND).begin()
    while walk.place != f"q/{place}":
        await walk.skip()
    await walk.fill(**fields)
    assert walk.page.status_code == 422
    assert (walk.place, walk.problem) == (f"q/{place}", problem)
    assert "<title>Error: " in walk.page.text
    for name in ("text", "month", "year", "other"):
        if name in fields:
            assert walk.value(name) == fields[name]


async def test_words_beside_other_count_as_other_ticked_or_not(client: AsyncClient, service: ServiceState) -> None:
    walk = await Walk(client, EVERY_KIND).begin()
    while walk.place != "q/liked":
        await walk.skip()
    await walk.fill(answer="food", other="The songs")
    await (await walk.to_check()).send_answers()
    [response] = await stored(service)
    assert (answers_of(response)["liked"].picked, answers_of(response)["liked"].text) == (
        ["food", "other"],
        "The songs",
    )


NASTY = "<script>alert(1)</script> '; DROP TABLE survey_response; -- \x00 شكرا 🙂 " + "é" * 9900


async def test_ten_thousand_characters_of_anything_come_back_as_they_were(
    client: AsyncClient, service: ServiceState
) -> None:
    walk = await Walk(client, SURVEY).begin()
    await walk.fill(answer="always")
    await walk.fill(answer="yes")
    await walk.fill(text=NASTY)
    assert walk.place == "check"
    assert "<script>alert" not in walk.page.text
    await walk.open("/q/words")
    assert walk.value("text").strip() == NASTY.replace("\x00", "")
    await (await walk.open("/check")).send_answers()
    [response] = await stored(service)
    assert answers_of(response)["words"].text == NASTY.replace("\x00", "")


async def test_too_many_characters_are_refused_and_none_is_lost(client: AsyncClient) -> None:
    walk = await Walk(client, SURVEY).begin()
    await (await walk.skip()).skip()
    await walk.fill(text="x" * 10_001)
    assert walk.problem is not None
    assert "10,001 characters" in walk.problem
    assert len(walk.value("text").strip()) == 10_001
