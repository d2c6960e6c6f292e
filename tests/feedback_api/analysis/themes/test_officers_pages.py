"""An officer reads a sample blind, ticks themes, and sees how far the computer agrees on the council's own comments."""

from __future__ import annotations

import re

import pytest
from httpx import AsyncClient, Response
from sqlalchemy import func, select

from feedback_api.analysis.themes.service import FEWEST_READ, exported_marks, groups_of_new_talk, mark
from feedback_api.models import AnswerTheme, AuditEntry, ResponseAnswer, ThemeMark, ThemeReading
from feedback_api.responses.service import withdraw
from feedback_api.service_state import ServiceState
from tests.feedback_api.helpers import SUMMER_QUARTER, sign_in, store
from tests.feedback_api.officers.conftest import NAME, PASSWORD

PAGE = "/officer/themes"
TAXI = "The taxi is late every day"


async def tick(client: AsyncClient, *themes: str, **changed: str) -> Response:
    """Tick these boxes of the comment that is shown, and press the button."""
    page = await client.get(PAGE, params={"quarter": SUMMER_QUARTER})
    form = page.text.split("<form", 1)[1]
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
    return await client.post(PAGE, data={**hidden, "theme": list(themes), **changed})


async def keys(service: ServiceState) -> list[tuple[str, str]]:
    """Response and question of all comments that are stored."""
    async with service.database.transaction() as session:
        found = await session.scalars(select(ResponseAnswer).where(ResponseAnswer.text.is_not(None)))
        return [(answer.response_id, answer.question_id) for answer in found]


async def count(service: ServiceState, table: type) -> int:
    """The number of rows."""
    async with service.database.transaction() as session:
        return await session.scalar(select(func.count()).select_from(table)) or 0


async def test_a_comment_is_read_blind_and_what_was_ticked_is_kept(
    client: AsyncClient, service: ServiceState, officer: str
) -> None:
    await store(service, {"words": TAXI})
    await sign_in(client, officer, PASSWORD)
    page = await client.get(PAGE)
    assert TAXI in page.text
    assert " checked" not in page.text
    reply = await tick(client, "transport", "costs")
    assert (reply.status_code, reply.headers["location"]) == (303, f"{PAGE}?quarter={SUMMER_QUARTER}")
    async with service.database.transaction() as session:
        reading = (await session.scalars(select(ThemeReading))).one()
        marks = set(await session.scalars(select(ThemeMark.theme)))
    assert (reading.officer_name, marks) == (NAME, {"transport", "costs"})
    assert "There is no more comment to read here." in (await client.get(PAGE)).text


async def test_none_of_these_is_an_answer_too(client: AsyncClient, service: ServiceState, officer: str) -> None:
    await store(service, {"words": "n/a"})
    await sign_in(client, officer, PASSWORD)
    assert (await tick(client, "none")).status_code == 303
    assert (await count(service, ThemeReading), await count(service, ThemeMark)) == (1, 0)


@pytest.mark.parametrize("themes", [(), ("none", "transport"), ("weather",), ("transport\0",)])
async def test_what_can_not_be_meant_is_asked_again_and_keeps_the_ticks(
    client: AsyncClient, service: ServiceState, officer: str, themes: tuple[str, ...]
) -> None:
    await store(service, {"words": TAXI})
    await sign_in(client, officer, PASSWORD)
    reply = await tick(client, *themes)
    assert reply.status_code == 422
    assert "Tick each theme that the comment is about" in reply.text
    assert ('value="transport" id="theme-transport" aria-describedby="hint-transport" checked' in reply.text) == (
        "transport" in themes
    )
    assert await count(service, ThemeReading) == 0


