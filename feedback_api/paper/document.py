"""A survey as a PDF to print: tagged (PDF/UA-1), in ordinary or large print, or in Easy Read."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any, Literal

import typst

from feedback_api.surveys.definition import AnyQuestion, FacesQuestion, FreeTextQuestion, MultipleChoiceQuestion
from feedback_api.surveys.routing import Condition
from feedback_api.surveys.survey import Survey
from feedback_api.surveys.voice import Voice
from feedback_api.surveys.wording import OTHER

Print = Literal["plain", "large", "easy"]
# RNIB's Clear Print asks for 12 point and more, its large print for 16 and more.
POINTS: dict[Print, int] = {"plain": 12, "large": 18, "easy": 16}
TEMPLATE = Path(__file__).with_name("survey.typ")
HINTS = {
    "number": "Write a whole number.",
    "month": "Write the month and the year.",
    "district": "Write the first half of the postcode only.",
}


async def printed(voice: Voice, council: str, print_as: Print) -> bytes:
    """The PDF, in the words for the voice's audience."""
    said = json.dumps(as_data(voice, council, print_as))
    # In a thread: setting a page takes a good part of a second.
    return await asyncio.to_thread(_compiled, said)


def _compiled(said: str) -> bytes:
    document = typst.compile(TEMPLATE, format="pdf", pdf_standards=["ua-1"], sys_inputs={"survey": said})
    return bytes(document)


def as_data(voice: Voice, council: str, print_as: Print) -> dict[str, Any]:
    """What the template is given."""
    survey, say = voice.survey, voice.sentence
    questions = [one for one in survey.questions if one.only_for is None or voice.audience in one.only_for]
    numbers = {question.id: place for place, question in enumerate(questions, start=1)}
    return {
        "title": say("title"),
        "council": council,
        "size": POINTS[print_as],
        "introduction": survey.easy_read.text if print_as == "easy" else say("introduction"),
        "can_change": say("can_change"),
        "by_when": say("by_when"),
        "give_back": f"Give it back to whoever gave it to you, or send it to {council}.",
        "consent": say("consent"),
        "consent_yes": say("consent_yes"),
        "questions": [_question(voice, question, numbers, print_as) for question in questions],
    }


def _question(voice: Voice, question: AnyQuestion, numbers: dict[str, int], print_as: Print) -> dict[str, Any]:
    several = isinstance(question, MultipleChoiceQuestion)
    points = [option for option in question.options if not option.outside_scale]
    return {
        "number": numbers[question.id],
        "text": voice.easy_read(question) if print_as == "easy" else voice.text(question),
        "hint": "Tick all that fit." if several else HINTS.get(question.kind),
        "condition": condition_words(voice, question.show_if, numbers) if question.show_if else None,
        "lines": 6 if isinstance(question, FreeTextQuestion) else 1,
        "options": [
            {
                "label": voice.label(question, option),
                "writes": option.value == OTHER,
                "mood": 2 * points.index(option) / (len(points) - 1) - 1
                if isinstance(question, FacesQuestion) and option in points
                else None,
            }
            for option in question.options
        ],
    }


def condition_words(voice: Voice, condition: Condition, numbers: dict[str, int]) -> str:
    """When a question is for the reader, in words: "Only if you ticked No at question 2"."""
    return f"Only if {_words(voice.survey, voice, condition, numbers)}."


def _words(survey: Survey, voice: Voice, condition: Condition, numbers: dict[str, int]) -> str:
    for joint, parts in ((" and ", condition.all), (" or ", condition.any)):
        if parts:
            return joint.join(_words(survey, voice, part, numbers) for part in parts)
    question = survey.question(condition.question or "")
    place = f"question {numbers.get(question.id, 0)}"
    if condition.answered is not None:
        return f"you {'answered' if condition.answered else 'did not answer'} {place}"
    if condition.at_least is not None or condition.at_most is not None:
        limits = [("at least", condition.at_least), ("at most", condition.at_most)]
        said = " and ".join(f"{name} {limit}" for name, limit in limits if limit is not None)
        return f"you wrote {said} at {place}"
    values = condition.is_ or condition.is_not or []
    labels = " or ".join(f"“{voice.label(question, option)}”" for option in question.options if option.value in values)
    return f"you ticked {labels if condition.is_ else 'something other than ' + labels} at {place}"
