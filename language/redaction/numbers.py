"""Identifiers made of digits: phone numbers, the numbers of the state, postcodes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from language.redaction.document import Document
from language.redaction.spans import Span

_I = re.IGNORECASE
# Numbers that anybody may ring; they tell nothing about a person.
_PUBLIC_NUMBER = re.compile(r"^0(?:800|808|300|303|330|333|345|344|843|845|870|871)")


def find(document: Document) -> Iterator[Span]:
    """Every number that tells who somebody is."""
    for finder in (_nhs, _ninos, _upns, _phones, _cards, _postcodes):
        yield from finder(document)


# Phone numbers

_DIALLED = re.compile(r"(?<![\w.])(?:\+|\(|(?=[0-9Oo]))[0-9Oo](?:[ ().\-–]{0,3}[0-9Oo]){8,14}(?![\w])")
_SPOKEN_DIGIT = (
    "(?:double|treble|triple|oh|o|zero|nought|nil|one|two|three|four|five|six|seven|eight|nine|hundred|thousand|[0-9]+)"
)
_SPOKEN = re.compile(rf"\b{_SPOKEN_DIGIT}(?:[\s,\-]+{_SPOKEN_DIGIT}){{4,}}\b", _I)


def _phones(document: Document) -> Iterator[Span]:
    for match in _DIALLED.finditer(document.text):
        if _is_dialled(match.group()):
            yield Span(*match.span(), "phone")
    for match in _SPOKEN.finditer(document.text):
        if 9 <= _spoken_digits(match.group()) <= 14 and re.search("[a-z]", match.group(), _I):
            yield Span(*match.span(), "phone")
    for start, end in document.found("PHONE_NUMBER"):
        if len(_digits(document.text[start:end])) >= 10 and _is_dialled(document.text[start:end]):
            yield Span(start, end, "phone")


def _digits(text: str) -> str:
    return re.sub(r"\D", "", re.sub("[Oo]", "0", text))


def _is_dialled(text: str) -> bool:
    digits = re.sub(r"^(?:0044|44)0?", "0", _digits(text)) if len(_digits(text)) > 11 else _digits(text)
    if _PUBLIC_NUMBER.match(digits):
        return False
    national = digits[0] == "0" and digits[1] in "12378" and len(digits) in (10, 11)
    return national or (len(digits) == 10 and re.match("7[0-9]{3}", digits) is not None)


def _spoken_digits(text: str) -> int:
    count, times = 0, 1
    for word in re.split(r"[\s,\-]+", text.lower()):
        if word in ("double", "treble", "triple"):
            times = 2 if word == "double" else 3
        else:
            zeros = {"hundred": 2, "thousand": 3}
            count += times * (len(word) if word.isdigit() else zeros.get(word, 1))
            times = 1
    return count


# The numbers of the state

_NHS_SHAPE = re.compile(r"(?<![\w+])[0-9](?:[ \-–.]{0,2}[0-9]){9}(?![\w])")
_NHS_GROUPS = re.compile(r"(?<![\w+])[1-9][0-9]{2}[ \-–][0-9]{3}[ \-–][0-9]{4}(?![\w])")
_NHS_CONTEXT = re.compile(r"\b(?:nhs|red book|hospital (?:no|num))\b[^.!?\n]{0,30}$", _I)
_NINO = re.compile(r"\b[a-z][ \-]?[a-z][ \-]{0,2}[0-9](?:[ \-]{0,2}[0-9]){5}[ \-]{0,2}[a-d]\b", _I)
_UPN_TIGHT = re.compile(r"\b[a-z][0-9]{11}[a-z0-9]\b", _I)
_UPN_LOOSE = re.compile(r"\b[a-z](?:[ \-]?[0-9]){11}[ \-]?[a-z0-9]\b", _I)
_UPN_CONTEXT = re.compile(r"\b(?:upn|unique pupil|pupil (?:number|no|ref|id))\b[^.!?\n]{0,30}$", _I)


def _nhs(document: Document) -> Iterator[Span]:
    for match in _NHS_GROUPS.finditer(document.text):
        yield Span(*match.span(), "NHS number")
    for match in _NHS_SHAPE.finditer(document.text):
        if _NHS_CONTEXT.search(document.before(match.start())):
            yield Span(*match.span(), "NHS number")


def _ninos(document: Document) -> Iterator[Span]:
    for match in _NINO.finditer(document.text):
        yield Span(*match.span(), "NI number")
    yield from (Span(start, end, "NI number") for start, end in document.found("UK_NINO"))


def _upns(document: Document) -> Iterator[Span]:
    for match in _UPN_TIGHT.finditer(document.text):
        yield Span(*match.span(), "UPN")
    for match in _UPN_LOOSE.finditer(document.text):
        if _UPN_CONTEXT.search(document.before(match.start())):
            yield Span(*match.span(), "UPN")


def _cards(document: Document) -> Iterator[Span]:
    yield from (Span(start, end, "bank card") for start, end in document.found("CREDIT_CARD"))


# Postcodes

# The longer ones first.
_AREAS = (
    "ab|al|ba|bb|bd|bh|bl|bn|br|bs|bt|ca|cb|cf|ch|cm|co|cr|ct|cv|cw|da|dd|de|dg|dh|dl|dn|dt|dy|ec|eh|en|ex|fk"
    "|fy|gl|gu|gy|ha|hd|hg|hp|hr|hs|hu|hx|ig|im|ip|iv|je|ka|kt|kw|ky|la|ld|le|ll|ln|ls|lu|me|mk|ml|ne|ng|nn|n"
    "p|nr|nw|ol|ox|pa|pe|ph|pl|po|pr|rg|rh|rm|sa|se|sg|sk|sl|sm|sn|so|sp|sr|ss|st|sw|sy|ta|td|tf|tn|tq|tr|ts|"
    "tw|ub|wa|wc|wd|wf|wn|wr|ws|wv|yo|ze|b|e|g|l|m|n|s|w"
)
_POSTCODE = re.compile(
    rf"\b(?P<district>(?:{_AREAS})[0-9](?:[0-9]|[a-hjkmnprstuvwxy])?)"
    r"(?P<gap>[\s\-]{0,2})(?P<unit>[0-9]\s?[abd-hjlnp-uw-z]{2})\b",
    _I,
)


def _postcodes(document: Document) -> Iterator[Span]:
    for match in _POSTCODE.finditer(document.text):
        # "section B1 2nd page"
        if match.group("gap") and re.fullmatch(r"[0-9](?:st|nd|rd|th)", match.group("unit")):
            continue
        # "s509AA of the Education Act"
        if not match.group("gap") and match.group("district")[0].islower() and match.group("unit")[1:].isupper():
            continue
        yield Span(*match.span("unit"), "postcode", before="" if match.group("gap") else " ")
