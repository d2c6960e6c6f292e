"""What stands after a name and gives it away: "… the OT", "… is 9", "…'s plan"."""

from __future__ import annotations

import re
from functools import lru_cache

from language.redaction.document import Word
from language.redaction.lexicon import either, word_set
from language.redaction.wording import Wording, among

_FROM_A_PLACE = re.compile(
    r"\s+(?:from|at|in) (?:the|our|his|her) (?:[a-z\-]+ ){0,3}"
    r"(?:team|office|council|school|sendiass|service|transport|inclusion|camhs|sen)\b"
)
_AGED = re.compile(r"\s*\((?:[0-9]{1,2}\b|aged?\b|year\b|yr\b)")
_AGE = r"(?:only |nearly |almost |just )?[0-9]{1,2}\b(?! ?(?:weeks|months|days|pages|%|/))"
_IS_AGED = re.compile(rf"\s+(?:is|was|turned)\s+{_AGE}")
_HAS = re.compile(r"\s+has\s+(?:autism|adhd|a plan|an ehcp|down|been (?:out|off|excluded|diagnosed|refused|waiting))")
# Said of no thing.
_SURELY = re.compile(
    rf"\s+(?:is|was|has been|wasn't|isn't|isnt|wasnt)\s+(?:{_AGE}|autistic|non-?verbal|deaf|blind|dyslexic|diagnosed"
    r"|excluded|suspended|bullied)"
    r"|\s+and (?:his|her|their) (?:big |little |twin |older |younger )?(?:brother|sister|mum|dad|twin)"
)
_IS = frozenset({"is", "was", "isn't", "isnt", "wasn't", "wasnt"})
_JOINED_BEFORE = re.compile(r"\[name\](?:\s*\([^)]*\))?\s*(?:,|&|\band\b|,\s*and\b)\s+$")
_JOINED_AFTER = re.compile(r"\s*(?:\([^)]*\))?\s*(?:&|\band\b|,)\s+\[name\]")


def given_away(wording: Wording, index: int) -> bool:
    """Whether something after this word says that it is a name."""
    return any(rule(wording, index) for rule in (with_role, acting, joined))


def with_role(wording: Wording, index: int) -> bool:
    """ "Gwen, our SENCO", "mark from the transport team", "Dawn the caseworker", "Jakub (Year 4)"."""
    word = wording.words[index]
    if wording.plain(word) or not (wording.listed(word) or (wording.big(word) and wording.strange(word))):
        return False
    rest = wording.rest(word)
    if wording.also_word(word):
        # "Will my grandson", "May the teacher"
        firm = r"\s*[,(]|\s+from\b" if among(word, "modals") else r"\s*[,(]|\s+(?:the|from)\b"
        if not re.match(firm, rest) or (among(word, "seasons") and not _role_of_season().match(rest)):
            return False
    beside = _role().match(rest) or _FROM_A_PLACE.match(rest)
    return bool((beside and (wording.big(word) or word.opens_sentence)) or _AGED.match(rest))


@lru_cache(maxsize=1)
def _roles() -> str:
    return either(word_set("people", "roles") | word_set("people", "relations"))


@lru_cache(maxsize=1)
def _role() -> re.Pattern[str]:
    return re.compile(rf"\s*,?\s+(?:the|our|my|his|her|their|a)\s+(?:[a-z\-]+\s+){{0,2}}{_roles()}\b(?!\s+[a-z]+ed\b)")


@lru_cache(maxsize=1)
def _role_of_season() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:the|our|my) (?:[a-z\-]+ ){{0,2}}{_roles()}\b")


def acting(wording: Wording, index: int) -> bool:
    """Doing, being or having what only a person can: "Hope started", "grace is 9", "Summer's teacher"."""
    word = wording.words[index]
    if wording.plain(word):
        return False
    before, after = wording.beside(index, -1), wording.beside(index, 1)
    if not wording.also_word(word) and not wording.far(word):
        owns = wording.big(word) and word.possessive and among(after, "having")
        does = len(word.bare) > 4 and among(before, "opening") and among(after, "doing") and _of_one(after)
        asked = _asked(before) and among(after, "asked_of")
        return wording.strange(word) and (owns or does or asked or bool(_SURELY.match(wording.rest(word))))
    season = (among(word, "seasons") and among(before, "before_seasons")) or among(after, "after_seasons")
    opens = word.opens_sentence or among(before, "opening")
    return opens and not season and after is not None and _acts(wording, word, before, after)


def _acts(wording: Wording, word: Word, before: Word | None, after: Word) -> bool:
    if word.possessive:
        return among(after, "having")
    if _IS_AGED.match(wording.rest(word)) or (word.bare in wording.names.given_too and after.folded in _IS):
        return True
    if among(after, "doing"):
        return _does(wording, word, after)
    if _asked(before) and among(after, "asked_of"):
        return True
    return not (among(word, "unfirm") or among(word, "seasons")) and _is(wording, word, after)


def _does(wording: Wording, word: Word, after: Word) -> bool:
    if among(word, "unfirm") and not wording.big(word):
        return False
    sure = wording.far(word) or (word.bare in wording.names.given_too and not among(word, "unfirm"))
    if after.folded in ("cant", "can't") or (sure and _of_one(after)):
        return True
    if among(after, "doing_of_things"):
        return False
    # "Will hates", not "Will need", "May started".
    return after.folded.endswith("s") or not (among(word, "unfirm") or among(word, "seasons"))


def _asked(before: Word | None) -> bool:
    return before is not None and before.folded in ("does", "did", "doesn't", "didn't", "should", "would", "could")


def _of_one(verb: Word | None) -> bool:
    """ "needs", "hates": said of one person or thing."""
    return verb is not None and verb.folded.endswith("s")


def _is(wording: Wording, word: Word, after: Word) -> bool:
    if after.folded in ("is", "was"):
        next_word = re.match(r"\s+([\w'-]+)", wording.rest(after))
        return next_word is not None and next_word.group(1) in word_set("people", "being_a_person")
    return bool(_HAS.match(wording.rest(word)))


def joined(wording: Wording, index: int) -> bool:
    """Beside another name, which has been taken out already: "[name] and Chidi"."""
    word = wording.words[index]
    if wording.big(word):
        named = wording.far(word) or wording.also_word(word) or wording.strange(word)
    else:
        named = word.bare in wording.names.far
    if not named or among(word, "seasons") or word.text.isupper():
        return False
    text = wording.document.text
    return bool(_JOINED_BEFORE.search(text[: word.start]) or _JOINED_AFTER.match(text, word.bare_end))
