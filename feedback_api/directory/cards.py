"""A service in a few lines of plain text. What a source wrote is shortened, and is text and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from feedback_api.directory.extract import DAY_NAMES, DAYS
from feedback_api.directory.index import OpenDay
from feedback_api.directory.phrases import Phrases
from feedback_api.directory.repository import Listed
from feedback_api.directory.service import Shown
from feedback_api.topics.schemas import SpokenSource

METRES_A_MILE = 1609.344
LONGEST_NAME = 90
LONGEST_DESCRIPTION = 190
MOST_DAYS = 3


def card(number: int, shown: Shown, phrases: Phrases) -> str:
    """Name, what it is, for whom, when, where, and how to reach it."""
    service = shown.service
    facts = [
        _ages(service, phrases),
        _cost(service, phrases),
        _days(shown.days, phrases),
        _where(shown, phrases),
    ]
    lines = [
        f"{number}. {shortened(service.name, LONGEST_NAME)}",
        shortened(service.description, LONGEST_DESCRIPTION),
        " · ".join(fact for fact in facts if fact),
        " · ".join(shortened(part, LONGEST_NAME) for part in (service.phone, service.email) if part),
    ]
    return "\n".join(line for line in lines if line)


def link(shown: Shown) -> SpokenSource | None:
    """The service's own page, if it has one."""
    service = shown.service
    if service.url is None or not service.url.startswith(("https://", "http://")):
        return None
    return SpokenSource(title=shortened(service.name, LONGEST_NAME), url=service.url)


def shortened(text: str, most: int) -> str:
    """One line of at most `most` characters, cut after a sentence or a word."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    cut = text[:most]
    sentence = cut.rfind(". ")
    return cut[: sentence + 1] if sentence > most // 3 else cut.rsplit(" ", 1)[0] + "…"


def years(age: float) -> str:
    """5, not 5.0."""
    return f"{age:g}"


def miles_of(metres: float) -> float:
    """Metres as miles."""
    return metres / METRES_A_MILE


def _ages(service: Listed, phrases: Phrases) -> str:
    low, high = service.minimum_age, service.maximum_age
    if low is not None and high is not None:
        return phrases.card_ages.format(low=years(low), high=years(high))
    if low is not None:
        return phrases.card_age_from.format(low=years(low))
    return phrases.card_age_to.format(high=years(high)) if high is not None else ""


def _cost(service: Listed, phrases: Phrases) -> str:
    if service.is_free:
        return phrases.card_free
    amounts = [
        cost["amount"]
        for cost in service.record.get("cost_options", [])
        if isinstance(cost.get("amount"), int | float) and cost["amount"] > 0
    ]
    if not amounts:
        return ""
    cheapest = min(amounts)
    return phrases.card_cost.format(amount=f"{cheapest:.0f}" if cheapest == int(cheapest) else f"{cheapest:.2f}")


def _days(days: Sequence[OpenDay], phrases: Phrases) -> str:
    names = dict(zip(DAYS, DAY_NAMES, strict=True))
    if len(days) == 1 and days[0].opens_at and days[0].closes_at:
        day = days[0]
        return phrases.card_hours.format(day=names[day.day], opens=day.opens_at, closes=day.closes_at)
    on = list(dict.fromkeys(names[day.day] for day in days))
    return ", ".join(name if len(on) <= MOST_DAYS else name[:3] for name in on)


def _where(shown: Shown, phrases: Phrases) -> str:
    if shown.service.is_online:
        return phrases.card_online
    town = shortened(shown.town, LONGEST_NAME)
    if shown.metres is None:
        return town
    miles = miles_of(shown.metres)
    far = phrases.card_near if miles < 1 else phrases.card_far.format(miles=f"{miles:.0f}")
    return f"{town}, {far}" if town else far
