"""What free words probably answer: a suggestion for the person to confirm, never an answer by itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from feedback_api.surveys.amounts import month_in, number_in
from feedback_api.surveys.answer import Answer
from feedback_api.surveys.answers import OTHER_CHARACTERS, InvalidAnswer, clean_text, validated
from feedback_api.surveys.engine import Progress
from feedback_api.surveys.phrases import SurveyPhrases, has_words, plain
from feedback_api.surveys.questions import (
    AnyQuestion,
    DistrictQuestion,
    FacesQuestion,
    MonthQuestion,
    MultipleChoiceQuestion,
    NumberQuestion,
    ScaleQuestion,
    SingleChoiceQuestion,
    YesNoQuestion,
)
from feedback_api.surveys.wording import OTHER

# A longer message tells a story and answers no question with buttons.
MOST_WORDS = 12
RATHER_YES = [
    "yes",
    "yeah",
    "yep",
    "i think so",
    "mostly",
    "sort of",
    "kind of",
    "sometimes",
    "a bit",
    "they did",
    "we did",
    "i did",
]
RATHER_NO = [
    "no",
    "nope",
    "nah",
    "not really",
    "i dont think so",
    "they didnt",
    "we didnt",
    "i didnt",
    "never",
    "not once",
    "hardly",
]
UNSURE = ["not sure", "dont know", "dunno", "idk", "no idea", "cant remember", "cant say"]


def guess(progress: Progress, step_id: str, text: str, phrases: SurveyPhrases) -> Answer | None:
    """The answer that `text` probably gives to a question, or None; a guess that does not fit it is none."""
    said = plain(text)
    if not said or len(said.split()) > MOST_WORDS or step_id not in {q.id for q in progress.survey.questions}:
        return None
    question = progress.survey.question(step_id)
    value = _guessed_value(progress, question, said, clean_text(text), phrases)
    try:
        return None if value is None else validated(question, value)
    except InvalidAnswer:
        return None


def _guessed_value(
    progress: Progress, question: AnyQuestion, said: str, typed: str, phrases: SurveyPhrases
) -> object | None:
    if isinstance(question, ScaleQuestion | FacesQuestion):
        points = [option.value for option in question.options if not option.outside_scale]
        return on_scale(said, points, phrases)
    if isinstance(question, YesNoQuestion):
        return _yes_no(said)
    if isinstance(question, SingleChoiceQuestion | MultipleChoiceQuestion):
        return _option_in(progress, question, said, typed)
    return _typed_value(question, said)


def _typed_value(question: AnyQuestion, said: str) -> object | None:
    if isinstance(question, NumberQuestion):
        return number_in(said, question.unit)
    if isinstance(question, MonthQuestion):
        return month_in(said)
    if isinstance(question, DistrictQuestion):
        found = re.search(r"\b([a-z]{1,2}[0-9][0-9a-z]?)(?: ?[0-9][a-z]{2})?\b", said)
        return found.group(1) if found else None
    return None


def on_scale(said: str, points: Sequence[str], phrases: SurveyPhrases) -> str | None:
    """The point of a scale that free words name ("pretty bad tbh" is its worst); None when they pull two ways."""
    levels = [phrases.scale_words.worst, phrases.scale_words.bad, phrases.scale_words.good, phrases.scale_words.best]
    ranked = sorted(
        ((plain(word), level) for level, words in enumerate(levels) for word in words), key=lambda r: -len(r[0])
    )
    left, found = f" {said} ", set()
    for word, level in ranked:
        before, hit, after = left.partition(f" {word} ")
        if not hit:
            continue
        left = f"{before} | {after}"
        found.add(_shaded(level, before.split()[-1:], phrases))
    if not found or len({level > 1 for level in found}) > 1:
        return None
    level = min(found) if max(found) <= 1 else max(found)
    return points[round(level / 3 * (len(points) - 1))]


def _shaded(level: int, before: list[str], phrases: SurveyPhrases) -> int:
    """The level after the word in front of it: "not good" is bad, "really good" is the best."""
    if before and before[0] in phrases.not_:
        return 2 if level <= 1 else 1
    if before and before[0] in phrases.stronger:
        return {1: 0, 2: 3}.get(level, level)
    return level


def _yes_no(said: str) -> str | None:
    if has_words(said, UNSURE):
        return "not_sure"
    no, yes = has_words(said, RATHER_NO), has_words(said, RATHER_YES)
    if no == yes:
        return None
    return "no" if no else "yes"


def _option_in(
    progress: Progress, question: SingleChoiceQuestion | MultipleChoiceQuestion, said: str, typed: str
) -> object | None:
    """The options whose words stand in the text; else, where there is an "other", the text itself."""
    hits = [
        option.value
        for option in question.options
        if option.value != OTHER and _names(said, plain(progress.voice.label(question, option)), option.value)
    ]
    if isinstance(question, MultipleChoiceQuestion) and hits:
        return hits
    if len(hits) == 1:
        return hits[0]
    if hits or OTHER not in {option.value for option in question.options} or len(typed) > OTHER_CHARACTERS:
        return None
    if isinstance(question, MultipleChoiceQuestion):
        return {"values": [OTHER], "text": typed}
    return {"value": OTHER, "text": typed}


def _names(said: str, label: str, value: str) -> bool:
    if has_words(said, [label, value.replace("_", " ")]):
        return True
    # One telling word of a longer label: "camhs" of "Mental health (CAMHS)".
    return any(len(word) > 4 and has_words(said, [word]) for word in label.split())
