"""Double clicks, second tabs, Back, reloads, other devices: nothing lost, nothing twice."""

from __future__ import annotations

import asyncio
import re

import pytest
from httpx import AsyncClient
from sqlalchemy import func, select

from feedback_api.models import SurveyDraft, SurveyResponse
from feedback_api.service_state import ServiceState
from tests.feedback_api.conftest import Serve
from tests.feedback_api.helpers import EVERY_KIND, SURVEY, form_token
from tests.feedback_api.survey_pages.walk import Walk


async def how_many(service: ServiceState, table: type[SurveyDraft] | type[SurveyResponse]) -> int:
    """The number of drafts, or of responses."""
    async with service.database.transaction() as session:
        return await session.scalar(select(func.count()).select_from(table)) or 0


async def answered(client: AsyncClient) -> Walk:
    """Somebody who has answered all and sees the page to check it."""
    walk = await Walk(client, SURVEY).begin()
    await walk.fill(answer="never")
    await walk.fill(answer="no")
    return await walk.fill(text="The driver never waits.")


async def test_a_double_click_on_send_stores_one_and_shows_one_code(client: AsyncClient, service: ServiceState) -> None:
    walk = await answered(client)
    token = form_token(walk.page)
    replies = await asyncio.gather(
        *(client.post(f"/surveys/{SURVEY}/send", data={"csrf_token": token}) for _ in range(5))
    )
    assert {reply.headers["location"].partition("?")[0] for reply in replies} == {f"/surveys/{SURVEY}/sent"}
    assert await how_many(service, SurveyResponse) == 1


async def test_a_double_click_on_an_answer_is_one_answer(client: AsyncClient) -> None:
    walk = await Walk(client, SURVEY).begin()
    fields = {"csrf_token": form_token(walk.page), "answer": "always", "action": "save"}
    for _ in range(2):
        reply = await client.post(f"/surveys/{SURVEY}/q/on_time", data=fields)
        assert reply.headers["location"] == f"/surveys/{SURVEY}/q/friendly"


@pytest.mark.parametrize("place", ["/q/words", "/check", "/stop", "/next", "/sent"])
async def test_back_after_sending_says_that_it_was_sent_and_shows_the_code(client: AsyncClient, place: str) -> None:
    walk = await (await answered(client)).send_answers()
    code = walk.code
    await walk.open(place)
    assert walk.code == code
    assert place == "/sent" or "Your answers were sent already" in walk.page.text


async def test_an_old_tab_that_sends_or_answers_after_the_end_changes_nothing(
    client: AsyncClient, service: ServiceState
) -> None:
    walk = await answered(client)
    old_tab = form_token(walk.page)
    code = (await walk.send_answers()).code
    for path, fields in (
        ("/q/words", {"action": "save", "text": "changed"}),
        ("/send", {}),
        ("/stop", {"answer": "throw_away"}),
    ):
        reply = await client.post(
            f"/surveys/{SURVEY}{path}", data={"csrf_token": old_tab, **fields}, follow_redirects=True
        )
        assert f'id="code">{code}<' in reply.text
    assert await how_many(service, SurveyResponse) == 1


async def test_two_tabs_of_one_survey_are_one_draft(client: AsyncClient, service: ServiceState) -> None:
    first, second = await Walk(client, SURVEY).begin(), Walk(client, SURVEY)
    await second.open("/next")
    await first.fill(answer="never")
    await second.fill(answer="always")
    assert second.place == "q/friendly"
    assert (await first.open("/q/on_time")).picked == ["always"]
    assert await how_many(service, SurveyDraft) == 1


async def test_beginning_again_goes_on_where_it_was(client: AsyncClient, service: ServiceState) -> None:
    walk = await Walk(client, SURVEY).begin()
    await walk.fill(answer="never")
    await walk.begin()
    assert walk.place == "q/friendly"
    assert await how_many(service, SurveyDraft) == 1


async def test_the_way_back_shows_the_page_as_it_was_seen_last(client: AsyncClient) -> None:
    walk = await answered(client)
    back = re.search(r'href="([^"]+)" class="govuk-back-link"', walk.page.text)
    assert back is not None
    await walk.open(back.group(1).removeprefix(f"/surveys/{SURVEY}"))
    assert (walk.place, walk.value("text").strip()) == ("q/words", "The driver never waits.")
    assert (await walk.open("/q/friendly")).picked == ["no"]


async def test_an_answer_can_be_changed_from_the_page_to_check(client: AsyncClient) -> None:
    walk = await answered(client)
    assert f'href="/surveys/{SURVEY}/q/on_time"' in walk.page.text
    await walk.open("/q/on_time")
    await walk.fill(answer="always")
    assert walk.place == "check"
    assert "Always" in walk.page.text


async def test_an_abandoned_branch_is_not_sent_and_comes_back_when_walked_again(client: AsyncClient) -> None:
    walk = await Walk(client, EVERY_KIND).begin()
    await walk.skip()
    await walk.fill(answer="no")
    await walk.fill(text="No ramp.")
    await walk.open("/q/went")
    await walk.fill(answer="yes")
    assert "No ramp." not in (await walk.to_check()).page.text
    assert (await walk.open("/q/why_not")).place == "check"
    await walk.open("/q/went")
    await walk.fill(answer="no")
    assert "No ramp." in (await walk.to_check()).page.text


async def test_another_process_goes_on_at_the_same_question(serve: Serve) -> None:
    async with serve() as client:
        await (await Walk(client, SURVEY).begin()).fill(answer="never")
        cookies = client.cookies
    async with serve() as client:
        client.cookies = cookies
        assert (await Walk(client, SURVEY).open("/next")).place == "q/friendly"


