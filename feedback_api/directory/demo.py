"""The made-up directory of the demonstration, in the standard's form."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from feedback_api.content import Content, read_content
from feedback_api.database import Database
from feedback_api.directory.check import as_uuid
from feedback_api.directory.extract import DAYS
from feedback_api.directory.feed import Feed, Item
from feedback_api.directory.importing import Report, store_feed

SOURCE = "demonstration"
ALERT = "This service is made up for the demonstration. It does not exist."
Words = Annotated[str, Field(min_length=1)]


class DemoOrganisation(Content):
    """Who gives services."""

    name: Words
    about: Words


class DemoPlace(Content):
    """Where services are given."""

    name: Words
    address: Words
    town: Words
    postcode: Annotated[str, Field(pattern=r"^[A-Z]{1,2}[0-9][A-Z0-9]? [0-9]VV$")]


class DemoService(Content):
    """A service in short: `by` and `at` name an organisation and a place of the file."""

    name: Words
    by: str
    at: str | None = None
    online: bool = False
    category: Words
    ages: tuple[int | None, int | None] = (None, None)
    cost: float | Literal["free"] | None = None
    phone: Annotated[str, Field(pattern=r"^0161 496 0[0-9]{3}$")]
    days: dict[str, Annotated[str, Field(pattern=r"^[0-9]{2}:[0-9]{2}-[0-9]{2}:[0-9]{2}$")]] = {}
    about: Words


class DemoDirectory(Content):
    """data/directory/demo.yml."""

    organisations: dict[str, DemoOrganisation]
    places: dict[str, DemoPlace]
    services: dict[str, DemoService]

    @model_validator(mode="after")
    def no_loose_ends(self) -> DemoDirectory:
        """Each service is by an organisation, and at a place, of the file."""
        for service_id, service in self.services.items():
            if service.by not in self.organisations:
                raise ValueError(f"{service_id}: there is no organisation {service.by}")
            if service.at is not None and service.at not in self.places:
                raise ValueError(f"{service_id}: there is no place {service.at}")
            unknown = sorted(set(service.days) - set(DAYS))
            if unknown:
                raise ValueError(f"{service_id}: days are written {', '.join(DAYS)}, not {unknown[0]}")
        return self


def demo_id(service_id: str) -> str:
    """The UUID under which a service of the file is served."""
    return as_uuid(SOURCE, "service", service_id)


def demo_records(data_folder: Path) -> list[dict[str, Any]]:
    """The made-up services, each as Open Referral UK 3.0 has it."""
    directory = read_content(data_folder / "directory" / "demo.yml", DemoDirectory)
    return [_record(directory, service_id) for service_id in directory.services]


async def import_demo(database: Database, data_folder: Path) -> Report:
    """Bring the made-up directory up to date. Safe to repeat."""
    items = [Item(record, "Open Referral UK 3.0", whole=True) for record in demo_records(data_folder)]
    return await store_feed(
        database, data_folder, SOURCE, Feed(items, said=len(items), held=len(items)), close_many=True
    )


def _record(directory: DemoDirectory, service_id: str) -> dict[str, Any]:
    service = directory.services[service_id]
    organisation = directory.organisations[service.by]
    slug = service_id.replace("_", "-")

    def part_id(kind: str, name: str = "") -> str:
        return as_uuid(SOURCE, kind, f"{service_id} {name}")

    return {
        "id": demo_id(service_id),
        "name": service.name,
        "description": service.about,
        "url": f"https://{slug}.example.org/",
        "email": f"hello@{slug}.example.org",
        "status": "active",
        "minimum_age": service.ages[0],
        "maximum_age": service.ages[1],
        "alert": ALERT,
        "organization": {
            "id": as_uuid(SOURCE, "organization", service.by),
            "name": organisation.name,
            "description": organisation.about,
        },
        "contacts": [
            {
                "id": part_id("contact"),
                "name": organisation.name,
                "phones": [{"id": part_id("phone"), "number": service.phone}],
            }
        ],
        "cost_options": _costs(service, part_id("cost")),
        "schedules": [
            {
                "id": part_id("schedule", day),
                "freq": "WEEKLY",
                "byday": day,
                "opens_at": hours.split("-")[0],
                "closes_at": hours.split("-")[1],
                **({"attending_type": "online"} if service.online else {}),
            }
            for day, hours in service.days.items()
        ],
        "service_at_locations": _places(directory, service, service_id),
        "attributes": [
            {
                "id": part_id("attribute"),
                "link_type": "taxonomy",
                "taxonomy_term": {
                    "id": as_uuid(SOURCE, "term", service.category),
                    "name": service.category,
                    "description": service.category,
                    "taxonomy": "demonstration categories",
                },
            }
        ],
    }


def _costs(service: DemoService, cost_id: str) -> list[dict[str, Any]]:
    if service.cost is None:
        return []
    if service.cost == "free":
        return [{"id": cost_id, "option": "Free", "amount": 0}]
    return [{"id": cost_id, "amount": service.cost, "amount_description": "a session"}]


def _places(directory: DemoDirectory, service: DemoService, service_id: str) -> list[dict[str, Any]]:
    if service.online:
        location_id = as_uuid(SOURCE, "location", f"online {service_id}")
        location: dict[str, Any] = {"id": location_id, "location_type": "virtual", "name": "Online"}
    elif service.at is not None:
        place = directory.places[service.at]
        location = {
            "id": as_uuid(SOURCE, "location", service.at),
            "location_type": "physical",
            "name": place.name,
            "addresses": [
                {
                    "id": as_uuid(SOURCE, "address", service.at),
                    "address_1": place.address,
                    "city": place.town,
                    "state_province": "Greater Manchester",
                    "postal_code": place.postcode,
                    "country": "GB",
                    "address_type": "physical",
                }
            ],
        }
    else:
        return []
    return [{"id": as_uuid(SOURCE, "service_at_location", service_id), "location": location}]
