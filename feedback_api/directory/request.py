"""Reads out of a message what kind of service is looked for, where, for what age, at what cost and on which days.

A pure function: a full postcode in the message leaves it as its sector ("M33 7"), and nothing else of it is kept.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from pydantic import BaseModel, Field

from feedback_api.directory.extract import DAY_NAMES, DAYS
from feedback_api.directory.needs import ANY, Needs
from feedback_api.directory.places import OUTCODE, POSTCODE, SECTOR, Places

OLDEST = 25
NUMBER_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
NUMBERS = tuple(NUMBER_WORDS.split())
NUMBER = r"(\d{1,2}|" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + ")"
RANGE = rf"{NUMBER} ?(?:-|–|to|and|or) ?{NUMBER}"
WHO = "he|she|they|who|son|daughter|child|boy|girl|lad"
HARDLY = "(?:now |only |nearly |just |about |almost )?"
AGE_RANGES = (
    re.compile(rf"\b(?:ages?d? |between )?{RANGE}[ -]?(?:years?|yrs?|y/?o)\b(?:[ -]olds?)?"),
    re.compile(rf"\b(?:ages?d?|between) {RANGE}\b"),
)
# Nearest first: what is more exact wins.
AGE = (
    re.compile(rf"\b(?:aged?|age is|turning|turns|turned|just turned) ?{HARDLY}{NUMBER}\b"),
    re.compile(rf"\b{NUMBER}(?: and a half| 1/2|½)?[ -]*(?:years?|yrs?)(?:[ -]olds?)?\b"),
    re.compile(rf"\b{NUMBER} ?y/?o\b"),
    re.compile(rf"\b(?:{WHO})(?:'s|s| is| are|'re)? {HARDLY}{NUMBER}\b"),
    re.compile(rf"\bi(?:'m|m| am) {HARDLY}{NUMBER}\b"),
    re.compile(rf"\bfor (?:an? |my )?{NUMBER}$"),
)
BARE_AGE = re.compile(rf"(?:age )?{NUMBER}")
UNDER = re.compile(rf"\bunder[ -]?(?:the age of )?{NUMBER}(?:s|'s)?\b")
MONTHS = re.compile(rf"\b{NUMBER} ?-?months?(?:[ -]old)?\b")
SCHOOL_YEAR = re.compile(r"\b(?:in )?(?:school )?year (1[0-3]|[1-9])\b(?! old)")
# The last says whether the word still tells what is looked for ("toddler group").
STAGES: tuple[tuple[re.Pattern[str], tuple[float, float], bool], ...] = (
    (re.compile(r"\b(?:baby|babies|newborn)\b"), (0, 1), True),
    (re.compile(r"\btoddlers?\b"), (1, 3), True),
    (re.compile(r"\bpre-?school(?:ers?)?\b"), (2, 4), True),
    (re.compile(r"\bprimary(?: school| age)?\b"), (5, 11), False),
    (re.compile(r"\bsecondary(?: school| age)?\b"), (11, 16), False),
    (re.compile(r"\b(?:teens?|teenagers?|teenaged?)\b"), (13, 17), True),
    (re.compile(r"\byoung adults?\b"), (18, 25), True),
)
MILES = re.compile(
    r"\b(?:within|up to|less than|under|no more than) (?:about )?(\d{1,2}) ?(miles?|mi|km|kilomet(?:re|er)s?)\b"
    r"(?: (?:of|from))?"
)
KILOMETRE = 0.621
# "Gluten free", "free school meals" and "feel free" ask for nothing that costs nothing.
FREE = re.compile(
    r"(?<!gluten[ -])(?<!feel )(?<!dairy[ -])(?<!sugar )\bfree\b(?: of charge| ones?)?"
    r"(?! ?-?(?:school meal|meal|time|from|lunch|period|hour))"
    r"|\b(?:at )?no cost\b|\bwithout paying\b|\bfor nothing\b"
    r"|\b(?:can't|cant|cannot) afford (?:to pay|much|it)\b"
)
DAY_WORDS = {name.lower(): (day,) for day, name in zip(DAYS, DAY_NAMES, strict=True)} | {
    "weekday": DAYS[:5],
    "weekend": DAYS[5:],
}
DAY = re.compile(rf"\b(?:(?:on|at|every) )?(?:(?:a|the) )?({'|'.join(DAY_WORDS)})s?\b")
NEAR_ME = re.compile(
    r"\b(?:near|close to|around|by|nearest(?: to)?) (?:to )?(?:me|us|here|home|where (?:i|we) live)\b"
    r"|\b(?:nearby|locally|in (?:my|our|the) (?:local )?area)\b"
)
BEFORE_A_PLACE = (
    r"(?:\b(?:in|near|nearest|around|at|from|to|of|by|round|within reach of|postcode(?: is)?|live in|living in) "
    r"|, ?|^)"
)
# What people say around what they look for, and what tells nothing about it.
FILLERS = (
    r"hi|hello|hey|please|thanks|thank you|(?:can|could|would) (?:you|i|we)|do you know(?: of| any| if)?",
    r"(?:i am|i'm|im|we are|we're) (?:looking|searching|trying) (?:for|to find)|(?:looking|search|searching) for",
    r"find(?: me| us)?|show(?: me| us)?|tell me(?: about)?|help me find|suggest|recommend",
    r"(?:i|we)(?:'d| would)? (?:need|want|like)(?: to find)?|want|(?:is|are) there(?: any(?:thing)?| some| an?)?",
    r"what(?:'s|s| is)?(?: there)?(?: on)?|which|where (?:can|could|do) (?:i|we|he|she|they)",
    r"any(?:thing|where|one)?|some(?:thing|where|one)?|a list of|services?|activit(?:y|ies)|things? to do",
    r"places? to go|local|available|around here|for|my|our|his|her|their|the|an?|who|with|has|have|got|that|does|do",
    r"is|are|he|she|they|it|i|we|me|us|in|on|at|to|of|and|or|near|by|from|son|daughter|boy|girl|child|children|kids?",
    r"lad|grandson|granddaughter|live|lives|old|about|ideas?|options?|good|best|nice|aged?|ages|years?|olds?",
    r"would|could|should|can|go|join|use|try|take part",
)
# Not inside a longer word: "can" is a filler, "can't" is not.
FILLER = rf"(?<![\w'])(?:{'|'.join(FILLERS)})(?![\w'])"
TRIM = re.compile(rf"^(?:{FILLER}[\s,.?!]*)+|(?:[\s,.?!]*{FILLER})+[\s,.?!]*$")
WHOSE = re.compile(
    r"\b(?:for|with) (?:my|our|his|her|their|an?) (?:(?:little|young|disabled) )?"
    r"(?:son|daughter|boy|girl|child|children|kids?|lad|one)\b(?:'s)?(?: (?:who|that))?(?: (?:is|are|has|have|with))?"
    r"|\bfor (?=with\b)"
)


class Wish(BaseModel):
    """What a visitor looks for. It travels with the conversation and is never stored.

    `place` is a postcode's sector or outcode, or a town; `ages` a range in years.
    """

    what: str = Field("", max_length=300)
    place: str | None = Field(None, max_length=60)
    miles: float | None = Field(None, gt=0, le=500)
    ages: tuple[float, float] | None = None
    needs: list[str] = Field([], max_length=20)
    free: bool = False
    days: list[str] = Field([], max_length=7)
    start: int = Field(0, ge=0, le=100_000)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is asked for."""
        return not (self.what or self.place or self.ages or self.needs or self.free or self.days)

    def changed_by(self, later: Wish) -> Wish:
        """This wish, with what a later message says more exactly."""
        said = {
            key: value
            for key, value in later.model_dump().items()
            if key not in ("start", "needs") and value not in (None, "", False, [])
        }
        needs = list(dict.fromkeys([*self.needs, *later.needs]))
        return self.model_copy(update={**said, "needs": needs, "start": 0})


