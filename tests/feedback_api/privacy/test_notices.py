"""The privacy notices: complete, easy to read, and true to the settings."""

from __future__ import annotations

import re

import pytest
import textstat
from httpx import AsyncClient

from feedback_api.area.service import load_area
from feedback_api.privacy.notices import AUDIENCES, Line, Notice, load_notice
from feedback_api.settings import ROOT, Settings
from feedback_api.topics.check import HARDEST_GRADE
from tests.feedback_api.conftest import Serve

ADDRESSES = ("/privacy", "/privacy/young-people", "/privacy/practitioners", "/privacy/easy-read")
every_audience = pytest.mark.parametrize("audience", AUDIENCES)


def notice_for(audience: str) -> Notice:
    return load_notice(Settings(), load_area(ROOT / "data", "trafford"), audience)


def lines_of(notice: Notice) -> list[Line]:
    return [line for section in notice.sections for line in section.lines]


@every_audience
def test_a_notice_is_filled_and_can_be_read_at_11(audience: str) -> None:
    text = "\n".join(line.text for line in lines_of(notice_for(audience)))
    assert not set("{}") & set(text)
    assert textstat.flesch_kincaid_grade(text) <= HARDEST_GRADE


def test_no_sentence_of_the_easy_read_notice_has_more_than_12_words() -> None:
    for line in lines_of(notice_for("easy-read")):
        for sentence in re.split(r"(?<=[.?!])\s+", line.text):
            assert len(sentence.split()) <= 12, sentence


@every_audience
def test_a_notice_names_the_law_the_regulator_and_the_code(audience: str) -> None:
    notice = notice_for(audience)
    said = " ".join([line.text for line in lines_of(notice)] + notice.law)
    links = {line.link.href for line in lines_of(notice) if line.link}
    for needed in ("0303 123 1113", "999", "reading live", "Article 6(1)(e)", "Article 9(2)(g)", "regulation 56"):
        assert needed in said
    assert links == {"/my-answers", "https://ico.org.uk"}


@pytest.mark.parametrize("address", ADDRESSES)
async def test_each_page_says_how_long_by_the_settings(serve: Serve, address: str) -> None:
    async with serve(chat_hours=7, keep_responses_years=9, keep_flags_days=41) as client:
        reply = await client.get(address)
    assert reply.status_code == 200
    for kept in ("7 hours", "9 years", "41 days"):
        assert kept in reply.text


@pytest.mark.parametrize("address", ["/", "/surveys", "/my-answers", *ADDRESSES])
async def test_the_notice_is_linked_from_every_footer(client: AsyncClient, address: str) -> None:
    assert '<a href="/privacy">' in (await client.get(address)).text
