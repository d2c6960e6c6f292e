"""What counts as an answer: one place, used by the chat, the API and every later face of a survey."""

from __future__ import annotations

import re
import unicodedata

from feedback_api.errors import InvalidInput
from feedback_api.surveys.definition import FreeTextQuestion, Option, ScaleQuestion, YesNoQuestion

YES = {"yes", "y", "yeah", "yep", "yup", "yes we did", "yes i did", "yes they did", "definitely", "true"}
NO = {"no", "n", "nope", "nah", "no we didnt", "no i didnt", "no they didnt", "never", "not at all", "false"}
NOT_SURE = {
    "not sure",
    "unsure",
    "dont know",
    "i dont know",
    "dunno",
    "idk",
    "maybe",
    "cant remember",
    "i cant remember",
}
# Control characters carry no meaning in an answer, and PostgreSQL refuses NUL. Line breaks and tabs stay; so do the
# joiners that build emoji.
UNWANTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2060\ufeff\ufffe\uffff]")
SURROGATES = re.compile(r"[\ud800-\udfff]")

AnyQuestion = ScaleQuestion | YesNoQuestion | FreeTextQuestion


class InvalidAnswer(InvalidInput):
    """An answer that does not fit its question; the sentence names the question."""

    code = "invalid_answer"

    def __init__(self, question_id: str, sentence: str) -> None:
        super().__init__(f"Question “{question_id}”: {sentence}")
        self.question_id = question_id


def clean_text(text: str) -> str:
    """`text` without control characters, in Unicode's composed form, without blanks at its ends."""
    return unicodedata.normalize("NFC", UNWANTED.sub("", SURROGATES.sub("", text))).strip()


def validated(question: AnyQuestion, value: object) -> str:
    """`value` as it is stored: an option's value, or cleaned words.

    Raises InvalidAnswer when it does not fit the question.
    """
    if not isinstance(value, str):
        raise InvalidAnswer(question.id, "the answer must be a text.")
    if isinstance(question, FreeTextQuestion):
        return _validated_words(question, value)
    for option in question.options:
        if option.value == value:
            return value
    allowed = ", ".join(option.value for option in question.options)
    raise InvalidAnswer(question.id, f"“{value[:40]}” is not one of its answers: {allowed}.")


def _validated_words(question: FreeTextQuestion, value: str) -> str:
    words = clean_text(value)
    if not words:
        raise InvalidAnswer(question.id, "the answer has no words. Leave it out to skip the question.")
    if len(words) > question.maximum_characters:
        raise InvalidAnswer(
            question.id,
            f"the answer has {len(words):,} characters, and at most {question.maximum_characters:,} can be kept. "
            "Please shorten it.",
        )
    return words


def read_answer(question: AnyQuestion, text: str) -> str | None:
    """The answer that `text` gives to `question`, or None when it gives none that is certain.

    Raises InvalidAnswer for words that are too many to keep.
    """
    if isinstance(question, FreeTextQuestion):
        return _validated_words(question, text) if clean_text(text) else None
    said = _plain(text)
    if isinstance(question, YesNoQuestion):
        for value, ways in (("yes", YES), ("no", NO), ("not_sure", NOT_SURE)):
            if said in ways:
                return value
        return None
    return _picked(question.options, said)


def _picked(options: list[Option], said: str) -> str | None:
    for option in options:
        if said in (_plain(option.label), _plain(option.value)):
            return option.value
    points = [option for option in options if not option.outside_scale]
    match = re.fullmatch(r"(\d)(?: out of (\d))?", said)
    if (
        match
        and (match.group(2) is None or int(match.group(2)) == len(points))
        and 1 <= int(match.group(1)) <= len(points)
    ):
        return points[int(match.group(1)) - 1].value
    return None


def _plain(text: str) -> str:
    """Lower case, without punctuation: "4/5" becomes "4 out of 5"."""
    lowered = clean_text(text).casefold().replace("_", " ").replace("/", " out of ")
    return " ".join(re.sub(r"[^\w\s]", "", lowered).split())
