"""The API of Outpost, the directory that several councils run: numbers for ids, places as GeoJSON, days by name."""

from __future__ import annotations

from typing import Any

from feedback_api.directory.check import as_uuid
from feedback_api.directory.dialects.reading import an_object, number, objects

OPEN = {"active", "published"}
NEEDS = "SEND need"


def converted(record: dict[str, Any], source: str) -> dict[str, Any]:
    """The record in the form of 3.0."""
    given = record.get("id")
    offer = an_object(record.get("local_offer"))
    description = "\n\n".join(str(text) for text in (record.get("description"), offer.get("description")) if text)
    if record.get("needs_referral") is True:
        description = f"{description}\n\nA referral is needed.".strip()
    service: dict[str, Any] = {
        "name": record.get("name"),
        "description": description,
        "url": record.get("url") or next((link.get("url") for link in objects(record.get("links"))), None),
        "status": _status(record),
        "minimum_age": number(record.get("min_age")),
        "maximum_age": number(record.get("max_age")),
        "last_modified": _moment(record.get("updated_at")),
        "cost_options": _costs(record, source),
        "contacts": _contacts(record, source),
        "service_at_locations": _locations(record, source),
        "schedules": _schedules(record, source),
        "attributes": _attributes(record, source),
    }
    if given not in (None, ""):
        service["id"] = as_uuid(source, "service", given)
    organisation = an_object(record.get("organisation"))
    if organisation:
        service["organization"] = {
            "id": as_uuid(source, "organization", organisation.get("id") or organisation.get("name")),
            "name": organisation.get("name"),
            "description": organisation.get("description") or "",
            "email": organisation.get("email"),
            "website": organisation.get("url"),
        }
    return service


def _status(record: dict[str, Any]) -> str:
    status = str(record.get("status") or "active").lower()
    if status == "temporarily closed":
        return status
    return "active" if status in OPEN else "inactive"


def _moment(value: Any) -> Any:
    # A dump of Outpost's own database wraps its dates.
    return value.get("$date") if isinstance(value, dict) else value


def _costs(record: dict[str, Any], source: str) -> list[dict[str, Any]]:
    costs = [
        {
            "id": as_uuid(source, "cost", f"{record.get('id')} {position}"),
            "option": part.get("option"),
            "amount": number(part.get("amount")),
            "amount_description": part.get("cost_type"),
        }
        for position, part in enumerate(objects(record.get("cost_options")))
    ]
    if not costs and record.get("free") is True:
        costs = [{"id": as_uuid(source, "cost", f"{record.get('id')} free"), "option": "Free", "amount": 0}]
    return costs


def _contacts(record: dict[str, Any], source: str) -> list[dict[str, Any]]:
    contacts = []
    for position, part in enumerate(objects(record.get("contacts"))):
        fallback = f"{record.get('id')} {position}"
        phone = part.get("phone")
        contacts.append(
            {
                "id": as_uuid(source, "contact", fallback),
                "name": part.get("name"),
                "title": part.get("title"),
                "email": part.get("email") or None,
                "phones": [{"id": as_uuid(source, "phone", fallback), "number": str(phone)}] if phone else [],
            }
        )
    return contacts


def _locations(record: dict[str, Any], source: str) -> list[dict[str, Any]]:
    # Older versions give the places alone, newer ones also tied to the service.
    places = objects(record.get("locations")) or [
        an_object(link.get("location")) for link in objects(record.get("service_at_locations"))
    ]
    return [_location(place, source, f"{record.get('id')} {position}") for position, place in enumerate(places)]


def _location(place: dict[str, Any], source: str, fallback: str) -> dict[str, Any]:
    coordinates = an_object(place.get("geometry")).get("coordinates")
    longitude, latitude = coordinates if isinstance(coordinates, list) and len(coordinates) == 2 else (None, None)
    return {
        "id": as_uuid(source, "service_at_location", fallback),
        "location": {
            "id": as_uuid(source, "location", place.get("id") or fallback),
            "location_type": "physical",
            "name": place.get("name"),
            "latitude": number(latitude),
            "longitude": number(longitude),
            "addresses": [
                {
                    "id": as_uuid(source, "address", place.get("id") or fallback),
                    "address_1": place.get("address_1") or "",
                    "city": place.get("city") or "",
                    "state_province": place.get("state_province") or "",
                    "postal_code": place.get("postal_code") or "",
                    "country": place.get("country") or "GB",
                    "address_type": "physical",
                }
            ],
            "accessibility": [
                {
                    "id": as_uuid(source, "accessibility", f"{fallback} {part.get('name')}"),
                    "description": part.get("name"),
                }
                for part in objects(place.get("accessibilities"))
            ],
        },
    }


def _schedules(record: dict[str, Any], source: str) -> list[dict[str, Any]]:
    parts = objects(record.get("regular_schedules"))
    for link in objects(record.get("service_at_locations")):
        parts += objects(link.get("regular_schedule"))
    return [
        {
            "id": as_uuid(source, "schedule", part.get("id") or f"{record.get('id')} {position}"),
            "freq": "WEEKLY",
            "byday": part.get("byday") or str(part.get("weekday") or "")[:2].upper() or None,
            "opens_at": part.get("opens_at"),
            "closes_at": part.get("closes_at"),
            "description": part.get("description"),
        }
        for position, part in enumerate(parts)
    ]


def _attributes(record: dict[str, Any], source: str) -> list[dict[str, Any]]:
    attributes = []
    for key, taxonomy in (("taxonomies", "category"), ("send_needs", NEEDS), ("suitabilities", "suitable for")):
        for part in objects(record.get(key)):
            identity = f"{taxonomy} {part.get('id') or part.get('name')}"
            attributes.append(
                {
                    "id": as_uuid(source, "attribute", f"{record.get('id')} {identity}"),
                    "link_type": "taxonomy",
                    "taxonomy_term": {
                        "id": as_uuid(source, "term", identity),
                        "name": part.get("name"),
                        "description": part.get("name"),
                        "taxonomy": taxonomy,
                    },
                }
            )
    return attributes
