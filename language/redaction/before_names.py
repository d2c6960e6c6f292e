"""What stands before a name and announces it: "Mrs …", "called …", "my son …", "Thanks, …"."""

from __future__ import annotations

import re
from functools import lru_cache

from language.redaction.document import Word
from language.redaction.lexicon import either, word_set
from language.redaction.wording import Wording, among

_I = re.IGNORECASE
_INTRODUCED = re.compile(
    r"\b(?P<how>name(?:['’]?s)?(?:\s+is|\s+was|\s*[:=\-])?"
    r"|(?:is|was|are|someone|somebody|lady|woman|man|worker|person|girl|boy|one)\s+(?:called|named)"
    r"|called|named|known as|goes by)\s*[:,]?\s+$",
    _I,
)
_GREETED = re.compile(
    r"\b(?:i['’]?m|i am|it['’]?s|it is|this is|it was|hes|he['’]?s|shes|she['’]?s|here['’]?s|hi|hiya|hello|hey|dear)"
    r"[,:]?\s+$",
    _I,
)
_SPOKEN_TO = re.compile(
    r"\b(?:tell|told|ask|asked|ask for|asked for|met|thank|spoke (?:to|with)|speak (?:to|with)|talk(?:ed)? (?:to|with)"
    r"|seen by|call for|ring|rang|phoned|emailed)\s+$",
    _I,
)
_SPOKEN_OF = re.compile(r"\b(?:about|for|with)\s+$", _I)
_AFTER_SPOKEN_OF = frozenset(
    {"again", "and", "because", "but", "when", "while", "who", "since", "in", "at", "is", "was"}
)
_PAUSE = re.compile(r"\s*(?:[,.!(&]|and\b|\bmum\b|\bdad\b|again\b|here\b|from\b|$)", _I)
_CLOSE = re.compile(r"[\s.!x,]*$|\s+[A-Z][\w'’-]+[\s.!x]*$")
_INITIALS = re.compile(r"(?:[A-Z]\.?\s)+$")


def announced(wording: Wording, index: int) -> bool:
    """Whether something before this word says that it is a name."""
    return any(rule(wording, index) for rule in (introduced, greeted, related, spoken_to, signed))


def titled(wording: Wording, index: int) -> bool:
    """ "Mrs Patel", "Mr A Hussain", "miss okafor", "nan dot"."""
    word, title = wording.words[index], wording.beside(index, -1, r"\.?\s+")
    if title is not None and len(title.text) == 1 and wording.big(title) and index > 1:
        title = wording.beside(index - 1, -1, r"\.?\s+")
    if title is None or word.bare in word_set("people", "never"):
        return False
    if among(title, "titles"):
        return _after_title(wording, word, title)
    return among(title, "soft_titles") and not wording.kept(word) and _after_soft_title(wording, word, title)


def _after_title(wording: Wording, word: Word, title: Word) -> bool:
    if wording.big(word):
        # "MS" is an illness.
        return not (wording.short_capitals(title) and wording.kept(word))
    if wording.short_capitals(title) or wording.kept(word) or among(word, "modals"):
        return False
    said = word.bare in wording.ordinary and word.bare not in wording.names.surnames_too
    return among(title, "firm_titles") or not said


def _after_soft_title(wording: Wording, word: Word, title: Word) -> bool:
    if wording.big(word):
        named = wording.listed(word) or word.bare not in wording.ordinary
        return named or (wording.big(title) and not word.possessive)
    if among(title, "family_titles"):
        return wording.also_word(word)
    if title.folded not in ("miss", "sir"):
        return False
    surname = word.bare in wording.names.surnames_too and not title.opens_sentence
    return surname or (wording.strange(word) and wording.listed(word))


def introduced(wording: Wording, index: int) -> bool:
    """ "my childs name is Arjun", "called Tracey", "someone named Kofi"."""
    word = wording.words[index]
    match = _INTRODUCED.search(wording.document.before(word.start))
    if match is None or wording.plain(word):
        return False
    # "he is called names"
    if match.group("how").lower() == "names":
        return wording.near(word)
    return wording.listed(word) or wording.strange(word)


