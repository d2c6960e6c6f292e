"""What the search and the cards need of a service, read out of the standard's record."""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from feedback_api.directory.needs import Needs
from feedback_api.directory.places import Places, Point
from feedback_api.directory.standard import Address, Contact, CostOption, Schedule, Service
from language.encoder.sentence_encoder import FOLDER as ENCODER_FOLDER

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
TAG = re.compile(r"<[^<>]{1,500}>")
BLOCK_END = re.compile(r"</(p|div|li|h[1-6])>|<br ?/?>", re.IGNORECASE)
BYDAY = re.compile(r"(?<![A-Z])(MO|TU|WE|TH|FR|SA|SU)(?![A-Z])")
CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")
ONLINE = re.compile(r"\b(virtual|online|remote|video|by phone|telephone)\b", re.IGNORECASE)
FREE = re.compile(r"\b(free|no (charge|cost|fee)s?)\b", re.IGNORECASE)
PAID = re.compile(r"£ ?0*[1-9]|\b(fees? appl|charges? appl|contact us for prices)", re.IGNORECASE)
# A place beyond these degrees is a mistake, such as latitude and longitude changed about.
BRITAIN = ((49.0, 61.5), (-9.0, 2.5))
# The encoder reads 128 tokens: more would not be seen.
ENCODED_CHARACTERS = 700


@dataclass(frozen=True)
class Extract:
    """A service as the tables hold it: `row` for its own table, the rest for those of its parts."""

    row: dict[str, Any]
    locations: list[dict[str, Any]]
    schedules: list[dict[str, Any]]
    needs: tuple[str, ...]
    terms: list[dict[str, str]]
    # What the encoder reads.
    meaning: str


def plain(text: str) -> str:
    """The text without markup: others' descriptions may hold any."""
    text = TAG.sub(" ", BLOCK_END.sub("\n", text))
    text = TAG.sub(" ", html.unescape(text))
    return re.sub(r" *\n\s*", "\n", re.sub(r"[ \t\xa0]+", " ", text)).strip()


def extract(service: Service, needs: Needs, places: Places, today: date) -> Extract:
    """Read a service that fits the standard."""
    record = service.model_dump(exclude_none=True)
    description = plain(service.description or "")
    name = plain(service.name) or service.name
    organisation = service.organization.name if service.organization else ""
    terms = _terms(service)
    term_words = " ".join(term["name"] for term in terms)
    found = needs.found_in(" ".join((name, description, term_words)))
    locations = _locations(service, places)
    towns = " ".join(dict.fromkeys(place["town"] for place in locations if place["town"]))
    titles = " ".join(needs.titles[need] for need in found)
    row = {
        "name": name,
        "description": description,
        "organisation": plain(organisation),
        "search_terms": " ".join(part for part in (term_words, titles, towns) if part),
        "status": service.status,
        "minimum_age": service.minimum_age,
        "maximum_age": service.maximum_age if service.maximum_age != 0 else None,
        "is_free": _is_free(service, today),
        "is_online": _is_online(service),
        "url": service.url or (service.organization.website if service.organization else None),
        "email": _email(service),
        "phone": _phone(service),
        "updated_at": _moment(service.last_modified),
        "record": record,
    }
    meaning = ". ".join(part for part in (name, term_words, titles, description) if part)[:ENCODED_CHARACTERS]
    return Extract(row, locations, list(_schedules(service, today)), found, terms, meaning)


def digest(extract: Extract) -> str:
    """Of all that is stored, and of the encoder: what would be stored otherwise tonight has another digest."""
    content = json.dumps(asdict(extract), sort_keys=True, default=str) + _encoder_mark()
    return hashlib.sha256(content.encode()).hexdigest()


@lru_cache(maxsize=1)
def _encoder_mark() -> str:
    return hashlib.sha256((ENCODER_FOLDER / "encoder.onnx").read_bytes()).hexdigest()


