"""Numbers and months in words: "about six months", "last March"."""

from __future__ import annotations

import re
from itertools import chain

from feedback_api.clock import COUNCIL_ZONE, now
from feedback_api.surveys.phrases import has_words

UP_TO_TWENTY = (
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
    ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"],
)
NUMBERS: dict[str, float] = {
    **{word: float(place) for place, word in enumerate(chain(*UP_TO_TWENTY), start=1)},
    **{
        "none": 0,
        "zero": 0,
        "a": 1,
        "an": 1,
        "couple": 2,
        "few": 3,
        "half": 0.5,
        "thirty": 30,
        "forty": 40,
        "fifty": 50,
    },
}
# How many weeks are in what people say instead.
WEEKS = {"day": 1 / 7, "week": 1, "fortnight": 2, "month": 52 / 12, "term": 13, "year": 52}
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)


def number_in(said: str, unit: str | None) -> int | None:
    """The number in "about six months" (26, when the unit is weeks); None when there is none or more than one."""
    if has_words(said, ["no wait", "did not wait", "didnt wait", "straight away", "none"]):
        return 0
    found = re.findall(r"\b([0-9]{1,4}|[a-z]+?)(?: (?:of|a))? (day|week|fortnight|month|term|year)s?\b", said)
    amounts = [(float(n) if n.isdigit() else NUMBERS.get(n), span) for n, span in found]
    if len(amounts) == 1 and amounts[0][0] is not None and unit == "weeks":
        return round(amounts[0][0] * WEEKS[amounts[0][1]])
    digits = re.findall(r"\b[0-9]{1,6}\b", said)
    if len(digits) == 1 and not found:
        return int(digits[0])
    words = [NUMBERS[word] for word in said.split() if word in NUMBERS and word not in ("a", "an", "half")]
    return int(words[0]) if len(words) == 1 and not found else None


def month_in(said: str) -> str | None:
    """The month in "last month", "in March" (the latest that has been) or "sept 2025", as 2025-09."""
    today = now().astimezone(COUNCIL_ZONE)
    here = today.year * 12 + today.month - 1
    for phrase, ago in (("this month", 0), ("last month", 1), ("today", 0), ("this week", 0), ("yesterday", 0)):
        if has_words(said, [phrase]):
            return _month(here - ago)
    numeric = re.search(r"\b(0?[1-9]|1[0-2]) (?:out of )?((?:19|20)[0-9]{2})\b", said)
    if numeric:
        return f"{numeric.group(2)}-{int(numeric.group(1)):02d}"
    named = [place for place, name in enumerate(MONTHS) if re.search(rf"\b({name}|{name[:3]}|{name[:4]})\b", said)]
    if len(named) != 1:
        return None
    year = re.search(r"\b((?:19|20)[0-9]{2})\b", said)
    if year:
        return f"{year.group(1)}-{named[0] + 1:02d}"
    this_year = today.year * 12 + named[0]
    return _month(this_year if this_year <= here else this_year - 12)


def _month(number: int) -> str:
    return f"{number // 12}-{number % 12 + 1:02d}"
