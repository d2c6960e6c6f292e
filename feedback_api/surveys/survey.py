"""The shape of data/surveys/*.yml: one survey."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field, model_validator

from feedback_api.content import Content
from feedback_api.errors import NotFound
from feedback_api.surveys.questions import (
    CONSENT,
    HELPED,
    MAY_PUBLISH,
    AnyQuestion,
    FreeTextQuestion,
    NumberQuestion,
    Question,
)
from feedback_api.surveys.routing import Condition
from feedback_api.surveys.wording import Agreement, Audience, EasyRead, Identifier, SurveyWording, Words

RESERVED = {CONSENT, HELPED, MAY_PUBLISH}


class Survey(Content):
    """A survey: whom it asks and what for, what can still change and by when, consent, and its questions in order.

    `wording` says the survey's sentences otherwise for one of its audiences; the plain ones are for the first.
    `helped` asks a young person whether somebody helps them; `publication` whether a comment under regulation 56 may
    be published.
    """

    id: Identifier
    version: Annotated[int, Field(ge=1)]
    audiences: Annotated[list[Audience], Field(min_length=1)]
    title: Words
    button: Annotated[str, Field(min_length=1, max_length=45)]
    purpose: Words
    introduction: Words
    can_change: Words
    by_when: Words
    consent: Words
    consent_yes: Words
    consent_no: Words
    easy_read: EasyRead
    thanks: Words
    wording: dict[Audience, SurveyWording] = {}
    helped: Agreement | None = None
    publication: Agreement | None = None
    questions: Annotated[list[Question], Field(min_length=1)]

    @property
    def audience(self) -> Audience:
        """The one for whom the plain wording is."""
        return self.audiences[0]

    def question(self, question_id: str) -> AnyQuestion:
        """The question, or NotFound."""
        for question in self.questions:
            if question.id == question_id:
                return question
        raise NotFound(f"The survey {self.id} has no question “{question_id[:64]}”.")

    @model_validator(mode="after")
    def right_as_a_whole(self) -> Survey:
        """What no question can see by itself."""
        problem = next(self._problems(), None)
        if problem is not None:
            raise ValueError(problem)
        return self

    def _problems(self) -> Iterator[str]:
        yield from self._wrong_ids()
        yield from self._wrong_audiences()
        yield from self._wrong_order()
        yield from self._wrong_agreements()
        yield from self._wrong_routing()

    def _wrong_ids(self) -> Iterator[str]:
        ids = [question.id for question in self.questions]
        if len(set(ids)) < len(ids):
            yield "two questions have the same id"
        for name in sorted(RESERVED & set(ids)):
            yield f"no question can be called {name}: the engine uses that name itself"

    def _wrong_audiences(self) -> Iterator[str]:
        if len(set(self.audiences)) < len(self.audiences):
            yield "an audience stands twice"
        for audience in self.wording:
            if audience not in self.audiences:
                yield f"there is a wording for {audience}, but the survey is not for them: add it to `audiences`"
        for question in self.questions:
            for audience in [*question.wording, *(question.only_for or [])]:
                if audience not in self.audiences:
                    yield f"the question {question.id} speaks of {audience}, but the survey is not for them"
            values = {option.value for option in question.options}
            for audience, wording in question.wording.items():
                for value in sorted(set(wording.options) - values):
                    yield f"the question {question.id} has a label for {value} ({audience}), which is no option"

    def _wrong_order(self) -> Iterator[str]:
        about_you = [question.about_you for question in self.questions]
        if about_you != sorted(about_you):
            yield "the questions with `about_you: true` come last"

    def _wrong_agreements(self) -> Iterator[str]:
        if "young_person" in self.audiences and self.helped is None:
            yield "a survey for young people asks whether somebody helps them: add `helped`"
        comments = any(question.reg56 and isinstance(question, FreeTextQuestion) for question in self.questions)
        if comments != (self.publication is not None):
            yield (
                "comments under regulation 56 may be published only if the person agrees: a survey with `reg56` on a "
                "free text needs `publication`, and no other survey has it"
            )

    def _wrong_routing(self) -> Iterator[str]:
        earlier: dict[str, AnyQuestion] = {}
        for question in self.questions:
            for condition in question.show_if.parts() if question.show_if else ():
                asked = earlier.get(condition.question or "")
                if asked is None:
                    yield f"{question.id} is shown by the answer to {condition.question}, which is no earlier question"
                else:
                    yield from _wrong_condition(question.id, condition, asked)
            earlier[question.id] = question


def _wrong_condition(question_id: str, condition: Condition, asked: AnyQuestion) -> Iterator[str]:
    values = {option.value for option in asked.options}
    for value in [*(condition.is_ or []), *(condition.is_not or [])]:
        if value not in values:
            yield f"{question_id} is shown by the answer {value} to {asked.id}, which has no such option"
    by_number = condition.at_least is not None or condition.at_most is not None
    if by_number and not isinstance(asked, NumberQuestion):
        yield f"{question_id} is shown by a number, but {asked.id} asks for none"
