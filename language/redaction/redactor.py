"""Puts the recognisers together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from threading import Lock

from language.redaction import births, net, numbers, people, schools, streets
from language.redaction.document import Document
from language.redaction.spans import Span, resolve

_FINDERS = (net, numbers, births, streets, schools, people)
# The model is loaded once, and spaCy's pipeline is not promised to be safe in two threads at a time.
_one_at_a_time = Lock()


@dataclass(frozen=True)
class Redaction:
    """A text without what identifies people, and the kinds of what was taken out, in the order of the text."""

    text: str
    found: tuple[str, ...]


def redact(text: str) -> Redaction:
    """Put each identifier's kind in its place. Redacting the result again changes nothing."""
    found = find_all(text)
    return Redaction(_replace(text, found), tuple(span.kind for span in found))


def find_all(text: str) -> list[Span]:
    """Every identifier of the text, in order.

    What has been taken out tells more about what stands beside it ("[name] and Chidi"), so look until nothing is new.
    """
    found = list[Span]()
    with _one_at_a_time:
        while new := _look(_replace(text, found)):
            found = sorted([*found, *_moved_back(new, found)], key=lambda span: span.start)
    return found


def _look(text: str) -> list[Span]:
    """What one look finds in a text that may hold placeholders."""
    if not text.strip():
        return []
    document = Document(text)
    found = [span for finder in _FINDERS for span in finder.find(document)]
    return resolve(span for span in found if not document.is_placeholder(span.start, span.end))


def _replace(text: str, spans: list[Span]) -> str:
    pieces, done = list[str](), 0
    for span in spans:
        pieces += [text[done : span.start], span.placeholder]
        done = span.end
    return "".join([*pieces, text[done:]])


def _moved_back(new: list[Span], earlier: list[Span]) -> list[Span]:
    """Spans of the text with placeholders, as spans of the text without them."""
    moved, shift, waiting = list[Span](), 0, list(earlier)
    for span in new:
        while waiting and waiting[0].start + shift < span.start:
            replaced = waiting.pop(0)
            shift += len(replaced.placeholder) - (replaced.end - replaced.start)
        moved.append(replace(span, start=span.start - shift, end=span.end - shift))
    return moved
