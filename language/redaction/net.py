"""Addresses of the net: e-mail, links that lead to somebody, handles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from language.redaction import lexicon
from language.redaction.document import Document
from language.redaction.spans import Span
from language.redaction.words import fold

_I = re.IGNORECASE
_AT = r"(?:\s*[(\[{]\s*at\s*[)\]}]\s*|\s+at\s+|\s*@\s*)"
_DOT = r"(?:\s*[(\[{]\s*dot\s*[)\]}]\s*|\s+dot\s+|\s*\.\s?)"
_SAID_DOT = r"(?:\s*[(\[{]\s*dot\s*[)\]}]\s*|\s+dot\s+)"
_JOINT = rf"(?:{_SAID_DOT}|\s+(?:underscore|dash|hyphen|minus|plus)\s+)"
_SPELLED = (
    # Somewhere in it "(at)" or "@" makes it an address, whatever the dots …
    re.compile(
        rf"[\w.+\-]+(?:{_SAID_DOT}[\w+\-]+)*(?:\s*[(\[{{]\s*at\s*[)\]}}]\s*|\s?@\s?)[a-z0-9\-]+(?:{_DOT}[a-z0-9\-]+)+",
        _I,
    ),
    # … and a plain "at" needs a "dot" that is said.
    re.compile(rf"[\w.+\-]+(?:{_JOINT}[\w+\-]+)*{_AT}[a-z0-9\-]+(?:{_SAID_DOT}[a-z0-9\-]+)+", _I),
    re.compile(
        r"[\w.+\-]+\s+at\s+(?:gmail|hotmail|yahoo|outlook|icloud|live|btinternet|aol|googlemail)\.(?:com|co\.uk)\b", _I
    ),
)
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"']+|\b[a-z0-9\-]+(?:\.[a-z0-9\-]+)*\.[a-z]{2,10}/[^\s<>\"']+", _I)
_SOCIAL = re.compile(
    r"(?:^|\.)(?:facebook|fb|instagram|twitter|x|tiktok|snapchat|youtube|linkedin|threads|pinterest|reddit|wa|t|youtu)"
    r"\.(?:com|me|be|co|net)$",
    _I,
)
_HANDLE = re.compile(r"(?<![\w@./])@[a-z_][\w.]*\w", _I)
_SAID_HANDLE = re.compile(
    r"\b(?:insta|instagram|ig|twitter|tiktok|tik tok|snap|snapchat|facebook|fb|youtube|discord|threads|bluesky"
    r"|xbox|handle|username)\b(?:\s+(?:handle|name|account|user|username|id|page))?"
    r"(?:\s+(?:is|im|i'm|i am|its|as)\b|\s*[:=\-])\s*(?P<handle>@?[\w.]*\w)",
    _I,
)


def find(document: Document) -> Iterator[Span]:
    """Every address of the net that leads to somebody."""
    for finder in (_emails, _links, _handles):
        yield from finder(document)


def _emails(document: Document) -> Iterator[Span]:
    yield from (Span(start, end, "email") for start, end in document.found("EMAIL_ADDRESS"))
    for pattern in _SPELLED:
        for match in pattern.finditer(document.text):
            yield Span(*match.span(), "email")


def _links(document: Document) -> Iterator[Span]:
    found = [match.span() for match in _URL.finditer(document.text)] + list(document.found("URL"))
    for start, end in found:
        address = document.text[start:end].rstrip(".,;:!?)")
        if identifies(address):
            yield Span(start, start + len(address), "link")


def identifies(address: str) -> bool:
    """Whether an address of the net leads to a person or a case rather than to a page for everybody."""
    rest = re.sub(r"^https?://", "", address, flags=_I)
    host, _, path = rest.partition("/")
    if "@" in host or host.lower().endswith(".sch.uk") or "?" in rest:
        return True
    if not path.strip("/#"):
        return False
    if _SOCIAL.search(host) or "@" in path:
        return True
    people = lexicon.names()
    for part in re.split(r"[/._\-#=]", path):
        mixed = len(part) > 5 and re.search(r"[0-9]", part) and re.search(r"[a-z]", part, _I)
        if mixed or re.fullmatch(r"(?!20[0-9]{2}$)[0-9]{3,}", part) or fold(part) in people.near:
            return True
    return False


def _handles(document: Document) -> Iterator[Span]:
    for match in _HANDLE.finditer(document.text):
        yield Span(*match.span(), "handle")
    for match in _SAID_HANDLE.finditer(document.text):
        handle = match.group("handle")
        if re.search(r"[0-9_.@]", handle) or (len(handle) > 6 and fold(handle) not in lexicon.words()):
            yield Span(*match.span("handle"), "handle")
