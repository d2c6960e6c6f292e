"""What typed words answer, when that is certain."""

from __future__ import annotations

import re
from collections.abc import Sequence

from feedback_api.surveys.answer import Answer
from feedback_api.surveys.answers import InvalidAnswer, clean_text, validated
from feedback_api.surveys.engine import AGREEMENTS, Progress, step_at
from feedback_api.surveys.errors import NotAnAnswer
from feedback_api.surveys.phrases import plain
from feedback_api.surveys.questions import AnyQuestion, FreeTextQuestion, MultipleChoiceQuestion, YesNoQuestion
from feedback_api.surveys.schemas import Step
from feedback_api.surveys.wording import Option

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
# Said when there is nothing to add, or what was said before stays.
NO_MORE = {
    "keep",
    "keep it",
    "keep that",
    "same",
    "the same",
    "thats all",
    "thats it",
    "done",
    "next",
    "go on",
    "no",
    "nope",
    "no more",
    "nothing else",
    "finished",
}
# "I meant no" takes back the answer just given.
MEANT = re.compile(
    r"\s*(?:(?:sorry|oops|wait|no|actually)[\s,.!-]+)*(?:i meant?|make that|change (?:that|it) to)\b(.*)", re.I | re.S
)


def read_answer(progress: Progress, step_id: str, text: str) -> Answer | None:
    """The answer that `text` gives to a step, or None when it gives none that is certain.

    Raises InvalidAnswer for words that are too many to keep.
    """
    said = plain(clean_text(text))
    if step_id in AGREEMENTS:
        labels = {option.value: option.label for option in step_at(progress, step_id).options}
        value = yes_or_no(said) or next((value for value, label in labels.items() if said == plain(label)), None)
        return Answer(choice=value) if value in labels else None
    question = progress.survey.question(step_id)
    if isinstance(question, FreeTextQuestion):
        return validated(question, text) if clean_text(text) else None
    if isinstance(question, YesNoQuestion):
        value = yes_or_no(said)
        return Answer(choice=value) if value is not None else None
    if not question.options:
        return _fitting(question, text)
    labels = {option.value: progress.voice.label(question, option) for option in question.options}
    if isinstance(question, MultipleChoiceQuestion):
        return _all_picked(question, labels, text)
    value = picked(question.options, labels, said)
    return Answer(choice=value) if value is not None else None


def meant_instead(text: str) -> str | None:
    """What stands after "I meant" and the like, or None when the message is no such thing."""
    match = MEANT.fullmatch(clean_text(text))
    return match.group(1).strip() if match else None


def agreed(consent: Step, value: object, text: str | None) -> bool:
    """Whether the person said yes to the consent. Raises NotAnAnswer for words that say neither."""
    if value is not None:
        return value == "yes"
    said = plain(text or "")
    if said in {"yes", "y", "yeah", "yep", "ok", "okay", "sure", "go on", plain(consent.options[0].label)}:
        return True
    if said in {"no", "n", "nope", "no thank you", plain(consent.options[1].label)}:
        return False
    raise NotAnAnswer


def yes_or_no(said: str) -> str | None:
    """ "yes", "no" or "not_sure" when the plain text says just that."""
    return next((value for value, ways in (("yes", YES), ("no", NO), ("not_sure", NOT_SURE)) if said in ways), None)


def _fitting(question: AnyQuestion, text: str) -> Answer | None:
    try:
        return validated(question, text)
    except InvalidAnswer:
        return None


def _all_picked(question: MultipleChoiceQuestion, labels: dict[str, str], text: str) -> Answer | None:
    """The options of "autism, ADHD and learning", when each part is one."""
    whole = picked(question.options, labels, plain(clean_text(text)))
    parts = [plain(part) for part in re.split(r",|;|\band\b|&|\n", clean_text(text), flags=re.I) if plain(part)]
    values = [whole] if whole is not None else [picked(question.options, labels, part) for part in parts]
    if not values or None in values:
        return None
    try:
        return validated(question, values)
    except InvalidAnswer:
        return None


def picked(options: Sequence[Option], labels: dict[str, str], said: str) -> str | None:
    """The value of the option that `said` names, by its label or its place on the scale."""
    for option in options:
        if said in (plain(labels[option.value]), plain(option.value)):
            return option.value
    points = [option for option in options if not option.outside_scale]
    match = re.fullmatch(r"([0-9])(?: out of ([0-9]))?", said)
    if (
        match
        and (match.group(2) is None or int(match.group(2)) == len(points))
        and 1 <= int(match.group(1)) <= len(points)
    ):
        return points[int(match.group(1)) - 1].value
    return None
