"""The survey in chat, as the actions see it: going back, changing, confirming, adding, pausing, knowing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from httpx import AsyncClient
from sqlalchemy import select

from feedback_api.models import DraftAnswer, ResponseAnswer, SurveyResponse
from feedback_api.service_state import ServiceState
from tests.feedback_api.helpers import INTERNAL, open_chat, session_of

Say = Callable[..., Awaitable[dict[str, Any]]]


async def speaker(client: AsyncClient, service: ServiceState) -> Say:
    """Speaks to the engine for a new chat."""
    conversation = (await session_of(service, await open_chat(client))).conversation

    async def saying(step: str, **body: object) -> dict[str, Any]:
        address = f"/internal/conversations/{conversation}/survey/{step}"
        reply = await client.post(address, headers=INTERNAL, json=body)
        said: dict[str, Any] = reply.json() if reply.content else {}
        return said

    return saying


@pytest.fixture
async def say(client: AsyncClient, service: ServiceState) -> Say:
    """One chat."""
    return await speaker(client, service)


async def begun(say: Say, survey: str, *answers: tuple[str, str], audience: str | None = None) -> dict[str, Any]:
    """The step after the consent and these answers."""
    await say("start", survey_id=survey, audience=audience)
    step = await say("answer", question_id="consent", value="yes")
    for question, value in answers:
        step = await say("answer", question_id=question, value=value)
    return step


async def kept(service: ServiceState) -> dict[str, object]:
    """What the draft holds."""
    async with service.database.transaction() as session:
        return {row.question_id: row.value for row in await session.scalars(select(DraftAnswer))}


async def test_back_asks_the_question_before_with_its_answer(say: Say) -> None:
    await begun(say, "ehc_parent", ("listened_to", "mostly"))
    step = await say("back")
    assert (step["question_id"], step["answer_words"]) == ("listened_to", "Mostly")
    assert "You said “Mostly” before" in step["message"]["text"]
    assert (await say("next", question_id="listened_to"))["question_id"] == "kept_informed"


async def test_at_the_first_question_there_is_nothing_to_go_back_to(say: Say) -> None:
    await begun(say, "ehc_parent")
    step = await say("back")
    assert (step["question_id"], "first question" in step["note"]) == ("listened_to", True)


async def test_i_meant_changes_the_answer_just_given(say: Say, service: ServiceState) -> None:
    await begun(say, "ehc_parent", ("listened_to", "mostly"), ("kept_informed", "well"))
    await say("answer", text="yes")
    step = await say("change", text="I meant no")
    assert (step["question_id"], step["note"]) == ("aspirations_discussed", "I have changed that to “No”.")
    assert (await kept(service))["tell_it_once"] == "no"


async def test_free_words_are_asked_about_before_they_count(say: Say, service: ServiceState) -> None:
    await begun(say, "ehc_parent", ("listened_to", "mostly"))
    step = await say("answer", text="pretty bad tbh")
    assert "Shall I put “Very badly”?" in step["message"]["text"]
    assert "kept_informed" not in await kept(service)
    assert (await say("answer", text="yes"))["question_id"] == "tell_it_once"
    assert (await kept(service))["kept_informed"] == "very_badly"


async def test_a_no_to_a_suggestion_asks_again(say: Say, service: ServiceState) -> None:
    await begun(say, "ehc_parent", ("listened_to", "mostly"))
    await say("answer", text="pretty bad tbh")
    step = await say("confirm", question_id="kept_informed", yes=False)
    assert (step["question_id"], "How well were you told" in step["message"]["text"]) == ("kept_informed", True)
    assert "kept_informed" not in await kept(service)


async def test_a_yes_to_a_suggestion_pressed_twice_answers_only_once(say: Say, service: ServiceState) -> None:
    await begun(say, "ehc_parent", ("listened_to", "mostly"))
    await say("answer", text="awful")
    for _ in range(2):
        step = await say("confirm", question_id="kept_informed", yes=True)
    assert step["question_id"] == "tell_it_once"
    assert "tell_it_once" not in await kept(service)


async def test_several_options_are_added_one_by_one_and_each_is_kept(say: Say, service: ServiceState) -> None:
    await begun(say, "coproduction_engagement", ("relationship", "parent"))
    await say("answer", question_id="need", value="autism")
    step = await say("answer", question_id="need", value="adhd")
    assert "I have “Autism, ADHD”" in step["message"]["text"]
    assert (await kept(service))["need"] == {"values": ["autism", "adhd"]}
    await say("next", question_id="need")
    step = await say("answer", question_id="need", value="not_known")
    assert (await kept(service))["need"] == {"values": ["not_known"]}


async def test_other_is_asked_for_its_words_and_they_are_kept(say: Say, service: ServiceState) -> None:
    await begun(say, "service_experience")
    step = await say("answer", question_id="service", value="other")
    assert "What is it?" in step["message"]["text"]
    assert (await say("answer", text="Hydrotherapy"))["question_id"] == "when_used"
    assert (await kept(service))["service"] == {"value": "other", "text": "Hydrotherapy"}


async def test_a_paused_survey_goes_on_in_another_chat(say: Say, client: AsyncClient, service: ServiceState) -> None:
    await begun(say, "ehc_parent", ("listened_to", "mostly"))
    text = (await say("pause"))["text"]
    code = text.split("chat: ")[1][:9]
    elsewhere = await speaker(client, service)
    step = await elsewhere("resume", code=code.lower().replace("-", " "))
    assert (step["question_id"], step["number"]) == ("kept_informed", 2)
    assert (await elsewhere("resume", code="AAAA-2222"))["code"] == "unknown_resume_code"


async def test_a_pause_whose_reply_was_lost_gives_a_code_again(
    say: Say, client: AsyncClient, service: ServiceState
) -> None:
    await begun(say, "ehc_parent", ("listened_to", "mostly"))
    await say("pause")
    code = (await say("pause"))["text"].split("chat: ")[1][:9]
    assert (await (await speaker(client, service))("resume", code=code))["question_id"] == "kept_informed"


async def test_what_was_said_once_is_offered_and_not_asked_again(say: Say, service: ServiceState) -> None:
    await say("known", needs=["autism"], ages=[6, 6], place="M33 7")
    step = await begun(say, "ehc_parent")
    for _ in range(7):
        step = await say("skip")
    assert (step["question_id"], "You said “5 to 11” before" in step["message"]["text"]) == ("age_band", True)
    assert "age_band" not in await kept(service)
    assert (await say("answer", text="yes"))["question_id"] == "need"
    assert (await kept(service))["age_band"] == "from_5_to_11"
    step = await say("confirm", question_id="need", yes=False)
    assert (step["question_id"], step["known"]) == ("need", None)


async def test_facts_of_an_earlier_survey_are_offered_in_the_next(say: Say) -> None:
    await begun(say, "ehc_parent", ("listened_to", "mostly"), ("district", "M33"))
    await say("finish")
    await begun(say, "service_experience")
    step = await say("skip")
    while step["question_id"] != "district":
        step = await say("skip")
    assert step["known"] == {"value": "M33", "words": "M33"}


async def test_a_message_that_comes_twice_is_acted_on_once(say: Say, service: ServiceState) -> None:
    await begun(say, "ehc_parent", ("listened_to", "mostly"), ("kept_informed", "well"))
    for _ in range(3):
        step = await say("answer", text="yes", key="the-same-message")
    assert step["question_id"] == "aspirations_discussed"
    assert "aspirations_discussed" not in await kept(service)
    for _ in range(2):
        step = await say("back", key="the-same-back")
    assert step["question_id"] == "tell_it_once"


async def test_answers_on_a_branch_that_was_left_are_kept_for_a_way_back_and_never_sent(
    say: Say, service: ServiceState
) -> None:
    await begun(say, "service_experience", ("service", "camhs"))
    await say("skip")
    await say("answer", text="26")
    await say("answer", question_id="service", value="event")
    assert (await kept(service))["waited_weeks"] == 26
    await say("finish")
    async with service.database.transaction() as session:
        answered = {row.question_id for row in await session.scalars(select(ResponseAnswer))}
    assert "event_code" in answered
    assert not {"waited_weeks", "when_used"} & answered


async def test_a_young_person_has_faces_with_words_and_may_say_that_somebody_helps(
    say: Say, service: ServiceState
) -> None:
    step = await begun(say, "annual_review_young_person")
    assert step["kind"] == "helped"
    await say("answer", question_id="helped", value="yes")
    step = await say("answer", question_id="took_part", value="all_of_it")
    assert "😀 Completely" in [button["title"] for button in step["message"]["buttons"]]
    await say("answer", question_id="listened_to", value="completely")
    await say("finish")
    async with service.database.transaction() as session:
        response = (await session.scalars(select(SurveyResponse))).one()
    assert (response.helped, response.audience) == (True, "young_person")


async def test_a_hard_answer_gets_one_human_sentence(say: Say) -> None:
    step = await begun(say, "ehc_parent", ("listened_to", "not_at_all"))
    assert step["note"] == "I'm sorry that it was like that."
    assert (await say("answer", question_id="kept_informed", value="very_badly"))["note"] is None


async def test_a_survey_is_offered_once_a_visit(say: Say) -> None:
    offer = await say("offer", topic="annual_review_after")
    assert offer["buttons"][0]["payload"].startswith('/start_survey{"survey":"ehc_parent"')
    assert await say("offer", topic="annual_review_after") is None


async def test_nothing_is_offered_after_a_topic_that_is_not_lived(say: Say) -> None:
    assert await say("offer", topic="blue_badge") is None


async def test_another_surveys_button_loses_no_answers(say: Say, service: ServiceState) -> None:
    await begun(say, "ehc_parent", ("listened_to", "mostly"))
    step = await say("start", survey_id="local_offer")
    assert (step["survey_id"], step["question_id"]) == ("ehc_parent", "kept_informed")
    assert await kept(service) == {"listened_to": "mostly"}
