"""What a recogniser finds, and which of two findings wins where they overlap."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

# Also the order in which overlapping findings win: what has a firm shape before what is read from the context.
KINDS = (
    "link",
    "email",
    "NHS number",
    "NI number",
    "UPN",
    "phone",
    "bank card",
    "date of birth",
    "postcode",
    "handle",
    "street",
    "school",
    "name",
)


@dataclass(frozen=True)
class Span:
    """A stretch of the text that must go."""

    start: int
    end: int
    kind: str
    # Put before the placeholder, where the text has no space of its own ("m334bq" becomes "m33 [postcode]").
    before: str = ""

    @property
    def placeholder(self) -> str:
        """What stands in the text instead."""
        return f"{self.before}[{self.kind}]"

    def overlaps(self, other: Span) -> bool:
        """Whether both cover some character."""
        return self.start < other.end and other.start < self.end


def resolve(spans: Iterable[Span]) -> list[Span]:
    """The spans that win, in order of appearance: firmer kinds first, then longer ones."""
    won: list[Span] = []
    for span in sorted(set(spans), key=lambda span: (KINDS.index(span.kind), span.start - span.end, span.start)):
        if span.start < span.end and not any(span.overlaps(other) for other in won):
            won.append(span)
    return sorted(won, key=lambda span: span.start)
