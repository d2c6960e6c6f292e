"""Names of people: by lists of names, by the model, and above all by the words around them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from language.redaction.after_names import given_away
from language.redaction.before_names import announced, titled
from language.redaction.document import Document, Word
from language.redaction.lexicon import is_strange, word_set
from language.redaction.spans import Span
from language.redaction.wording import Wording, among

_GAP = re.compile(r"\.?[ \t]|\s?-\s?|\.\s?")
_INITIALS = re.compile(r"(?<![\w.])(?:[A-Z]\.\s?){1,3}$|(?<=[.\s])(?!I )[A-Z]\s$")


def find(document: Document) -> Iterator[Span]:
    """Every name of a person."""
    wording = Wording(document)
    for index in range(len(wording.words)):
        if _is_name(wording, index):
            yield _whole(wording, index)


def _is_name(wording: Wording, index: int) -> bool:
    word = wording.words[index]
    if wording.never(word) or wording.abbreviation(word):
        return False
    if titled(wording, index):
        return True
    if wording.kept(word) and not (wording.also_word(word) and _kept_alone(wording, word)):
        return False
    return _by_itself(wording, index) or announced(wording, index) or given_away(wording, index)


def _kept_alone(wording: Wording, word: Word) -> bool:
    """Kept as a word ("Sunday") and not as part of a phrase ("grace period")."""
    return not any(start <= word.start and end > word.end + 1 for start, end in wording.document.kept)


def _by_itself(wording: Wording, index: int) -> bool:
    word = wording.words[index]
    if wording.near(word):
        return True
    if not wording.big(word) or len(word.bare) < 3:
        # A rare name in lower case, when it is long enough and no slip of the pen.
        return len(word.bare) > 4 and wording.far(word) and is_strange(word.bare, slips_from=5)
    if wording.also_word(word):
        return _is_proper(wording, index)
    if word.bare in wording.ordinary or wording.short_capitals(word):
        return False
    return wording.document.person_at(word) or (wording.far(word) and not word.opens_sentence)


def _is_proper(wording: Wording, index: int) -> bool:
    """ "Will" within a sentence is no verb, "Grace" no grace; months and seasons have a capital letter anyway."""
    word = wording.words[index]
    before, after = wording.beside(index, -1), wording.beside(index, 1)
    if word.opens_sentence or among(word, "seasons") or among(before, "before_things") or among(after, "after_things"):
        return False
    # "the Disabled Facilities Grant"
    if before is None or not wording.big(before) or before.opens_sentence or before.bare not in wording.ordinary:
        return True
    return among(before, "seasons") or among(before, "modals")


def _whole(wording: Wording, index: int) -> Span:
    """The name with its initials before it and its surnames after it."""
    words = wording.words
    start, last = words[index].start, index
    initials = _INITIALS.search(wording.document.before(start))
    if initials and not wording.document.shouted:
        start -= len(initials.group())
    while not words[last].possessive and last + 1 < len(words) and _continues(wording, last + 1):
        last += 1
    return Span(start, words[last].bare_end, "name")


def _continues(wording: Wording, index: int) -> bool:
    word, before, gap = wording.words[index], wording.words[index - 1], wording.gap(index - 1, index)
    # A full stop goes with an initial only.
    if not _GAP.fullmatch(gap) or ("." in gap and len(before.text) > 1):
        return False
    if among(word, "particles") and index + 1 < len(wording.words) and _continues(wording, index + 1):
        return True
    if (
        word.bare in word_set("people", "never")
        or wording.kept(word)
        or (len(word.text) > 1 and wording.short_capitals(word))
    ):
        return False
    if wording.big(word):
        return (len(word.text) == 1 and word.text != "I") or word.bare not in wording.ordinary or wording.listed(word)
    listed = word.bare in wording.names.last or word.bare in wording.names.far
    return len(word.bare) > 2 and (wording.near(word) or (listed and word.bare not in wording.ordinary))