def greeted(wording: Wording, index: int) -> bool:
    """ "I'm Leanne", "hi, it's Wren again"."""
    word = wording.words[index]
    if not _GREETED.search(wording.document.before(word.start)) or among(word, "seasons") or wording.plain(word):
        return False
    pauses = bool(_PAUSE.match(wording.document.text, word.end))
    if not wording.big(word):
        return pauses and wording.far(word)
    if word.text.isupper():
        return False
    after = wording.beside(index, 1)
    person = wording.document.person_at(word) or (after is not None and wording.big(after))
    return wording.far(word) or ((wording.also_word(word) or wording.strange(word)) and (person or pauses))


def related(wording: Wording, index: int) -> bool:
    """ "my son kacper", "the OT, Gwen", "her friend Poppy", "Grandson Alfie"."""
    word, relation = wording.words[index], wording.beside(index, -1, r"\s*[,:–-]?\s+")
    if relation is None or not (among(relation, "relations") or among(relation, "roles")) or wording.plain(word):
        return False
    comma = "," in wording.gap(index - 1, index)
    if wording.big(word):
        if wording.also_word(word):
            return not (comma and among(word, "seasons"))
        named = wording.listed(word)
        return named or (wording.strange(word) and not wording.short_capitals(word))
    if (
        among(word, "modals")
        or (comma and word.bare in wording.ordinary and not _between_commas(wording, word))
        or not _owned(wording, index - 1)
    ):
        return False
    if wording.far(word) and not wording.also_word(word):
        return True
    return _followed(wording, index) and (
        wording.also_word(word) or (wording.strange(word) and not word.bare.endswith("ly"))
    )


def _between_commas(wording: Wording, word: Word) -> bool:
    """ "the social worker, grace, was helpful"."""
    return wording.also_word(word) and not among(word, "seasons") and wording.rest(word).startswith(",")


def _owned(wording: Wording, index: int) -> bool:
    """Somebody's: "my 7 year old son", "our social worker", "the school nurse"."""
    words = wording.words
    return words[index].opens_sentence or any(among(word, "owners") for word in words[max(0, index - 5) : index])


def _followed(wording: Wording, index: int) -> bool:
    """Something follows that follows a person."""
    word, after = wording.words[index], wording.beside(index, 1)
    ends = re.match(r"\s*(?:$|[,.!?(&])", wording.document.text[word.end :])
    return word.possessive or bool(ends) or among(after, "following") or among(after, "doing")


def spoken_to(wording: Wording, index: int) -> bool:
    """ "ask for Wioletta"."""
    word = wording.words[index]
    if not wording.big(word) or word.text.isupper() or not wording.strange(word):
        return False
    before, after = wording.document.before(word.start), wording.beside(index, 1)
    # "about Wioletta again", not "for Theraputty sessions"
    alone = after is None or after.folded in _AFTER_SPOKEN_OF
    return bool(_SPOKEN_TO.search(before) or (alone and _SPOKEN_OF.search(before)))


def signed(wording: Wording, index: int) -> bool:
    """At the end of a letter: "Thanks, Piotr Wisniewski"; or a message that is a name."""
    word, text = wording.words[index], wording.document.text
    if index < len(wording.words) - 3 or not _CLOSE.match(text, word.bare_end):
        return False
    names = wording.names
    if word.bare in wording.ordinary and not (wording.big(word) and word.bare in names.words_too | names.surnames_too):
        return False
    before = _INITIALS.sub("", text[: word.start])
    if not before.strip():
        return wording.listed(word) and word.bare not in wording.ordinary
    return bool(_sign_off().search(before)) and (wording.big(word) or wording.listed(word))


@lru_cache(maxsize=1)
def _sign_off() -> re.Pattern[str]:
    return re.compile(rf"\b{either(word_set('people', 'sign_offs'))}\W*$", _I)