def read_request(text: str, needs: Needs, places: Places, towns: Collection[str] = ()) -> Wish:
    """The wish that a message states. `towns` are names in small letters that count as places."""
    found_needs = list(needs.found_in(text))
    rest = " ".join(text.replace("\u2019", "'").split())[:1000]
    place, rest = _place(rest, places, towns)
    rest = rest.lower()
    miles, rest = _miles(rest)
    ages, rest = _ages(rest)
    days, rest = _days(rest)
    free = FREE.search(rest) is not None
    rest = NEAR_ME.sub(" ", FREE.sub(" ", rest))
    return Wish(
        what=_what(rest),
        place=place,
        miles=miles,
        ages=ages,
        needs=[need for need in found_needs if need != ANY] or found_needs,
        free=free,
        days=days,
    )


def is_unknown_postcode(text: str, places: Places) -> bool:
    """Whether a message is in the form of a postcode, or of its first part, but there is no such place."""
    alone = text.strip(" .!?")
    return any(pattern.fullmatch(alone) for pattern in (POSTCODE, SECTOR, OUTCODE)) and places.find(alone) is None


def is_about_place_or_age_only(text: str, needs: Needs, places: Places, towns: Collection[str] = ()) -> bool:
    """Whether a message such as "M33 7BU" or "7" only answers where or how old."""
    wish = read_request(text, needs, places, towns)
    return not wish.what and (wish.place is not None or wish.ages is not None)


