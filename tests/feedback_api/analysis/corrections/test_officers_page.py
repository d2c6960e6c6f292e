"""Comments that the analyser is unsure of wait for an officer, whose label counts from then on."""

from __future__ import annotations

import re

import pytest
from httpx import AsyncClient, Response
from sqlalchemy import select, update

from feedback_api.analysis.corrections.service import agreement_so_far, exported_corrections, standing_labels
from feedback_api.models import AnswerSentiment, AuditEntry, ResponseAnswer, SentimentCorrection
from feedback_api.responses.service import withdraw
from feedback_api.service_state import ServiceState
from language.redaction import redact
from language.sentiment import UNSURE_BELOW
from tests.feedback_api.helpers import SUMMER_QUARTER, form_token, sign_in, store
from tests.feedback_api.officers.conftest import NAME, PASSWORD

PAGE = "/officer/comments"


async def stored(service: ServiceState, text: str, confidence: float, label: str = "mixed") -> str:
    """Store a comment whose score is a given one; the reference code of its response."""
    code = (await store(service, {"words": text})).reference_code
    async with service.database.transaction() as session:
        own = select(ResponseAnswer.response_id).where(ResponseAnswer.text == text)
        await session.execute(
            update(AnswerSentiment)
            .where(AnswerSentiment.response_id.in_(own))
            .values(confidence=confidence, label=label)
        )
    return code


async def set_label(client: AsyncClient, text: str, label: str, kind: str = "unsure", **changed: str) -> Response:
    """Press the button of that label beside the comment."""
    page = await client.get(PAGE, params={"quarter": SUMMER_QUARTER, "kind": kind})
    form = next(part for part in page.text.split("<form")[1:] if text in part)
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
    return await client.post(PAGE, data=hidden | {"label": label} | changed)


async def trail(service: ServiceState) -> list[tuple[str, str]]:
    """What was done, in order."""
    async with service.database.transaction() as session:
        entries = (await session.scalars(select(AuditEntry).order_by(AuditEntry.id))).all()
    return [(entry.officer_name, entry.action) for entry in entries]


async def test_the_least_sure_comes_first_and_the_sure_ones_do_not_come(
    client: AsyncClient, service: ServiceState, officer: str
) -> None:
    await stored(service, "Hardly sure", UNSURE_BELOW - 0.2)
    await stored(service, "Quite sure", 0.99)
    await stored(service, "A bit unsure", UNSURE_BELOW - 0.01)
    await sign_in(client, officer, PASSWORD)
    page = (await client.get(PAGE)).text
    assert page.index("Hardly sure") < page.index("A bit unsure")
    assert "Quite sure" not in page
    assert "Quite sure" in (await client.get(PAGE, params={"kind": "sample"})).text


async def test_an_officers_label_is_kept_beside_the_machines(
    client: AsyncClient, service: ServiceState, officer: str
) -> None:
    await stored(service, "It was sick", 0.4, label="negative")
    await sign_in(client, officer, PASSWORD)
    reply = await set_label(client, "It was sick", "positive")
    assert (reply.status_code, reply.headers["location"]) == (303, f"{PAGE}?quarter={SUMMER_QUARTER}&kind=unsure")
    async with service.database.transaction() as session:
        kept = (await session.scalars(select(SentimentCorrection))).one()
        score = (await session.scalars(select(AnswerSentiment))).one()
    assert (kept.label, kept.machine_label, kept.machine_confidence) == ("positive", "negative", 0.4)
    assert (kept.officer_name, kept.analyser, kept.machine_was_unsure) == (NAME, score.analyser, True)
    assert score.label == "negative"
    assert list((await standing_labels(service.database, SUMMER_QUARTER)).values()) == ["positive"]
    assert await standing_labels(service.database, "2026-27-Q1") == {}
    assert "It was sick" not in (await client.get(PAGE)).text


async def test_every_look_and_every_label_leaves_an_audit_line(
    client: AsyncClient, service: ServiceState, officer: str
) -> None:
    await stored(service, "So so", 0.4)
    await sign_in(client, officer, PASSWORD)
    await set_label(client, "So so", "mixed")
    assert (await trail(service))[-2:] == [(NAME, "comments_read"), (NAME, "sentiment_set")]


