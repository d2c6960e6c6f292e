"""Splits a comment into clauses, so that "lovely SENCO but nine months" is one good thing and one bad one.

Rules, no grammar: comments are typed on telephones, often without a full stop. Where the rules are unsure they leave
the words together: half a clause says less than two in one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# A sentence ends at a mark, a line's end, a bullet, a dash between spaces, or an emoji.
_SENTENCE_END = re.compile(
    r"(?<!\be\.g)(?<!\bi\.e)(?<!\betc)(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)[.](?=\s|$)|(?<=[a-z]{2})[.](?=[A-Z][a-z])"
    r"|[!?]+|[;\n\r•]+|\.{2,}|…|\s[–—-]+\s|[\U0001F300-\U0001FAFF\u2600-\u27BF]\uFE0F?(?=\s|$)"
)
# These words begin a new clause wherever they stand between two.
_TURN = re.compile(
    r"[,(]?\s+(?=(?:but|however|although|tho|though|except(?:\s+that)?|whereas|yet|apart\s+from|unfortunately|luckily|"
    r"thankfully|sadly|only\s+problem|otherwise|despite|even\s+though|unlike)\b)",
    re.IGNORECASE,
)
_SUBJECT = (
    r"(?:i|we|he|she|they|it|you|there|this|that|these|those|nobody|no[ -]one|no\s+one|nothing|someone|somebody|"
    r"everyone|everybody|everything|my|our|his|her|their|the|a|an|i'm|we're|he's|she's|they're|it's|i've|we've|im|"
    r"ive|weve|hes|shes|theyre|its|school|college|nursery|staff|camhs|transport|then|now|still|no)\b"
)
# "and we …", "so he …", ", she …" may begin a clause: only when a verb stands on both sides.
_JOIN = re.compile(
    rf"(?:,?\s+(?=(?:and|so|because|cos|coz|as|since|plus|which|while|when|then|or)\s+{_SUBJECT})|,\s+(?={_SUBJECT}))",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:am|is|are|was|were|be|been|has|have|had|having|do|does|did|done|can|could|will|would|should|must|might|may|"
    r"isn|aren|wasn|weren|hasn|haven|hadn|don|doesn|didn|can|couldn|won|wouldn|shouldn|isnt|wasnt|didnt|dont|doesnt|cant|"
    r"wont|couldnt|hasnt|havent|im|ive|weve|hes|shes|theyre|got|get|gets|getting|went|go|goes|going|came|come|comes|"
    r"said|say|says|told|tell|tells|took|take|takes|made|make|makes|gave|give|gives|felt|feel|feels|knew|know|knows|"
    r"thought|think|found|find|left|lost|sent|send|kept|keep|keeps|heard|hear|need|needs|want|wants|love|loves|hate|"
    r"hates|like|likes|feels|works|helps|help|rings|rang|spoke|met|paid|pay|saw|see|seen|let|put|read|wrote|ran|"
    r"fought|fell|sat|stopped|start|starts|understand|understands|understood|listen|listens|wait|waits|\w{3,}ed|"
    r"\w+['’](?:s|re|ve|m|ll|d|t))\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_LOOSE = ' \t\n\r,;:.!?…-–—•()"“”'
_FEWEST_WORDS = 2


@dataclass(frozen=True)
class Clause:
    """A stretch of a comment: `text` is comment[start:end], counted in characters."""

    text: str
    start: int
    end: int


def clauses_of(comment: str) -> list[Clause]:
    """The clauses of a comment in their order; none for a comment without a letter or a digit."""
    found = []
    for start, end in _sentences(comment):
        found += _split(comment, start, end)
    return [Clause(comment[start:end], start, end) for start, end in _trimmed(comment, found)]


def _sentences(comment: str) -> Iterator[tuple[int, int]]:
    at = 0
    for mark in _SENTENCE_END.finditer(comment):
        yield at, mark.end()
        at = mark.end()
    yield at, len(comment)


def _split(comment: str, start: int, end: int) -> list[tuple[int, int]]:
    """One sentence, cut where a new clause begins."""
    cuts = [start]
    joins = {match.start() for match in _JOIN.finditer(comment, start, end)}
    turns = {match.start() for match in _TURN.finditer(comment, start, end)}
    places = sorted(joins | turns)
    for number, place in enumerate(places):
        following = places[number + 1] if number + 1 < len(places) else end
        left, right = comment[cuts[-1] : place], comment[place:following]
        if _words(left) < _FEWEST_WORDS or _words(right) < _FEWEST_WORDS:
            continue
        if place in turns or (_VERB.search(left) and _VERB.search(comment, place, end)):
            cuts.append(place)
    return list(zip(cuts, [*cuts[1:], end], strict=True))


def _trimmed(comment: str, stretches: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Without the marks around; what holds no word is left out."""
    for start, end in stretches:
        text = comment[start:end]
        if _words(text):
            left = len(text) - len(text.lstrip(_LOOSE))
            yield start + left, end - (len(text) - len(text.rstrip(_LOOSE)))


def _words(text: str) -> int:
    return len(_WORD.findall(text))
