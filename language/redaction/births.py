"""Dates of birth: a date is one where something near it says so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from language.redaction.document import Document
from language.redaction.spans import Span

_I = re.IGNORECASE
_MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|febuary|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?)"
)
_NUMBER = r"(?:0?[1-9]|[12][0-9]|3[01])(?:\s?(?:st|nd|rd|th))?"
_SPELLED_ORDINAL = (
    "(?:twenty[ -]|thirty[ -])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|tenth"
    "|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth"
)
_ORDINAL = rf"(?:{_NUMBER}|{_SPELLED_ORDINAL})"
_YEAR = r"(?:(?:19|20)[0-9]{2}|['’]?[0-9]{2})"
_NUMERIC = (
    rf"(?:[0-9]{{1,2}}\s?[/.\-–]\s?[0-9]{{1,2}}\s?[/.\-–]\s?{_YEAR}|[0-9]{{1,2}} [0-9]{{1,2}} {_YEAR}"
    r"|(?:19|20)[0-9]{2}[/.\-][0-9]{1,2}[/.\-][0-9]{1,2})"
)
_SPELLED_DATE = (
    rf"(?:(?:the\s+)?{_ORDINAL}\s*(?:of\s+|[\-/. ])?{_MONTH}\.?,?(?:[\s\-/]*(?:of\s+|in\s+)?{_YEAR})?"
    rf"|{_MONTH}\.?\s+(?:the\s+)?{_ORDINAL}(?:,?\s+{_YEAR})?)"
)
_DATE = re.compile(rf"(?<![\w/])(?:{_NUMERIC}|{_SPELLED_DATE})(?![\w/])", _I)
_BORN = re.compile(
    r"\b(?:born|dob|d\.\s?o\.\s?b\.?|d/o/b|date of birth|birth ?date|birth ?day|b-?day|bday|birthdate|dobs"
    r"|(?:turn(?:s|ed|ing)?|will be|was|is) [0-9]{1,2}(?: years old)?,? on)\b[^!?\n]{0,28}$",
    _I,
)
_OTHER_EVENT = re.compile(r"\b(?:met|meet|meeting|assess\w*|review|since|diagnosed|started|saw|seen)\b", _I)
_IS_BIRTHDAY = re.compile(r"^[^.!?\n]{0,12}\b(?:is|was)\b[^.!?\n]{0,20}\b(?:birthday|date of birth|dob|bday)\b", _I)
_OF_PERSON = re.compile(
    r"(?:\[name\]|\b(?:son|daughter|boy|girl|twins?|triplets|child|children|kids?|lad|grandson|granddaughter|eldest|youngest))\s*[(,\-–]\s*$",
    _I,
)
_WITH_YEAR = re.compile(r"(?:19|20)[0-9]{2}|[/.\-][0-9]{2}$")


def find(document: Document) -> Iterator[Span]:
    """Every date of birth."""
    for match in _DATE.finditer(document.text):
        before, after = document.before(match.start()), document.text[match.end() :]
        born = _BORN.search(before)
        said = born and not _OTHER_EVENT.search(born.group())
        told = _OF_PERSON.search(before) and _WITH_YEAR.search(match.group())
        if said or told or _IS_BIRTHDAY.search(after):
            yield Span(*match.span(), "date of birth")
