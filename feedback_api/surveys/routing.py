"""When a question is asked: conditions on the answers that were given to earlier ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import Field, model_validator

from feedback_api.content import Content
from feedback_api.surveys.answer import Answer
from feedback_api.surveys.wording import Identifier


class Condition(Content):
    """One condition: exactly one of the ways below.

    `question` with `is` (any of these values was picked), `is_not` (it was answered, with none of these), `at_least`
    and `at_most` (a number), or `answered`; or `all` or `any` of further conditions. A skipped question fulfils only
    `answered: false`.
    """

    question: Identifier | None = None
    is_: Annotated[list[Identifier], Field(min_length=1)] | None = Field(None, alias="is")
    is_not: Annotated[list[Identifier], Field(min_length=1)] | None = None
    at_least: int | None = None
    at_most: int | None = None
    answered: bool | None = None
    all: Annotated[list[Condition], Field(min_length=1)] | None = None
    any: Annotated[list[Condition], Field(min_length=1)] | None = None

    @model_validator(mode="after")
    def one_way(self) -> Condition:
        """Two ways in one condition could be read as "and" or as "or"."""
        number = self.at_least is not None or self.at_most is not None
        ways = [self.is_, self.is_not, self.answered, True if number else None, self.all, self.any]
        if sum(way is not None for way in ways) != 1:
            raise ValueError(
                "a condition needs exactly one of `is`, `is_not`, `at_least`/`at_most`, `answered`, `all`, `any`"
            )
        if (self.question is None) != (self.all is not None or self.any is not None):
            raise ValueError("a condition names a `question`, unless it joins others with `all` or `any`")
        return self

    def holds(self, answers: Mapping[str, Answer | None]) -> bool:
        """Whether it holds for `answers`; a skipped question is None there, one that was not asked is missing."""
        if self.all is not None:
            return all(condition.holds(answers) for condition in self.all)
        if self.any is not None:
            return any(condition.holds(answers) for condition in self.any)
        answer = answers.get(self.question or "")
        if self.answered is not None:
            return (answer is not None) == self.answered
        return answer is not None and self._fits(answer)

    def _fits(self, answer: Answer) -> bool:
        if self.is_ is not None:
            return not answer.picked.isdisjoint(self.is_)
        if self.is_not is not None:
            return answer.picked.isdisjoint(self.is_not)
        number = answer.number
        return (
            number is not None
            and (self.at_least is None or number >= self.at_least)
            and (self.at_most is None or number <= self.at_most)
        )

    def parts(self) -> Iterator[Condition]:
        """Every condition in it that names a question."""
        if self.question is not None:
            yield self
        for condition in [*(self.all or []), *(self.any or [])]:
            yield from condition.parts()
