"""One made-up respondent: answers drawn by chance along the survey's own path."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from datetime import datetime

from pydantic import JsonValue

from feedback_api.demo.content import DemoSurvey, Mood
from feedback_api.surveys.answer import Answer
from feedback_api.surveys.answers import validated
from feedback_api.surveys.definition import (
    AnyQuestion,
    Audience,
    FacesQuestion,
    FreeTextQuestion,
    MonthQuestion,
    MultipleChoiceQuestion,
    NumberQuestion,
    ScaleQuestion,
    Survey,
)
from feedback_api.surveys.engine import path

SKIPS, SKIPS_ABOUT_YOU, HAS_COMMENT, SECOND_NEED = 0.06, 0.25, 0.6, 0.35
# A person whose other answers are good may still write a bitter comment.
OTHER_MOOD = 0.15
MOODS: tuple[Mood, ...] = ("bad", "mixed", "good")


class Respondent:
    """Draws answers; `share` says how near the last quarter is, from 0 to 1."""

    def __init__(self, survey: Survey, demo: DemoSurvey, chance: random.Random) -> None:
        self._survey = survey
        self._demo = demo
        self._chance = chance
        self._comments = {
            (question, mood): _endless(texts, chance)
            for question, moods in demo.comments.items()
            for mood, texts in moods.items()
        }

    def audience(self) -> Audience:
        """Who answers this time."""
        weights = self._demo.audiences or {self._survey.audience: 1}
        return self._chance.choices(list(weights), list(weights.values()))[0]

    def happens(self, probability: float) -> bool:
        """Whether something of that probability happens."""
        return self._chance.random() < probability

    def answers(self, audience: Audience, share: float, moment: datetime) -> dict[str, JsonValue]:
        """Answers to the questions on the path, one at a time, since each may open others; never none at all."""
        given: dict[str, Answer | None] = {}
        while (question := _next(self._survey, audience, given)) is not None:
            given[question.id] = self._answer(question, given, share, moment)
        if all(answer is None for answer in given.values()):
            first = self._survey.questions[0]
            given[first.id] = self._picked(first, share, moment)
        asked = {question.id for question in path(self._survey, audience, given)}
        return {name: answer.value for name, answer in given.items() if answer is not None and name in asked}

    def _answer(
        self, question: AnyQuestion, given: Mapping[str, Answer | None], share: float, moment: datetime
    ) -> Answer | None:
        if isinstance(question, FreeTextQuestion):
            return Answer(text=self._comment(question, given)) if self.happens(HAS_COMMENT) else None
        if self.happens(SKIPS_ABOUT_YOU if question.about_you else SKIPS):
            return None
        return self._picked(question, share, moment)

    def _picked(self, question: AnyQuestion, share: float, moment: datetime) -> Answer:
        weights = {
            value: (1 - share) * weight[0] + share * weight[1] if isinstance(weight, tuple) else float(weight)
            for value, weight in self._demo.weights[question.id].items()
            if not question.options or value in {option.value for option in question.options}
        }
        value = self._chance.choices(list(weights), list(weights.values()))[0]
        if isinstance(question, NumberQuestion):
            return validated(question, int(value))
        if isinstance(question, MonthQuestion):
            return validated(question, _months_before(moment, int(value)))
        if isinstance(question, MultipleChoiceQuestion):
            return validated(question, self._several(question, value, weights))
        return validated(question, value)

    def _several(self, question: MultipleChoiceQuestion, first: str, weights: Mapping[str, float]) -> list[JsonValue]:
        alone = {option.value for option in question.options if option.exclusive}
        others = [value for value in weights if value != first and value not in alone]
        if first in alone or not self.happens(SECOND_NEED):
            return [first]
        return [first, self._chance.choice(others)]

    def _comment(self, question: FreeTextQuestion, given: Mapping[str, Answer | None]) -> str:
        mood = self._chance.choice(MOODS) if self.happens(OTHER_MOOD) else _mood(self._survey, given)
        return next(self._comments[question.id, mood])


def _next(survey: Survey, audience: Audience, given: Mapping[str, Answer | None]) -> AnyQuestion | None:
    return next((question for question in path(survey, audience, given) if question.id not in given), None)


def _mood(survey: Survey, given: Mapping[str, Answer | None]) -> Mood:
    """What the scales say so far."""
    places = []
    for question in survey.questions:
        answer = given.get(question.id)
        if isinstance(question, ScaleQuestion | FacesQuestion) and answer is not None:
            points = [option.value for option in question.options if not option.outside_scale]
            if answer.choice in points:
                places.append(points.index(answer.choice) / (len(points) - 1))
    mean = sum(places) / len(places) if places else 0.5
    return "bad" if mean < 0.45 else "good" if mean > 0.6 else "mixed"


def _months_before(moment: datetime, months: int) -> str:
    number = moment.year * 12 + moment.month - 1 - months
    return f"{number // 12}-{number % 12 + 1:02d}"


def _endless(texts: list[str], chance: random.Random) -> Iterator[str]:
    """All texts in a new order, and again when they are used up: none comes back before the others."""
    while True:
        yield from chance.sample(texts, len(texts))
