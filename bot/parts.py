"""Two questions in one message, and what a message says is not so. Only words are looked at here, not their meaning."""

from __future__ import annotations

import re

# Where one question may end and the next begin.
BREAK = re.compile(
    r"[.?!;\n]+\s+(?:(?:and\s+|but\s+)?also\b[,:]?\s+)?"
    r"|[,.;]?\s+(?:and\s+|but\s+)?also\b[,:]?\s+"
    r"|[,;]?\s+(?:and|plus)\s+(?=(?:how|what|whats|what's|who|whos|who's|when|where|wheres|which|why|can|could|do|does|did|"
    r"is|are|was|will|would|should|am|i|the)\b)"
    r"|,\s+(?=(?:how|what|who|when|where|which|can|could|do|does|is|are|will|should)\b)",
    re.IGNORECASE,
)
FEWEST_WORDS = 3
QUESTION, DENIED, MEANT = "question", "denied", "meant"
MOST_PARTS = 3

NOT = (
    r"(?:not|no|never|none|without|don'?t|doesn'?t|didn'?t|isn'?t|aren'?t|wasn'?t|weren'?t|won'?t|can'?t|cannot|haven'?t|"
    r"hasn'?t|hadn'?t|wouldn'?t)"
)
# "not about transport, it's college"; "I don't want to appeal, I just want to complain".
CONTRAST = re.compile(
    rf"^(?P<denied>[^,.;]*\b{NOT}\b[^,.;]*)[,.;]\s*(?:but\s+)?"
    r"(?P<meant>(?:it'?s|its|it is|i mean|i meant|i need|i want|i just|we want|we need|we just|just|only|more|rather|"
    r"instead|but|about|this is|that is)\b.*)$",
    re.IGNORECASE | re.DOTALL,
)
# Turning something down, with nothing said of what is wanted.
UNWANTED = re.compile(
    r"^(?:no[,.]?\s+)?(?:(?:i|we)\s+(?:really\s+|just\s+)?(?:don'?t|do not|never)\s+(?:want|need|like|wish)\b"
    r"|(?:i'?m|we'?re|i am|we are)\s+not\s+interested\b|not interested\b"
    r"|(?:don'?t|do not|please stop|stop)\s+(?:tell|telling|ask|asking|offer|send)\b)",
    re.IGNORECASE,
)
LONGEST_UNWANTED = 9


def parts_of(text: str) -> list[str]:
    """The questions that a message may consist of, in their order; empty when it is one."""
    parts = [part.strip(" ,;:") for part in BREAK.split(text)]
    parts = [part for part in parts if len(part.split()) >= FEWEST_WORDS]
    return parts[:MOST_PARTS] if len(parts) > 1 else []


def denied_and_meant(text: str) -> tuple[str, str] | None:
    """Of "not this, but that": what is denied, and what is meant."""
    found = CONTRAST.match(text.strip())
    return (found["denied"].strip(), found["meant"].strip()) if found else None


def turns_down(text: str) -> bool:
    """Whether all that a message says is that something is not wanted."""
    return len(text.split()) <= LONGEST_UNWANTED and "?" not in text and UNWANTED.match(text.strip()) is not None


def split(text: str) -> list[tuple[str, str]]:
    """Each part of `text` with its role: a question of two or three, or of "not this, but that" both halves."""
    contrast = denied_and_meant(text)
    if contrast is not None:
        return [(DENIED, contrast[0]), (MEANT, contrast[1])]
    return [(QUESTION, part) for part in parts_of(text)]
