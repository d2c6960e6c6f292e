"""Seeing, changing and taking back one's answers with the code."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from httpx import AsyncClient, Response
from sqlalchemy import select

from feedback_api.clock import now
from feedback_api.models import ResponseAnswer, ResponseChoice, SurveyResponse
from feedback_api.responses.service import Submission, submit
from feedback_api.service_state import ServiceState
from tests.feedback_api.conftest import Serve
from tests.feedback_api.helpers import EVERY_KIND, form_token

ANSWERS = {
    "fun": "good",
    "went": "no",
    "why_not": "No ramp.",
    "liked": {"values": ["food", "other"], "text": "The songs"},
    "weeks": 12,
}


async def sent(service: ServiceState, answers: dict[str, object] | None = None) -> str:
    """The code of a response that was sent."""
    survey = service.surveys.get(EVERY_KIND)
    stored = await submit(
        service.database,
        Submission(uuid4().hex, survey, answers or ANSWERS, channel="page", at=now(), may_publish=True),
    )
    return stored.reference_code


async def enter(client: AsyncClient, code: str) -> Response:
    """Type the code and press Continue."""
    fields = {"csrf_token": form_token(await client.get("/my-answers")), "code": code}
    return await client.post("/my-answers", data=fields, follow_redirects=True)


async def change(client: AsyncClient, question: str, **fields: object) -> Response:
    """Open one question, fill it in and press a button."""
    page = await client.get(f"/my-answers/change/{question}")
    form = {"csrf_token": form_token(page), "action": "save", **fields}
    return await client.post(f"/my-answers/change/{question}", data=form, follow_redirects=True)


async def kept(service: ServiceState) -> dict[str, ResponseAnswer]:
    """The answers as they are stored."""
    async with service.database.transaction() as session:
        rows = (await session.scalars(select(ResponseAnswer).order_by(ResponseAnswer.position))).all()
    return {row.question_id: row for row in rows}


async def test_a_person_with_the_code_sees_what_they_said(client: AsyncClient, service: ServiceState) -> None:
    page = await enter(client, (await sent(service)).lower().replace("-", " "))
    assert page.url.path == "/my-answers/seen"
    for words in ("Good", "No ramp.", "The food, Something else: The songs", "12 weeks", "Yes, print them", "Skipped"):
        assert words in page.text


async def test_the_code_is_in_no_address(client: AsyncClient, service: ServiceState) -> None:
    code = await sent(service)
    page = await enter(client, code)
    assert not [reply for reply in (page, *page.history) if code in str(reply.url)]


async def test_an_answer_can_be_changed(client: AsyncClient, service: ServiceState) -> None:
    await enter(client, await sent(service))
    page = await change(client, "liked", answer=["games"])
    assert "The games" in page.text
    assert (await kept(service))["liked"].picked == ["games"]
    async with service.database.transaction() as session:
        assert (await session.scalars(select(ResponseChoice.value))).all() == ["games"]


async def test_changed_words_are_redacted_too(client: AsyncClient, service: ServiceState) -> None:
    await enter(client, await sent(service))
    await change(client, "why_not", text="Ring me on 0161 496 0101.")
    assert "0161" not in ((await kept(service))["why_not"].text or "")


async def test_a_question_that_is_no_longer_asked_loses_its_answer(client: AsyncClient, service: ServiceState) -> None:
    await enter(client, await sent(service))
    page = await change(client, "went", answer="yes")
    assert "No ramp." not in page.text
    assert list(await kept(service)) == ["fun", "went", "where", "liked", "weeks", "month", "district"]


async def test_a_question_that_is_asked_now_counts_as_skipped_till_it_is_answered(
    client: AsyncClient, service: ServiceState
) -> None:
    await enter(client, await sent(service, {"went": "yes"}))
    await change(client, "went", answer="no")
    assert not (await kept(service))["why_not"].is_answered
    await change(client, "why_not", text="It rained.")
    assert (await kept(service))["why_not"].text == "It rained."


async def test_one_answer_can_be_taken_back_but_the_last_only_with_all(
    client: AsyncClient, service: ServiceState
) -> None:
    await enter(client, await sent(service, {"fun": "good", "weeks": 3}))
    await change(client, "weeks", action="skip")
    assert not (await kept(service))["weeks"].is_answered
    page = await change(client, "fun", action="skip")
    assert page.status_code == 422
    assert "This is your only answer" in page.text


async def test_the_consent_to_publish_can_be_taken_back(client: AsyncClient, service: ServiceState) -> None:
    await enter(client, await sent(service))
    await change(client, "may_publish", answer="no")
    async with service.database.transaction() as session:
        assert (await session.scalars(select(SurveyResponse.may_publish))).all() == [False]


async def test_what_does_not_fit_changes_nothing_and_is_still_there(client: AsyncClient, service: ServiceState) -> None:
    await enter(client, await sent(service))
    page = await change(client, "weeks", text="many")
    assert page.status_code == 422
    assert 'value="many"' in page.text
    assert (await kept(service))["weeks"].number == 12


async def test_all_can_be_taken_back_for_good(client: AsyncClient, service: ServiceState) -> None:
    code = await sent(service)
    await enter(client, code)
    token = form_token(await client.get("/my-answers/take-back"))
    page = await client.post("/my-answers/take-back", data={"csrf_token": token})
    assert "Your answers are gone" in page.text
    assert await kept(service) == {}
    again = await enter(client, code)
    assert "These answers were taken back" in again.text
    assert (await client.get("/my-answers/change/fun")).headers["location"] == "/my-answers/seen"


@pytest.mark.parametrize("code", ["", "XXXX-XXXX-XXXX", "<script>", "' OR 1=1 --", "\x00", "🙂"])
async def test_a_code_that_nobody_has_is_said_kindly(client: AsyncClient, code: str) -> None:
    page = await enter(client, code)
    assert page.status_code == 404
    assert "No answers have that code" in page.text
    assert "<script>" not in page.text.split("<main", 1)[1].split("</main>", 1)[0]


async def test_codes_can_be_tried_only_so_often(serve: Serve) -> None:
    async with serve(codes_per_address="2/minute") as client:
        assert [(await enter(client, "XXXX")).status_code for _ in range(3)] == [404, 404, 429]


@pytest.mark.parametrize("path", ["/seen", "/change/fun", "/take-back"])
async def test_without_a_code_one_is_asked_for(client: AsyncClient, path: str) -> None:
    assert (await client.get(f"/my-answers{path}")).headers["location"] == "/my-answers"


async def test_a_form_of_another_site_changes_nothing(client: AsyncClient, service: ServiceState) -> None:
    await enter(client, await sent(service))
    assert (await client.post("/my-answers/take-back", data={"csrf_token": "x"})).status_code == 403
    reply = await client.post("/my-answers/change/fun", data={"csrf_token": "x", "action": "save", "answer": "bad"})
    assert reply.status_code == 422
    assert (await kept(service))["fun"].choice == "good"


async def test_the_old_address_leads_here(client: AsyncClient) -> None:
    assert (await client.get("/withdraw")).headers["location"] == "/my-answers"


async def test_done_forgets_the_code_on_this_device(client: AsyncClient, service: ServiceState) -> None:
    page = await enter(client, await sent(service))
    assert re.search(r'action="/my-answers/leave"', page.text)
    await client.post("/my-answers/leave", data={"csrf_token": form_token(page)})
    assert (await client.get("/my-answers/seen")).headers["location"] == "/my-answers"
