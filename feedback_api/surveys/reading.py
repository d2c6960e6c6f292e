"""What typed words answer, when that is certain."""

from __future__ import annotations

import re
from collections.abc import Sequence

from feedback_api.surveys.answer import Answer
from feedback_api.surveys.answers import InvalidAnswer, clean_text, validated
from feedback_api.surveys.engine import AGREEMENTS, Progress, step_at
from feedback_api.surveys.errors import NotAnAnswer
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


def read_answer(progress: Progress, step_id: str, text: str) -> Answer | None:
    """The answer that `text` gives to a step, or None when it gives none that is certain.

    Raises InvalidAnswer for words that are too many to keep.
    """
    said = plain(text)
    if step_id in AGREEMENTS:
        labels = {option.value: option.label for option in step_at(progress, step_id).options}
        value = _yes_or_no(said) or next((value for value, label in labels.items() if said == plain(label)), None)
        return Answer(choice=value) if value in labels else None
    question = progress.survey.question(step_id)
    if isinstance(question, FreeTextQuestion):
        return validated(question, text) if clean_text(text) else None
    if isinstance(question, YesNoQuestion):
        value = _yes_or_no(said)
        return Answer(choice=value) if value is not None else None
    if not question.options:
        return _fitting(question, text)
    labels = {option.value: progress.voice.label(question, option) for option in question.options}
    value = picked(question.options, labels, said)
    if value is None:
        return None
    return Answer(choices=(value,)) if isinstance(question, MultipleChoiceQuestion) else Answer(choice=value)


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


def _yes_or_no(said: str) -> str | None:
    return next((value for value, ways in (("yes", YES), ("no", NO), ("not_sure", NOT_SURE)) if said in ways), None)


def _fitting(question: AnyQuestion, text: str) -> Answer | None:
    try:
        return validated(question, text)
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


def plain(text: str) -> str:
    """Lower case, without punctuation: "4/5" becomes "4 out of 5"."""
    lowered = clean_text(text).casefold().replace("_", " ").replace("/", " out of ")
    return " ".join(re.sub(r"[^\w\s]", "", lowered).split())