async def test_a_label_can_be_changed_again(client: AsyncClient, service: ServiceState, officer: str) -> None:
    await stored(service, "So so", 0.4)
    await sign_in(client, officer, PASSWORD)
    page = await client.get(PAGE)
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.text.split('class="card"')[1]))
    for label in ("negative", "positive"):
        assert (await client.post(PAGE, data=hidden | {"label": label})).status_code == 303
    assert list((await standing_labels(service.database, SUMMER_QUARTER)).values()) == ["positive"]


@pytest.mark.parametrize(
    ("changed", "status", "sentence"),
    [
        ({"label": "sarcastic"}, 422, "Choose negative, mixed or positive."),
        ({"label": ""}, 422, "Choose negative, mixed or positive."),
        ({"response_id": "none\0"}, 404, "That comment is no longer here."),
        ({"quarter": "soon"}, 422, "is not a quarter"),
        ({"csrf_token": "somebody else’s"}, 403, "This form is out of date."),
    ],
)
async def test_what_does_not_fit_is_refused_with_a_sentence(
    client: AsyncClient, service: ServiceState, officer: str, changed: dict[str, str], status: int, sentence: str
) -> None:
    await stored(service, "So so", 0.4)
    await sign_in(client, officer, PASSWORD)
    label = {"label": "mixed"} | changed
    reply = await set_label(client, "So so", **label)
    assert reply.status_code == status
    assert sentence in reply.text
    assert await standing_labels(service.database, SUMMER_QUARTER) == {}


async def test_a_withdrawn_comment_takes_its_correction_with_it(
    client: AsyncClient, service: ServiceState, officer: str
) -> None:
    code = await stored(service, "So so", 0.4)
    await sign_in(client, officer, PASSWORD)
    await set_label(client, "So so", "negative")
    await withdraw(service.database, code)
    assert await standing_labels(service.database, SUMMER_QUARTER) == {}
    assert await exported_corrections(service.database) == []


async def test_agreement_is_told_for_each_kind_once_its_base_is_large_enough(
    client: AsyncClient, service: ServiceState, officer: str
) -> None:
    minimum = service.area.disclosure.officers_minimum
    for number in range(minimum):
        await stored(service, f"Comment {number} of these", 0.4, label="mixed" if number else "negative")
    await sign_in(client, officer, PASSWORD)
    for number in range(minimum):
        assert "is shown once officers have checked" in (await client.get(PAGE)).text
        await set_label(client, f"Comment {number} of these", "mixed" if number > 1 else "negative")
    found = await agreement_so_far(service.database, "unsure")
    assert (found.base, found.agreed) == (minimum, minimum - 1)
    assert (await agreement_so_far(service.database, "sample")).base == 0
    page = (await client.get(PAGE)).text
    assert f"the same label for {minimum - 1} of {minimum}" in page
    assert f"Cohen's kappa is {found.kappa:.2f}" in page


async def test_what_leaves_for_retraining_is_redacted_and_names_nobody(
    client: AsyncClient, service: ServiceState, officer: str
) -> None:
    # As it is stored: what identifies a person was taken out before that.
    text = redact("Ring me on 07700 900123 about my son Tyler please").text
    await stored(service, text, 0.4, label="positive")
    await sign_in(client, officer, PASSWORD)
    await set_label(client, text, "mixed")
    (exported,) = await exported_corrections(service.database)
    assert (exported.label, exported.machine_label) == ("mixed", "positive")
    assert "07700" not in exported.text
    assert "Tyler" not in exported.text


async def test_markup_in_a_comment_is_shown_and_not_obeyed(
    client: AsyncClient, service: ServiceState, officer: str
) -> None:
    await stored(service, "<script>alert(1)</script>", 0.4)
    await sign_in(client, officer, PASSWORD)
    page = (await client.get(PAGE)).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


async def test_nobody_else_gets_to_it(client: AsyncClient) -> None:
    for reply in (await client.get(PAGE), await client.post(PAGE, data={"label": "mixed"})):
        assert (reply.status_code, reply.headers["location"]) == (303, "/officer/sign-in")


async def test_without_any_response_the_page_says_so(client: AsyncClient, officer: str) -> None:
    await sign_in(client, officer, PASSWORD)
    page = await client.get(PAGE)
    assert "There is nothing to check here." in page.text
    assert form_token(await client.get("/officer"))
