"""An answer that fits its question, in the one form that drafts, responses and routing share."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import JsonValue


@dataclass(frozen=True)
class Answer:
    """What was answered. A skipped question has no Answer at all.

    `choice`: the value picked, a month as "2026-09", or a postcode district as "M33". `choices`: the values picked of
    a multiple choice, in the question's order. `number`: an integer. `text`: free words, or the words beside "other".
    """

    choice: str | None = None
    choices: tuple[str, ...] = ()
    number: int | None = None
    text: str | None = None

    @property
    def picked(self) -> frozenset[str]:
        """The values that routing looks at."""
        return frozenset(self.choices if self.choice is None else (self.choice,))

    @property
    def value(self) -> JsonValue:
        """The answer as the API takes it and a draft keeps it; `validated` gives the same Answer for it again."""
        if self.choices:
            values: dict[str, JsonValue] = {"values": list(self.choices)}
            return values if self.text is None else {**values, "text": self.text}
        if self.choice is not None:
            return self.choice if self.text is None else {"value": self.choice, "text": self.text}
        return self.number if self.number is not None else self.text
