"""Officers enter the council's own figures, and the report shows them beside what families say."""

from __future__ import annotations

from httpx import AsyncClient, Response
from sqlalchemy import select

from feedback_api.clock import parse_period
from feedback_api.models import AuditEntry
from feedback_api.reports.figures import CouncilFigureRow
from feedback_api.reports.service import make_report
from feedback_api.service_state import ServiceState
from tests.feedback_api.helpers import SUMMER_QUARTER, form_token, sign_in
from tests.feedback_api.officers.conftest import PASSWORD

PAGE = f"/officer/figures?quarter={SUMMER_QUARTER}"


async def enter(client: AsyncClient, **values: str) -> Response:
    """Fill in the form of the summer's quarter and send it."""
    data = {"csrf_token": form_token(await client.get(PAGE)), "quarter": SUMMER_QUARTER}
    return await client.post("/officer/figures", data={**data, **values})


async def row(service: ServiceState, figure: str) -> CouncilFigureRow:
    """The figure in the summer's report."""
    report = await make_report(service.database, service.report_content, parse_period(SUMMER_QUARTER))
    return next(row for row in report.council_figures if row.id == figure)


async def test_a_figure_that_was_entered_is_in_the_report(
    client: AsyncClient, service: ServiceState, officer: str
) -> None:
    await sign_in(client, officer, PASSWORD)
    reply = await enter(client, **{"value-plans_in_20_weeks": " 61.5 % ", "note-plans_in_20_weeks": "SEN2 return"})
    assert reply.status_code == 303
    found = await row(service, "plans_in_20_weeks")
    assert (found.value, found.note, found.is_hidden) == (61.5, "SEN2 return", False)
    assert found.baseline is not None
    assert (found.baseline.value, found.baseline.date, found.baseline.source) == (81.8, "2016", "T17 A4")
    assert 'value="61.5"' in (await client.get(PAGE)).text


async def test_a_small_number_of_cases_is_hidden_and_a_zero_is_not(
    client: AsyncClient, service: ServiceState, officer: str
) -> None:
    await sign_in(client, officer, PASSWORD)
    await enter(client, **{"value-tribunals": "3", "value-complaints": "1,203", "value-mediations": "0"})
    assert ((await row(service, "tribunals")).value, (await row(service, "tribunals")).is_hidden) == (None, True)
    assert (await row(service, "complaints")).value == 1203
    assert ((await row(service, "mediations")).value, (await row(service, "mediations")).is_hidden) == (0, False)


async def test_what_cannot_be_read_is_said_and_nothing_is_lost(
    client: AsyncClient, service: ServiceState, officer: str
) -> None:
    await sign_in(client, officer, PASSWORD)
    for typed in ("about twenty", "-4", "NaN", "1e400", "101", "🙂", "<b>", "'; drop table council_figure; --"):
        reply = await enter(client, **{"value-plans_in_20_weeks": typed, "value-complaints": "40"})
        assert reply.status_code == 422
        assert "Nothing was saved yet" in reply.text
        assert 'value="40"' in reply.text
        assert "<b>" not in reply.text
    assert (await row(service, "complaints")).value is None


async def test_a_count_of_cases_is_whole(client: AsyncClient, officer: str) -> None:
    await sign_in(client, officer, PASSWORD)
    reply = await enter(client, **{"value-complaints": "12.5"})
    assert "it must be a whole number" in reply.text


async def test_an_emptied_box_takes_the_figure_away(client: AsyncClient, service: ServiceState, officer: str) -> None:
    await sign_in(client, officer, PASSWORD)
    await enter(client, **{"value-complaints": "40"})
    await enter(client, **{"value-complaints": ""})
    assert (await row(service, "complaints")).value is None


async def test_each_change_and_each_look_is_noted(client: AsyncClient, service: ServiceState, officer: str) -> None:
    await sign_in(client, officer, PASSWORD)
    await enter(client, **{"value-complaints": "40", "value-tribunals": "7"})
    await enter(client, **{"value-complaints": "41", "value-tribunals": "7"})
    async with service.database.transaction() as session:
        entries = (await session.scalars(select(AuditEntry).order_by(AuditEntry.id))).all()
    assert [(entry.action, entry.detail) for entry in entries if entry.action.startswith("figure")] == [
        ("figures_read", SUMMER_QUARTER),
        ("figure_entered", f"{SUMMER_QUARTER} complaints: 40"),
        ("figure_entered", f"{SUMMER_QUARTER} tribunals: 7"),
        ("figures_read", SUMMER_QUARTER),
        ("figure_entered", f"{SUMMER_QUARTER} complaints: 41"),
    ]


async def test_only_officers_enter_figures_and_only_from_their_own_form(client: AsyncClient, officer: str) -> None:
    assert (await client.get(PAGE)).headers["location"] == "/officer/sign-in"
    await sign_in(client, officer, PASSWORD)
    reply = await client.post("/officer/figures", data={"quarter": SUMMER_QUARTER, "value-complaints": "40"})
    assert reply.status_code == 403
