"""Surveys on paper, and their preview."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from httpx import AsyncClient, Response
from pypdf import PdfReader
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from feedback_api.models import AuditEntry, SurveyResponse
from feedback_api.service_state import ServiceState
from tests.feedback_api.helpers import EVERY_KIND, form_token, sign_in
from tests.feedback_api.officers.conftest import PASSWORD

PAPER = {
    "dated": "2026-06-30",
    "agreed": "yes",
    "may_publish": "yes",
    "fun-answer": "good",
    "went-answer": "no",
    "why_not-text": "No ramp.",
    "liked-answer": ["food", "other"],
    "liked-other": "The songs",
    "weeks-text": "12",
    "month-month": "June",
    "month-year": "2026",
    "district-text": "m33 4ab",
}
ADDRESS = f"/officer/surveys/{EVERY_KIND}/paper/parent"


@pytest.mark.parametrize("way", ["plain", "large", "easy"])
async def test_a_survey_is_printed_as_a_tagged_pdf(client: AsyncClient, way: str) -> None:
    reply = await client.get(f"/surveys/{EVERY_KIND}/paper.pdf?print={way}")
    assert reply.headers["content-type"] == "application/pdf"
    pdf = PdfReader(BytesIO(reply.content))
    root: Any = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
    words = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    assert ("Was it good?" if way == "easy" else "How was the day?") in words
    for said in ("The sea", "Somewhere else", "Only if you ticked “No” at question 2.", "May we keep your answers?"):
        assert said in words


async def test_each_shipped_survey_can_be_printed_for_each_audience(
    client: AsyncClient, service: ServiceState, database_kind: str
) -> None:
    if database_kind != "sqlite":
        pytest.skip("no database takes part")
    for survey in service.surveys.all():
        for audience in survey.audiences:
            reply = await client.get(f"/surveys/{survey.id}/paper.pdf?audience={audience}")
            assert reply.content.startswith(b"%PDF"), reply.text


async def test_another_way_of_printing_is_refused_with_those_that_there_are(client: AsyncClient) -> None:
    reply = await client.get(f"/surveys/{EVERY_KIND}/paper.pdf?print=tiny")
    assert reply.status_code == 422
    assert "plain, large, easy" in reply.text


async def type_in(client: AsyncClient, **fields: object) -> Response:
    """Fill in the officers' form and send it."""
    form = {"csrf_token": form_token(await client.get(ADDRESS)), "key": "a-key-of-this-form", **PAPER, **fields}
    return await client.post(ADDRESS, data=form)


async def stored(service: ServiceState) -> list[SurveyResponse]:
    """All responses with their answers."""
    async with service.database.transaction() as session:
        found = await session.scalars(select(SurveyResponse).options(selectinload(SurveyResponse.answers)))
        return list(found.all())


async def test_what_is_typed_in_is_marked_and_counts_in_the_quarter_of_the_paper(
    client: AsyncClient, service: ServiceState, officer: str
) -> None:
    await sign_in(client, officer, PASSWORD)
    page = await type_in(client)
    [response] = await stored(service)
    assert response.reference_code in page.text
    assert (response.channel, response.quarter, response.may_publish) == ("paper", "2026-27-Q1", True)
    answers = {answer.question_id: answer for answer in response.answers}
    assert (answers["liked"].picked, answers["liked"].text) == (["food", "other"], "The songs")
    assert (answers["weeks"].number, answers["month"].choice) == (12, "2026-06")
    assert answers["district"].choice == "M33"
    async with service.database.transaction() as session:
        entry = (await session.scalars(select(AuditEntry).where(AuditEntry.action == "paper_typed_in"))).one()
    assert (entry.officer_name, entry.detail) == (officer, f"{EVERY_KIND} 2026-06-30")


async def test_a_form_that_is_sent_twice_is_one_paper(client: AsyncClient, service: ServiceState, officer: str) -> None:
    await sign_in(client, officer, PASSWORD)
    assert (await type_in(client)).text.count("The paper is kept") == (await type_in(client)).text.count(
        "The paper is kept"
    )
    assert len(await stored(service)) == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"dated": ""}, "Give the date on the paper."),
        ({"dated": (date.today() + timedelta(days=2)).isoformat()}, "The date on the paper is still to come."),
        ({"dated": "2006-06-30"}, "more than two years ago"),
        ({"dated": "yesterday"}, "Write the day like 2026-12-01"),
        ({"agreed": ""}, "Only a form on which the person ticked"),
        ({"weeks-text": "many"}, "The answer must be a whole number."),
        ({"went-answer": "yes"}, "It is not asked after the other answers."),
    ],
)
async def test_what_does_not_fit_is_said_and_the_rest_is_still_there(
    client: AsyncClient, service: ServiceState, officer: str, fields: dict[str, str], sentence: str
) -> None:
    await sign_in(client, officer, PASSWORD)
    page = await type_in(client, **fields)
    assert page.status_code == 422
    assert sentence in page.text
    assert "No ramp." in page.text
    assert await stored(service) == []


async def test_officers_see_every_wording_before_anybody_is_asked(client: AsyncClient, officer: str) -> None:
    await sign_in(client, officer, PASSWORD)
    assert f"/officer/surveys/{EVERY_KIND}?audience=young_person" in (await client.get("/officer/surveys")).text
    page = (await client.get(f"/officer/surveys/{EVERY_KIND}?audience=young_person")).text
    for words in ("My day out", "How was your day?", "Was it good?", "So that the next one is better.", "🙁"):
        assert words in page


async def test_only_officers_come_here(client: AsyncClient) -> None:
    for path in ("/officer/surveys", f"/officer/surveys/{EVERY_KIND}", ADDRESS):
        assert (await client.get(path)).headers["location"] == "/officer/sign-in"