def _place(text: str, places: Places, towns: Collection[str]) -> tuple[str | None, str]:
    found = places.find(text)
    if found is not None:
        place, match = found
        return place, _without(text, match)
    for town in sorted(towns, key=len, reverse=True):
        # "Sale" and "Hale" are words too: only after "in" or the like, alone, or with a capital.
        named = re.search(BEFORE_A_PLACE + rf"{re.escape(town)}(?!\w)", text, re.IGNORECASE) or re.search(
            rf"(?<!\w){re.escape(town.title())}(?!\w)", text
        )
        if named is not None:
            return town, _without(text, named)
    return None, text


def _miles(text: str) -> tuple[float | None, str]:
    match = MILES.search(text)
    if match is None:
        return None, text
    miles = int(match.group(1)) * (KILOMETRE if match.group(2).startswith("k") else 1)
    return max(miles, 0.5), _without(text, match)


def _ages(text: str) -> tuple[tuple[float, float] | None, str]:
    bare = BARE_AGE.fullmatch(text.strip(" .!?"))
    if bare is not None and _number(bare.group(1)) <= OLDEST:
        age = float(_number(bare.group(1)))
        return (age, age), ""
    for pattern in AGE_RANGES:
        for match in pattern.finditer(text):
            low, high = _number(match.group(1)), _number(match.group(2))
            if low <= high <= OLDEST:
                return (float(low), float(high)), _without(text, match)
    for pattern in AGE:
        for match in pattern.finditer(text):
            age = _number(match.group(1))
            if age <= OLDEST:
                return (float(age), float(age)), _without(text, match)
    return _less_exact_ages(text)


def _less_exact_ages(text: str) -> tuple[tuple[float, float] | None, str]:
    match = MONTHS.search(text)
    if match is not None:
        age = float(_number(match.group(1)) // 12)
        return (age, age), _without(text, match)
    match = UNDER.search(text)
    if match is not None and 0 < _number(match.group(1)) <= OLDEST:
        return (0.0, float(_number(match.group(1)) - 1)), _without(text, match)
    match = SCHOOL_YEAR.search(text)
    if match is not None:
        # In England a child in year 1 is 5 or 6.
        return (float(match.group(1)) + 4, float(match.group(1)) + 5), _without(text, match)
    for pattern, ages, still_tells in STAGES:
        stage = pattern.search(text)
        if stage is not None:
            return ages, text if still_tells else _without(text, stage)
    return None, text


def _days(text: str) -> tuple[list[str], str]:
    named = {day for match in DAY.finditer(text) for day in DAY_WORDS[match.group(1)]}
    return [day for day in DAYS if day in named], DAY.sub(" ", text)


def _what(rest: str) -> str:
    """What is left when the small words at both ends are gone; those in the middle ("out of school") stay."""
    rest = re.sub(r"[^\w\s'/&+-]+", " ", rest)
    rest = WHOSE.sub(" ", " ".join(rest.split()))
    rest = " ".join(rest.split())
    before = None
    while before != rest:
        before = rest
        rest = TRIM.sub("", rest).strip(" ,.?!-'")
    return rest[:300]


def _number(text: str) -> int:
    return int(text) if text.isdigit() else NUMBERS.index(text)


def _without(text: str, match: re.Match[str]) -> str:
    return f"{text[: match.start()]} {text[match.end() :]}"