@pytest.mark.parametrize(
    ("changed", "status", "sentence"),
    [
        ({"response_id": "none\0"}, 404, "That comment is no longer here."),
        ({"quarter": "soon"}, 422, "is not a quarter"),
        ({"csrf_token": "somebody else’s"}, 403, "This form is out of date."),
    ],
)
async def test_what_does_not_fit_is_refused_with_a_sentence(
    client: AsyncClient, service: ServiceState, officer: str, changed: dict[str, str], status: int, sentence: str
) -> None:
    await store(service, {"words": TAXI})
    await sign_in(client, officer, PASSWORD)
    reply = await tick(client, "transport", **changed)
    assert reply.status_code == status
    assert sentence in reply.text
    assert await count(service, ThemeReading) == 0


async def test_every_look_and_every_mark_leaves_an_audit_line(
    client: AsyncClient, service: ServiceState, officer: str
) -> None:
    await store(service, {"words": TAXI})
    await sign_in(client, officer, PASSWORD)
    await tick(client, "transport")
    await client.get(f"{PAGE}/agreement")
    await client.get(f"{PAGE}/new")
    async with service.database.transaction() as session:
        entries = (await session.scalars(select(AuditEntry).order_by(AuditEntry.id))).all()
    assert [(entry.officer_name, entry.action) for entry in entries[-4:]] == [
        (NAME, "theme_sample_read"),
        (NAME, "themes_marked"),
        (NAME, "theme_marks_read"),
        (NAME, "new_talk_read"),
    ]


async def test_from_thirty_on_it_says_how_far_both_agree_and_where_not(
    client: AsyncClient, service: ServiceState, officer: str
) -> None:
    for number in range(FEWEST_READ - 1):
        await store(service, {"words": f"The school bus was late again, number {number}"})
    for key in await keys(service):
        await mark(service.database, SUMMER_QUARTER, key, ["transport"], ["transport"], NAME)
    await sign_in(client, officer, PASSWORD)
    assert f"shown from {FEWEST_READ} comments on" in (await client.get(f"{PAGE}/agreement")).text
    await store(service, {"words": "Nobody rings back"})
    await tick(client, "trust")
    page = (await client.get(f"{PAGE}/agreement")).text
    assert f"Officers read {FEWEST_READ} comments" in page
    assert "Only the officer: Trust, complaints and appeals" in page
    assert 'because of “<span dir="auto">Nobody rings back</span>”' in page
    assert f"<td>{FEWEST_READ - 1}</td><td>{FEWEST_READ - 1}</td><td>{FEWEST_READ - 1}</td>" in page


async def test_a_withdrawn_comment_takes_everything_with_it(
    client: AsyncClient, service: ServiceState, officer: str
) -> None:
    code = (await store(service, {"words": TAXI})).reference_code
    await sign_in(client, officer, PASSWORD)
    await tick(client, "transport")
    await withdraw(service.database, code)
    for table in (AnswerTheme, ThemeReading, ThemeMark):
        assert await count(service, table) == 0


async def test_marks_leave_without_a_name(client: AsyncClient, service: ServiceState, officer: str) -> None:
    await store(service, {"words": "The taxi left Oliver Bennett in the rain"})
    await sign_in(client, officer, PASSWORD)
    await tick(client, "transport")
    (exported,) = await exported_marks(service.database)
    assert exported.themes == ["transport"]
    assert "Oliver" not in exported.text


async def test_talk_that_fits_no_theme_is_shown_in_groups_with_a_name(
    client: AsyncClient, service: ServiceState, officer: str
) -> None:
    new = [f"nappies from the clinic shop number {number}" for number in range(6)]
    (group,) = groups_of_new_talk([*new, "it was fine", "we saw tulips and a piano in the town hall"], 5)
    assert group.size == 6
    assert "nappies" in group.name
    await sign_in(client, officer, PASSWORD)
    assert "There is no such group." in (await client.get(f"{PAGE}/new")).text


@pytest.mark.parametrize("path", ["", "/agreement", "/new"])
async def test_nobody_else_gets_to_it(client: AsyncClient, path: str) -> None:
    reply = await client.get(PAGE + path)
    assert (reply.status_code, reply.headers["location"]) == (303, "/officer/sign-in")
