"""The one door for pages and the API: what a response's free texts lead to, and what a flag holds under each policy."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from httpx import AsyncClient

from feedback_api.area.schemas import Safeguarding
from feedback_api.clock import now
from feedback_api.models import RiskFlag
from feedback_api.safeguarding.service import Origin, deal_with, forget_flags, hear, open_flags
from feedback_api.service_state import ServiceState
from tests.feedback_api.helpers import respond

PAGE = Origin("page", "response-1")
TOLD = "My dad hits me. I am Oliver Bennett."


def under(service: ServiceState, **policy: object) -> ServiceState:
    """The service of an area with that policy."""
    return replace(service, area=replace(service.area, safeguarding=Safeguarding.model_validate(policy)))


async def the_flag(service: ServiceState) -> RiskFlag:
    """The one flag that waits."""
    (flag,) = await open_flags(service.database)
    return flag


async def test_the_worst_of_several_texts_counts(service: ServiceState) -> None:
    heard = await hear(service, ["The bus was late.", "we cant afford heating", "my dad hits me"], PAGE)
    assert heard.risk.level == "urgent"
    assert heard.risk.kinds == ("abuse_physical",)
    assert [answer.status for answer in heard.answers] == ["danger"]


async def test_ordinary_texts_lead_to_nothing(service: ServiceState) -> None:
    heard = await hear(service, ["The SENCO was lovely.", ""], PAGE)
    assert (heard.risk.level, heard.answers) == ("none", ())
    assert await open_flags(service.database) == []


async def test_for_whom_the_survey_is_decides_the_words_unless_the_text_does(service: ServiceState) -> None:
    assert (await hear(service, ["i want to die"], PAGE, voice="young_person")).voice == "young_person"
    assert (await hear(service, ["my son wants to die"], PAGE, voice="young_person")).voice == "adult"


async def test_a_flag_holds_no_text_and_no_reference_unless_the_area_says_so(service: ServiceState) -> None:
    await hear(service, [TOLD], PAGE)
    flag = await the_flag(service)
    assert (flag.level, flag.kinds, flag.channel) == ("urgent", ["abuse_physical"], "page")
    assert (flag.text, flag.reference) == (None, None)


async def test_a_flag_holds_redacted_text_and_reference_where_the_area_says_so(service: ServiceState) -> None:
    await hear(under(service, text="redacted", reference=True), ["The bus was late.", TOLD], PAGE)
    flag = await the_flag(service)
    assert flag.text == "My dad hits me. I am [name]."
    assert flag.reference == "response-1"


async def test_the_words_are_gone_once_somebody_has_dealt_with_it(service: ServiceState) -> None:
    await hear(under(service, text="redacted"), [TOLD], PAGE)
    flag = await the_flag(service)
    await deal_with(service.database, flag.id, "j.smith")
    await deal_with(service.database, flag.id, "a.jones")
    async with service.database.transaction() as session:
        kept = await session.get_one(RiskFlag, flag.id)
    assert (kept.text, kept.dealt_with_by) == (None, "j.smith")
    assert await open_flags(service.database) == []


async def test_a_concern_raises_no_flag_unless_the_area_says_so(service: ServiceState) -> None:
    await hear(service, ["we cant afford heating"], PAGE)
    assert await open_flags(service.database) == []
    await hear(under(service, concerns=True), ["we cant afford heating"], PAGE)
    assert (await the_flag(service)).level == "concern"


async def test_one_chat_raises_one_flag_that_grows(service: ServiceState) -> None:
    first = await hear(service, ["my dad hits me"], PAGE)
    second = await hear(service, ["i want to die"], PAGE, first.said)
    assert second.said.flag_id == first.said.flag_id
    flag = await the_flag(service)
    assert (flag.kinds, flag.times) == (["abuse_physical", "suicide"], 2)


async def test_what_comes_after_it_was_dealt_with_is_a_new_flag(service: ServiceState) -> None:
    first = await hear(service, ["my dad hits me"], PAGE)
    await deal_with(service.database, (await the_flag(service)).id, "j.smith")
    second = await hear(service, ["my dad hits me"], PAGE, first.said)
    assert second.said.flag_id != first.said.flag_id
    assert (await the_flag(service)).id == second.said.flag_id


async def test_flags_are_forgotten_only_after_they_were_dealt_with(service: ServiceState) -> None:
    await hear(service, ["my dad hits me"], PAGE)
    later = now() + timedelta(days=1)
    assert await forget_flags(service.database, later) == 0
    await deal_with(service.database, (await the_flag(service)).id, "j.smith")
    assert await forget_flags(service.database, later) == 1


async def test_a_response_by_the_api_is_stored_and_answered_first(client: AsyncClient, service: ServiceState) -> None:
    told = (await respond(client, {"words": "my stepdad hits me"})).json()
    assert told["reference_code"]
    assert "0800 1111" in told["say_first"][0]
    assert (await the_flag(service)).channel == "api"
    assert (await respond(client, {"words": "The bus was late."})).json()["say_first"] == []