async def test_a_survey_put_away_goes_on_on_another_device(serve: Serve) -> None:
    async with serve() as client:
        walk = await Walk(client, SURVEY).begin()
        await walk.fill(answer="never")
        await walk.open("/stop")
        code = (await walk.send("/stop", answer="later")).code
        assert (await walk.open("/next")).page.status_code == 404
        client.cookies.clear()
        form = await client.get("/surveys/resume")
        fields = {"csrf_token": form_token(form), "code": code.lower()}
        reply = await client.post("/surveys/resume", data=fields, follow_redirects=True)
        assert reply.url.path == f"/surveys/{SURVEY}/q/friendly"


async def test_a_code_from_a_chat_works_once(client: AsyncClient) -> None:
    walk = await Walk(client, SURVEY).begin()
    await walk.open("/stop")
    code = (await walk.send("/stop", answer="later")).code
    fields = {"csrf_token": form_token(await client.get("/surveys/resume")), "code": code, "once": "yes"}
    assert (await client.post("/surveys/resume", data=fields)).status_code == 303
    again = await client.post("/surveys/resume", data=fields)
    assert again.status_code == 404
    assert "No paused survey has that code" in again.text


async def test_codes_can_be_tried_only_so_often(serve: Serve) -> None:
    async with serve(codes_per_address="2/minute") as client:
        fields = {"csrf_token": form_token(await client.get("/surveys/resume")), "code": "NOPE-NOPE"}
        statuses = [(await client.post("/surveys/resume", data=fields)).status_code for _ in range(3)]
    assert statuses == [404, 404, 429]


async def test_stopping_sends_what_was_said_or_throws_it_away(client: AsyncClient, service: ServiceState) -> None:
    walk = await Walk(client, SURVEY).begin()
    await walk.fill(answer="never")
    await walk.open("/stop")
    assert (await walk.send("/stop")).problem == "Pick what to do"
    assert (await walk.send("/stop", answer="send")).heading == "Your answers are sent"
    client.cookies.clear()
    walk = await Walk(client, SURVEY).begin()
    await walk.fill(answer="never")
    await walk.open("/stop")
    assert (await walk.send("/stop", answer="throw_away")).heading == "Nothing was kept"
    assert (await how_many(service, SurveyDraft), await how_many(service, SurveyResponse)) == (0, 1)


async def test_a_form_of_another_site_is_refused_and_what_was_typed_is_shown_again(client: AsyncClient) -> None:
    walk = await Walk(client, SURVEY).begin()
    await (await walk.skip()).skip()
    walk.page = await client.post(
        f"/surveys/{SURVEY}/q/words", data={"action": "save", "text": "Mine", "csrf_token": "x"}
    )
    assert walk.page.status_code == 422
    assert walk.value("text").strip() == "Mine"
    for path in ("", "/send", "/stop"):
        assert (await client.post(f"/surveys/{SURVEY}{path}", data={"csrf_token": "x"})).status_code == 403


async def test_no_address_holds_what_opens_a_draft(client: AsyncClient, service: ServiceState) -> None:
    walk = await answered(client)
    async with service.database.transaction() as session:
        draft_id = (await session.scalars(select(SurveyDraft.id))).one()
    await walk.send_answers()
    assert draft_id not in walk.page.text
    assert walk.code not in str(walk.page.url)
    assert not [reply for reply in walk.page.history if draft_id in str(reply.url)]


async def test_a_cookie_that_was_tampered_with_opens_nothing(client: AsyncClient) -> None:
    await Walk(client, SURVEY).begin()
    cookie = client.cookies["ourvoices_survey"]
    client.cookies.clear()
    for value, status in ((cookie, 303), (cookie[:-3] + "xyz", 404), (f"x{cookie}", 404)):
        reply = await client.get(f"/surveys/{SURVEY}/next", headers={"Cookie": f"ourvoices_survey={value}"})
        assert reply.status_code == status


async def test_words_of_danger_are_kept_and_the_next_page_says_first_who_can_help(client: AsyncClient) -> None:
    walk = await Walk(client, SURVEY).begin()
    await (await walk.skip()).skip()
    await walk.fill(text="I want to kill myself, I have the tablets here")
    assert walk.place == "check"
    assert walk.page.text.index("999") < walk.page.text.index("Check your answers before")
    assert "I want to kill myself" in walk.page.text
    await walk.open("/q/on_time")
    await walk.fill(answer="never")
    assert 'class="first-help"' not in walk.page.text


async def test_who_can_help_now_is_one_link_away(client: AsyncClient) -> None:
    walk = await Walk(client, SURVEY).begin()
    assert 'href="/surveys/help"' in walk.page.text
    assert "999" in (await client.get("/surveys/help")).text


async def test_easy_read_stays_on_from_page_to_page(client: AsyncClient) -> None:
    walk = await Walk(client, EVERY_KIND).begin()
    assert walk.heading == "How was the day?"
    await walk.open("/q/fun?reading=easy")
    assert walk.heading == "🙂Was it good?"
    await walk.skip()
    assert walk.heading == "🚌Did everybody go?"
    await walk.open("/q/went?reading=plain")
    assert walk.heading == "Did everybody go who wanted to?"


@pytest.mark.parametrize("survey", ["no_such_survey", "%00", "..%2F..", "<script>"])
async def test_a_survey_that_is_not_there_is_said_so(client: AsyncClient, survey: str) -> None:
    for path in ("", "/next", "/q/x", "/check", "/sent", "/stop"):
        reply = await client.get(f"/surveys/{survey}{path}", follow_redirects=True)
        assert reply.status_code == 404
        assert "<script>alert" not in reply.text