def _terms(service: Service) -> list[dict[str, str]]:
    terms = {}
    for attribute in service.attributes or []:
        term = attribute.taxonomy_term
        if term is not None:
            taxonomy = term.taxonomy_id or term.taxonomy or ""
            terms[term.id] = {"term_id": term.id, "name": plain(term.name), "taxonomy": taxonomy[:255]}
    return list(terms.values())


def _locations(service: Service, places: Places) -> list[dict[str, Any]]:
    rows = []
    for link in service.service_at_locations or []:
        location = link.location
        if location is None or location.location_type == "virtual":
            continue
        address = next(iter(location.addresses or []), None)
        point = _point(location.latitude, location.longitude) or (
            places.point(address.postal_code) if address is not None else None
        )
        rows.append(
            {
                "name": location.name or "",
                "address": _one_line(address),
                "town": address.city if address is not None else "",
                "postcode": address.postal_code[:16] if address is not None else "",
                "latitude": point.latitude if point else None,
                "longitude": point.longitude if point else None,
            }
        )
    return rows


def _point(latitude: float | None, longitude: float | None) -> Point | None:
    if latitude is None or longitude is None:
        return None
    (south, north), (west, east) = BRITAIN
    return Point(latitude, longitude) if south < latitude < north and west < longitude < east else None


def _one_line(address: Address | None) -> str:
    if address is None:
        return ""
    return ", ".join(part for part in (address.address_1, address.city, address.postal_code) if part)


def _schedules(service: Service, today: date) -> Iterator[dict[str, Any]]:
    schedules = list(service.schedules or [])
    for link in service.service_at_locations or []:
        schedules += link.schedules or []
    seen = set()
    for schedule in schedules:
        if _is_over(schedule.valid_to, today):
            continue
        for day in _days(schedule):
            times = _clock(schedule.opens_at), _clock(schedule.closes_at)
            if (day, times) not in seen:
                seen.add((day, times))
                yield {"day": day, "opens_at": times[0], "closes_at": times[1]}


def _days(schedule: Schedule) -> list[str]:
    by_rule = BYDAY.findall((schedule.byday or "").upper())
    if by_rule:
        return list(dict.fromkeys(by_rule))
    said = schedule.description or ""
    return [day for day, name in zip(DAYS, DAY_NAMES, strict=True) if re.search(rf"\b{name}s?\b", said, re.IGNORECASE)]


def _clock(text: str | None) -> str | None:
    found = CLOCK.search(text or "")
    return f"{int(found.group(1)):02d}:{found.group(2)}" if found else None


def _is_over(last_day: str | None, today: date) -> bool:
    return last_day is not None and date.fromisoformat(last_day[:10]) < today


def _is_free(service: Service, today: date) -> bool | None:
    """Free when every price is 0 or said to be free; None when nothing is said."""
    costs = [cost for cost in service.cost_options or [] if not _is_over(cost.valid_to, today)]
    said = [_cost_is_free(cost) for cost in costs]
    if service.fees:
        said.append(_text_is_free(service.fees))
    if False in said:
        return False
    return True if True in said else None


def _cost_is_free(cost: CostOption) -> bool | None:
    if cost.amount is not None:
        return cost.amount == 0
    return _text_is_free(f"{cost.option or ''} {cost.amount_description or ''}")


def _text_is_free(text: str) -> bool | None:
    if PAID.search(text):
        return False
    return True if FREE.search(text) else None


def _is_online(service: Service) -> bool:
    places = [link.location for link in service.service_at_locations or [] if link.location is not None]
    if any(place.location_type == "virtual" for place in places):
        return True
    return any(ONLINE.search(schedule.attending_type or "") for schedule in service.schedules or [])


def _email(service: Service) -> str | None:
    contacts = [contact.email for contact in service.contacts or [] if contact.email]
    return service.email or next(iter(contacts), None) or (service.organization.email if service.organization else None)


def _phone(service: Service) -> str | None:
    def numbers(contact: Contact) -> list[str]:
        return [phone.number for phone in contact.phones or []]

    return next((number for contact in service.contacts or [] for number in numbers(contact)), None)


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
