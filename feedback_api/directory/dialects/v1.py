"""Open Referral UK 1.0: its plurals are odd ("eligibilitys"), and ages stand in a part of their own."""

from __future__ import annotations

from typing import Any

from feedback_api.directory.dialects.reading import an_object, number, objects, with_uuid

PLAIN = ("name", "description", "url", "email", "fees", "accreditations", "assured_date", "assurer_email", "alert")


def converted(record: dict[str, Any], source: str) -> dict[str, Any]:
    """The record in the form of 3.0."""
    given = record.get("id")
    service: dict[str, Any] = {key: record[key] for key in PLAIN if record.get(key)}
    service |= with_uuid({"id": given}, "service", source, "") if given not in (None, "") else {}
    service["status"] = record.get("status") or "active"
    service["last_modified"] = record.get("last_modified") or record.get("modified_date")
    lowest = [
        age for part in objects(record.get("eligibilitys")) if (age := number(part.get("minimum_age"))) is not None
    ]
    highest = [
        age for part in objects(record.get("eligibilitys")) if (age := number(part.get("maximum_age"))) is not None
    ]
    service["minimum_age"] = min(lowest) if lowest else None
    service["maximum_age"] = max(highest) if highest else None
    organization = an_object(record.get("organization"))
    if organization:
        service["organization"] = {
            **with_uuid(organization, "organization", source, organization.get("name")),
            "website": organization.get("website") or organization.get("url"),
        }
    service["service_at_locations"] = [
        _at_location(link, source, f"{given} {position}")
        for position, link in enumerate(objects(record.get("service_at_locations")))
    ]
    at_places = [part for link in objects(record.get("service_at_locations")) for part in _schedules(link)]
    service["schedules"] = [
        _schedule(part, source, f"{given} {position}")
        for position, part in enumerate([*_schedules(record), *at_places])
    ]
    service["contacts"] = _contacts(record, source, given)
    service["attributes"] = [
        _attribute(link, source, f"{given} {position}")
        for position, link in enumerate(objects(record.get("service_taxonomys")))
    ]
    for ours, theirs in (("cost_options", "cost_options"), ("service_areas", "service_areas"), ("funding", "fundings")):
        service[ours] = [
            with_uuid(part, theirs, source, f"{given} {position}")
            for position, part in enumerate(objects(record.get(theirs)))
        ]
    if not any(key in record for key in ("service_at_locations", "contacts", "cost_options", "regular_schedules")):
        # From a list: that it says nothing of these does not mean that there is none.
        for key in (
            "service_at_locations",
            "schedules",
            "contacts",
            "attributes",
            "cost_options",
            "service_areas",
            "funding",
        ):
            if not service[key]:
                del service[key]
    return service


def _schedules(part: dict[str, Any]) -> list[dict[str, Any]]:
    return objects(part.get("regular_schedules")) + objects(part.get("regular_schedule"))


def _schedule(part: dict[str, Any], source: str, fallback: str) -> dict[str, Any]:
    frequency = str(part.get("freq") or "").upper()
    return {
        **with_uuid(part, "schedule", source, fallback),
        "freq": {"WEEK": "WEEKLY", "MONTH": "MONTHLY"}.get(frequency, frequency) or None,
    }


def _at_location(link: dict[str, Any], source: str, fallback: str) -> dict[str, Any]:
    location = an_object(link.get("location"))
    addresses = [
        {**with_uuid(part, "address", source, f"{fallback} {position}"), "address_type": "physical"}
        for position, part in enumerate(objects(location.get("physical_addresses")))
    ]
    accessibility = [
        with_uuid(part, "accessibility", source, f"{fallback} {position}")
        for position, part in enumerate(objects(location.get("accessibility_for_disabilities")))
    ]
    return {
        "id": with_uuid(link, "service_at_location", source, fallback)["id"],
        "location": {
            **with_uuid(location, "location", source, fallback),
            "location_type": "physical",
            "latitude": number(location.get("latitude")),
            "longitude": number(location.get("longitude")),
            "addresses": addresses,
            "accessibility": accessibility,
        },
    }


def _contacts(record: dict[str, Any], source: str, given: object) -> list[dict[str, Any]]:
    contacts = []
    for position, part in enumerate(objects(record.get("contacts"))):
        phones = [
            with_uuid(phone, "phone", source, f"{given} {position} {index}")
            for index, phone in enumerate(objects(part.get("phones")))
        ]
        contacts.append({**with_uuid(part, "contact", source, f"{given} {position}"), "phones": phones})
    return contacts


def _attribute(link: dict[str, Any], source: str, fallback: str) -> dict[str, Any]:
    term = an_object(link.get("taxonomy"))
    return {
        "id": with_uuid(link, "attribute", source, fallback)["id"],
        "link_type": "taxonomy",
        "taxonomy_term": {
            "id": with_uuid(term, "term", source, term.get("name"))["id"],
            "name": term.get("name"),
            "description": term.get("name"),
            "taxonomy": term.get("vocabulary"),
        },
    }
