"""What counts as an answer: one place, used by the chat, the pages, the API and every later face of a survey."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from feedback_api.clock import COUNCIL_ZONE, now
from feedback_api.errors import InvalidInput
from feedback_api.surveys.answer import Answer
from feedback_api.surveys.questions import (
    AnyQuestion,
    CodeQuestion,
    DistrictQuestion,
    FreeTextQuestion,
    MonthQuestion,
    MultipleChoiceQuestion,
    NumberQuestion,
    PickQuestion,
    SingleChoiceQuestion,
)
from feedback_api.surveys.wording import OTHER, Option

# Control characters carry no meaning in an answer, and PostgreSQL refuses NUL. Line breaks and tabs stay; so do the
# joiners that build emoji.
UNWANTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2060\ufeff\ufffe\uffff]")
SURROGATES = re.compile(r"[\ud800-\udfff]")
# The words beside "other" name a thing, and tell no story.
OTHER_CHARACTERS = 200
MONTH = re.compile(r"(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])")
# The outward half of a postcode, and the inward half that may follow it. Source: Royal Mail, Programmers' Guide (PAF).
DISTRICT = re.compile(r"([A-Z]{1,2}[0-9][0-9A-Z]?)(?:[0-9][A-Z]{2})?")

CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{1,18}[A-Z0-9]")


class InvalidAnswer(InvalidInput):
    """An answer that does not fit its question: `reason` is a sentence for the person, the whole names the question."""

    code = "invalid_answer"

    def __init__(self, question_id: str, reason: str) -> None:
        super().__init__(f"Question “{question_id}”: {reason}")
        self.question_id = question_id
        self.reason = reason[:1].upper() + reason[1:]


def clean_text(text: str) -> str:
    """`text` without control characters, in Unicode's composed form, without blanks at its ends."""
    return unicodedata.normalize("NFC", UNWANTED.sub("", SURROGATES.sub("", text))).strip()


def validated(question: AnyQuestion, value: object) -> Answer:
    """`value` as an answer to `question`.

    An option, a month and a district are texts, a number is a number, free words are a text. "other" with its words is
    `{"value": "other", "text": "…"}`; a multiple choice is a list of values or `{"values": […], "text": "…"}`. Raises
    InvalidAnswer when it does not fit the question.
    """
    if isinstance(question, NumberQuestion):
        return _validated_number(question, value)
    if isinstance(question, MultipleChoiceQuestion):
        return _validated_choices(question, value)
    if isinstance(question, SingleChoiceQuestion) and isinstance(value, dict):
        return _validated_other(question, value)
    if not isinstance(value, str):
        raise InvalidAnswer(question.id, "the answer must be a text.")
    return _validated_text(question, value)


def _validated_text(question: AnyQuestion, value: str) -> Answer:
    if isinstance(question, FreeTextQuestion):
        return Answer(text=_validated_words(question.id, value, question.maximum_characters))
    if isinstance(question, MonthQuestion):
        return _validated_month(question, value)
    if isinstance(question, DistrictQuestion):
        return Answer(choice=_validated_district(question, value))
    if isinstance(question, CodeQuestion):
        return Answer(choice=_validated_code(question, value))
    return Answer(choice=_option(question, question.options, value))


def _option(question: AnyQuestion, options: Sequence[Option], value: object) -> str:
    for option in options:
        if option.value == value:
            return option.value
    allowed = ", ".join(option.value for option in options)
    raise InvalidAnswer(question.id, f"“{str(value)[:40]}” is not one of its answers: {allowed}.")


def _validated_words(question_id: str, value: str, maximum: int) -> str:
    """Every text that a person wrote passes here, from each face, before it is kept."""
    words = clean_text(value)
    if not words:
        raise InvalidAnswer(question_id, "the answer has no words. Leave it out to skip the question.")
    if len(words) > maximum:
        raise InvalidAnswer(
            question_id,
            f"the answer has {len(words):,} characters, and at most {maximum:,} can be kept. Please shorten it.",
        )
    return words


def _other_words(question: PickQuestion, picked: Sequence[str], text: object) -> str | None:
    """The words beside "other": none when nothing was written, or when it was not picked."""
    if text is None or (isinstance(text, str) and not clean_text(text)):
        return None
    if not isinstance(text, str):
        raise InvalidAnswer(question.id, "the words beside “other” must be a text.")
    if OTHER not in picked:
        raise InvalidAnswer(question.id, "there are words beside “other”, but “other” was not picked.")
    return _validated_words(question.id, text, OTHER_CHARACTERS)


def _validated_other(question: SingleChoiceQuestion, value: dict[object, object]) -> Answer:
    if set(value) - {"value", "text"}:
        raise InvalidAnswer(question.id, "the answer may hold `value` and `text`, and nothing else.")
    choice = _option(question, question.options, value.get("value"))
    return Answer(choice=choice, text=_other_words(question, [choice], value.get("text")))


def _validated_choices(question: MultipleChoiceQuestion, value: object) -> Answer:
    text: object = None
    values = value
    if isinstance(value, dict):
        if set(value) - {"values", "text"}:
            raise InvalidAnswer(question.id, "the answer may hold `values` and `text`, and nothing else.")
        values, text = value.get("values"), value.get("text")
    if not isinstance(values, list) or not values:
        raise InvalidAnswer(question.id, "the answer must be a list of one or more of its options.")
    picked = {_option(question, question.options, one) for one in values}
    alone = next((option for option in question.options if option.exclusive and option.value in picked), None)
    if alone is not None and len(picked) > 1:
        raise InvalidAnswer(question.id, f"“{alone.label}” can't be picked together with others.")
    choices = tuple(option.value for option in question.options if option.value in picked)
    return Answer(choices=choices, text=_other_words(question, choices, text))


def _validated_number(question: NumberQuestion, value: object) -> Answer:
    if isinstance(value, str) and re.fullmatch(r"\s*-?[0-9]{1,7}\s*", value):
        # What a form sends.
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool):
        raise InvalidAnswer(question.id, "the answer must be a whole number.")
    if not question.minimum <= value <= question.maximum:
        raise InvalidAnswer(
            question.id, f"the answer must be a whole number from {question.minimum:,} to {question.maximum:,}."
        )
    return Answer(number=value)


def _validated_month(question: MonthQuestion, value: str) -> Answer:
    month = clean_text(value)
    if MONTH.fullmatch(month) is None:
        raise InvalidAnswer(question.id, "the answer must be a month, such as 2026-09.")
    if month < question.earliest:
        raise InvalidAnswer(question.id, f"the month must not be before {question.earliest}.")
    if not question.future and month > f"{now().astimezone(COUNCIL_ZONE):%Y-%m}":
        raise InvalidAnswer(question.id, "that month is still to come.")
    return Answer(choice=month)


def _validated_code(question: CodeQuestion, value: str) -> str:
    code = clean_text(value).upper()
    if CODE.fullmatch(code) is None:
        raise InvalidAnswer(question.id, "a code is 3 to 20 letters, digits and hyphens, such as AUTISM-03.")
    return code


def _validated_district(question: DistrictQuestion, value: str) -> str:
    match = DISTRICT.fullmatch(re.sub(r"\s", "", clean_text(value)).upper())
    if match is None:
        raise InvalidAnswer(question.id, "please give the first half of a postcode, such as M33.")
    return match.group(1)
