"""The words for danger and distress: complete for every kind and voice, plain, with the numbers that were checked."""

from __future__ import annotations

import re
from typing import get_args

import pytest
import textstat

from feedback_api.safeguarding.answers import load_answers
from feedback_api.safeguarding.schemas import Voice
from feedback_api.service_state import ServiceState
from feedback_api.settings import ROOT
from language.risk import CONCERN_KINDS, KINDS, URGENT_KINDS

VOICES: tuple[Voice, ...] = get_args(Voice)
PAGE = (ROOT / "docs" / "safeguarding.md").read_text(encoding="utf-8")
NUMBER = re.compile(r"\b(?:0\d{3} ?\d{3,4} ?\d{3,4}|0800 1111|116 \d{3}|85258|999|111)\b")


@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize("kind", ["", *URGENT_KINDS])
def test_each_urgent_answer_has_every_number_and_the_front_door(service: ServiceState, kind: str, voice: Voice) -> None:
    text = service.safeguarding.urgent([kind] if kind else [], voice).text
    for number in ("999", "111", "mental health option", "0800 1111", "116 123", "SHOUT", "85258"):
        assert number in text
    assert service.area.how_to_reach("childrens_front_door") in text
    assert "Nobody is reading this live" in text
    assert "{" not in text


@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize("kind", KINDS)
def test_each_concern_has_somebody_to_turn_to_and_no_alarm(service: ServiceState, kind: str, voice: Voice) -> None:
    said = service.safeguarding.concern([kind], voice)
    assert NUMBER.search(said.text) or service.area.contacts["early_help"].name in said.text
    assert "I need help now" in [button.title for button in said.buttons]
    assert "{" not in said.text


def test_every_kind_of_concern_has_words_of_its_own(service: ServiceState) -> None:
    content = service.safeguarding.content
    assert set(CONCERN_KINDS) <= {kind for entry in content.concern for kind in entry.kinds}
    for voice in VOICES:
        urgent = getattr(content.urgent, voice)
        assert set(URGENT_KINDS) == {kind for opening in urgent.openings for kind in opening.kinds}


def test_the_words_are_plain(service: ServiceState) -> None:
    texts = [service.safeguarding.urgent([kind], voice).text for kind in URGENT_KINDS for voice in VOICES]
    texts += [service.safeguarding.concern([kind], voice).text for kind in CONCERN_KINDS for voice in VOICES]
    hard = [text for text in texts if textstat.flesch_kincaid_grade(text) > 7]
    assert hard == []


def test_every_number_that_is_said_is_on_the_page_that_says_when_it_was_checked() -> None:
    said = set(NUMBER.findall((ROOT / "data" / "safeguarding" / "answers.yml").read_text(encoding="utf-8")))
    assert "0800 1111" in said
    assert {number for number in said if number not in PAGE} == set()


@pytest.mark.parametrize(
    ("text", "voice"),
    [
        ("My mum shouts at me", "young_person"),
        ("im 14 and i hate it", "young_person"),
        ("I’m 14", "young_person"),
        ("My son's dad is angry", "adult"),
        ("my daughter says my mum is right", "adult"),
        ("help", None),
    ],
)
def test_the_words_tell_who_writes(service: ServiceState, text: str, voice: Voice | None) -> None:
    assert service.safeguarding.voice_of(text) == voice


def test_the_file_is_checked_against_the_area(service: ServiceState) -> None:
    assert load_answers(service.settings.data_folder, service.catalogue).content.checked_on.year >= 2026
