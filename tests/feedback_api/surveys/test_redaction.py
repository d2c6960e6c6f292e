"""What identifies a person is taken out of every free text before it is stored, whichever way it came."""

from __future__ import annotations

from pathlib import Path

import pytest
from httpx import AsyncClient
from sqlalchemy import select

from feedback_api.models import DraftAnswer, ResponseAnswer
from feedback_api.service_state import ServiceState
from feedback_api.surveys.answers import InvalidAnswer
from feedback_api.surveys.service import Drafts
from tests.feedback_api.helpers import INTERNAL, SURVEY, open_chat, respond, session_of

TYPED = "Mrs Okafor at Park Road Primary never rang 07700 900123. My son Kacper waited for CAMHS since Year 6."
PLANTED = ("Okafor", "Park Road", "900123", "Kacper")
KEPT = ("never rang", "waited for CAMHS since Year 6")


async def stored(service: ServiceState, column: object) -> str:
    """The one text that the column holds."""
    async with service.database.transaction() as session:
        return str((await session.scalars(select(column).where(column.is_not(None)))).all()[-1])  # type: ignore[call-overload,attr-defined]


def written_below(folder: Path) -> bytes:
    """All that the files of a folder hold."""
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


def assert_redacted(text: str) -> None:
    """Nobody can be found in it, and it still says what the council needs to hear."""
    assert not [word for word in PLANTED if word in text]
    assert not [word for word in KEPT if word not in text]


async def test_a_response_sent_at_once(client: AsyncClient, service: ServiceState) -> None:
    assert (await respond(client, {"words": TYPED})).status_code == 201
    assert_redacted(await stored(service, ResponseAnswer.text))


async def test_words_typed_in_the_chat_are_redacted_in_the_draft_and_in_the_response(
    client: AsyncClient, service: ServiceState
) -> None:
    conversation = (await session_of(service, await open_chat(client))).conversation
    address = f"/internal/conversations/{conversation}/survey"
    for step, body in (
        ("start", {"survey_id": SURVEY}),
        ("answer", {"question_id": "consent", "value": "yes"}),
        ("skip", {}),
        ("skip", {}),
        ("answer", {"text": TYPED}),
    ):
        assert (await client.post(f"{address}/{step}", headers=INTERNAL, json=body)).status_code == 200
    assert_redacted(await stored(service, DraftAnswer.value))
    assert (await client.post(f"{address}/finish", headers=INTERNAL)).status_code == 200
    assert_redacted(await stored(service, ResponseAnswer.text))


async def test_words_of_a_draft_by_its_id(client: AsyncClient, service: ServiceState) -> None:
    drafts = Drafts(service.database, service.surveys)
    draft_id = (await drafts.start(SURVEY, channel="page")).draft_id
    await drafts.answer(draft_id, "consent", "yes")
    await drafts.answer(draft_id, "words", TYPED)
    assert_redacted(await stored(service, DraftAnswer.value))


async def test_words_that_the_placeholders_make_too_long_are_refused_with_the_reason(service: ServiceState) -> None:
    drafts = Drafts(service.database, service.surveys)
    draft_id = (await drafts.start(SURVEY, channel="page")).draft_id
    await drafts.answer(draft_id, "consent", "yes")
    names = "My son Al. " * 909
    assert len(names.strip()) <= 10_000
    with pytest.raises(InvalidAnswer, match="Please shorten it"):
        await drafts.answer(draft_id, "words", names)


async def test_the_files_on_disk_hold_nothing_of_it_either(
    client: AsyncClient, service: ServiceState, tmp_path: Path
) -> None:
    await respond(client, {"words": TYPED})
    await service.database.close()
    written = written_below(tmp_path)
    assert not [word for word in PLANTED if word.encode() in written]
