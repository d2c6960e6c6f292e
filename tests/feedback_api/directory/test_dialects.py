"""Open Referral UK 1.0 and Outpost become the standard's newest form."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from feedback_api.directory.check import check
from feedback_api.directory.dialects import dialect_of, in_the_standard
from feedback_api.directory.extract import Extract, extract
from feedback_api.directory.needs import Needs
from feedback_api.directory.places import Places
from tests.feedback_api.directory.feeds import service
from tests.feedback_api.directory.schema import faults, service_schema

TODAY = date(2026, 11, 1)
V1: dict[str, Any] = {
    "id": "57",
    "name": "Old Form Swimming",
    "description": "For children with autism.",
    "url": "https://old.example.org",
    "email": "old@example.org",
    "status": "active",
    "fees": None,
    "deliverable_type": "Leisure",
    "assured_date": "2026-01-02",
    "organization": {"id": "9", "name": "Old Example Trust", "url": "https://trust.example.org", "description": None},
    "eligibilitys": [{"id": "1", "eligibility": "child", "minimum_age": 4, "maximum_age": 11}],
    "cost_options": [{"id": "1", "option": "Session", "amount": 2.5, "amount_description": "each"}],
    "regular_schedules": [
        {"id": "3", "byday": "SA", "freq": "WEEKLY", "opens_at": "09:00:00", "closes_at": "10:00:00"}
    ],
    "contacts": [{"id": "4", "name": "Desk", "phones": [{"id": "5", "number": "0161 496 0400", "language": "en"}]}],
    "service_taxonomys": [{"id": "6", "taxonomy": {"id": "esdType:7", "name": "Swimming", "vocabulary": "esdType"}}],
    "service_at_locations": [
        {
            "id": "7",
            "location": {
                "id": "8",
                "name": "Old Pool",
                "latitude": 53.42,
                "longitude": "-2.32",
                "physical_addresses": [
                    {"id": "10", "address_1": "1 Example Road", "city": "Sale", "postal_code": "M33 7VV"}
                ],
                "accessibility_for_disabilities": [{"id": "11", "accessibility": "Hoist"}],
            },
        }
    ],
}
OUTPOST: dict[str, Any] = {
    "id": 12,
    "updated_at": "2026-09-13T11:54:32.661Z",
    "name": "Outpost Football",
    "description": "Football on grass.",
    "url": None,
    "min_age": 6,
    "max_age": 14,
    "needs_referral": True,
    "free": True,
    "status": "active",
    "organisation": {"id": 3, "name": "Outpost Example FC", "description": None, "email": None, "url": None},
    "locations": [
        {
            "id": 4,
            "name": "Field",
            "address_1": None,
            "city": "Urmston",
            "state_province": "",
            "postal_code": "M41 5VV",
            "country": "GB",
            "geometry": {"type": "Point", "coordinates": [-2.36, 53.45]},
            "accessibilities": [{"name": "Wheelchair accessible entrance", "slug": "wheelchair"}],
        }
    ],
    "contacts": [{"id": 5, "name": "Coach", "title": None, "email": "coach@example.org", "phone": "0161 496 0401"}],
    "taxonomies": [{"id": 1, "name": "Sport", "slug": "sport", "parent_id": None}],
    "regular_schedules": [{"id": 6, "weekday": "Thursday", "opens_at": "16:00", "closes_at": "18:00"}],
    "cost_options": [],
    "links": [{"label": "Page", "url": "https://fc.example.org"}],
    "send_needs": [{"id": 2, "name": "Hearing impairment", "slug": "hearing"}],
    "suitabilities": [{"id": 9, "name": "Physical disabilities", "slug": "physical"}],
    "local_offer": {"description": "A signer is there.", "link": None},
}


@pytest.fixture
def extracted(needs: Needs, places: Places) -> Any:
    """Converts, checks and reads a record."""

    def run(record: dict[str, Any]) -> Extract:
        converted = in_the_standard(record, dialect_of(record), "there")
        checked = check(converted, "there")
        assert checked.service is not None, checked.faults
        dumped = checked.service.model_dump(exclude_none=True)
        assert list(faults(dumped, service_schema())) == []
        return extract(checked.service, needs, places, TODAY)

    return run


def test_forms_are_told_apart() -> None:
    assert dialect_of(V1) == "Open Referral UK 1.0"
    assert dialect_of(OUTPOST) == "Outpost"
    assert dialect_of(service(1)) == "Open Referral UK 3.0"
    assert dialect_of({"id": "1", "name": "Bare"}, {"totalElements": 3}) == "Open Referral UK 1.0"


def test_the_old_standard_keeps_ages_days_place_and_telephone(extracted: Any) -> None:
    found = extracted(V1)
    assert (found.row["minimum_age"], found.row["maximum_age"], found.row["is_free"]) == (4, 11, False)
    assert (found.row["phone"], found.row["organisation"]) == ("0161 496 0400", "Old Example Trust")
    assert found.schedules == [{"day": "SA", "opens_at": "09:00", "closes_at": "10:00"}]
    assert (found.locations[0]["town"], found.locations[0]["latitude"]) == ("Sale", 53.42)
    assert found.needs == ("autism",)
    assert [term["name"] for term in found.terms] == ["Swimming"]


def test_outpost_keeps_ages_needs_days_place_and_cost(extracted: Any) -> None:
    found = extracted(OUTPOST)
    assert (found.row["minimum_age"], found.row["maximum_age"], found.row["is_free"]) == (6, 14, True)
    assert (found.row["phone"], found.row["email"]) == ("0161 496 0401", "coach@example.org")
    assert found.row["url"] == "https://fc.example.org"
    assert "A signer is there." in found.row["description"]
    assert "referral" in found.row["description"]
    assert found.schedules == [{"day": "TH", "opens_at": "16:00", "closes_at": "18:00"}]
    assert (found.locations[0]["latitude"], found.locations[0]["longitude"]) == (53.45, -2.36)
    assert {"deaf", "physical"} <= set(found.needs)


@pytest.mark.parametrize(
    ("status", "ours"),
    [("published", "active"), ("archived", "inactive"), ("temporarily closed", "temporarily closed"), (None, "active")],
)
def test_outposts_own_words_for_a_status_are_understood(extracted: Any, status: str | None, ours: str) -> None:
    assert extracted({**OUTPOST, "status": status}).row["status"] == ours


@pytest.mark.parametrize("record", [V1, OUTPOST])
def test_a_record_that_lacks_everything_does_no_harm(extracted: Any, record: dict[str, Any]) -> None:
    for key in set(record) - {"id", "name", "organisation", "deliverable_type"}:
        extracted({name: None if name == key else value for name, value in record.items()})
        extracted({name: "odd" if name == key and key != "status" else value for name, value in record.items()})


def test_ids_are_the_same_at_every_import(extracted: Any) -> None:
    assert extracted(OUTPOST) == extracted(OUTPOST)
