"""Open Referral UK 3.0 (HSDS UK profile): our own models of the standard, as far as the directory uses it.

Field names are the standard's. A record that these models take also fits the standard's JSON Schema; the tests hold
them against each other. What the standard does not know is left out.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Literal
from urllib.parse import urlsplit
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, Strict

EMAIL = re.compile(r"[^@\s<>\"']+@[^@\s<>\"']+\.[^@\s<>\"'.]+")


def _uuid(text: str) -> str:
    try:
        UUID(text)
    except ValueError as error:
        raise ValueError("not a UUID") from error
    return text


def _uri(text: str) -> str:
    try:
        parts = urlsplit(text)
    except ValueError as error:
        raise ValueError("not a web address") from error
    # Nothing but web addresses: the standard would let "javascript:" pass.
    if parts.scheme not in ("http", "https") or not parts.hostname or re.search(r"[\s<>\"]", text):
        raise ValueError("not a web address")
    return text


def _email(text: str) -> str:
    if EMAIL.fullmatch(text) is None:
        raise ValueError("not an e-mail address")
    return text


def _moment(text: str) -> str:
    try:
        datetime.fromisoformat(text)
    except ValueError as error:
        raise ValueError("not a date and time") from error
    return text


def _date(text: str) -> str:
    try:
        date.fromisoformat(text[:10])
    except ValueError as error:
        raise ValueError("not a date") from error
    return text


def _not_empty(text: str) -> str:
    if not text.strip():
        raise ValueError("empty")
    return text


Text = Annotated[str, Strict()]
Name = Annotated[Text, AfterValidator(_not_empty)]
Number = Annotated[float, Strict(), Field(allow_inf_nan=False)]
Identifier = Annotated[Text, AfterValidator(_uuid)]
WebAddress = Annotated[Text, AfterValidator(_uri)]
Email = Annotated[Text, AfterValidator(_email)]
Time = Annotated[Text, AfterValidator(_moment)]
Day = Annotated[Text, AfterValidator(_date)]
Status = Literal["active", "inactive", "defunct", "temporarily closed"]
PlaceKind = Literal["physical", "postal", "virtual"]


class Part(BaseModel):
    """A piece of a record. What the standard does not know is dropped, not refused."""

    model_config = ConfigDict(extra="ignore")

    id: Identifier


class TaxonomyTerm(Part):
    """A category."""

    name: Name
    description: Text
    parent_id: Identifier | None = None
    taxonomy: Text | None = None
    taxonomy_id: Identifier | None = None
    term_uri: WebAddress | None = None
    term: Text | None = None


class Attribute(Part):
    """Ties a part to a category."""

    link_id: Identifier | None = None
    taxonomy_term_id: Identifier | None = None
    link_type: Text | None = None
    taxonomy_term: TaxonomyTerm | None = None


class Language(Part):
    """A language in which the service is given."""

    service_id: Identifier | None = None
    phone_id: Identifier | None = None
    name: Text | None = None
    code: Text | None = None


class Phone(Part):
    """A telephone number."""

    contact_id: Identifier | None = None
    number: Name
    description: Text | None = None
    languages: list[Language] | None = None


class Contact(Part):
    """Whom to ask."""

    service_id: Identifier | None = None
    name: Text | None = None
    title: Text | None = None
    email: Email | None = None
    phones: list[Phone] | None = None
    attributes: list[Attribute] | None = None


class OrganizationIdentifier(Part):
    """A number under which the organisation is registered."""

    organization_id: Identifier | None = None
    identifier_scheme: Text | None = None
    identifier_type: Text
    identifier: Text
    attributes: list[Attribute] | None = None


class Organization(Part):
    """Who gives the service."""

    name: Name
    description: Text
    email: Email | None = None
    website: WebAddress | None = None
    logo: WebAddress | None = None
    uri: WebAddress | None = None
    parent_organization_id: Identifier | None = None
    organization_identifiers: list[OrganizationIdentifier] | None = None
    attributes: list[Attribute] | None = None


class Address(Part):
    """An address."""

    location_id: Identifier | None = None
    attention: Text | None = None
    address_1: Text
    city: Text
    region: Text | None = None
    state_province: Text
    postal_code: Text
    country: Text
    address_type: PlaceKind
    attributes: list[Attribute] | None = None


class Accessibility(Part):
    """Who can get in, and how."""

    location_id: Identifier | None = None
    description: Text | None = None
    details: Text | None = None
    url: WebAddress | None = None
    attributes: list[Attribute] | None = None
    accessibility: Text | None = None


class Location(Part):
    """A place."""

    location_type: PlaceKind
    name: Text | None = None
    description: Text | None = None
    latitude: Number | None = None
    longitude: Number | None = None
    external_identifier: Text | None = None
    external_identifier_type: Text | None = None
    addresses: list[Address] | None = None
    accessibility: list[Accessibility] | None = None
    attributes: list[Attribute] | None = None


class Schedule(Part):
    """When it is open; `byday` lists MO, TU and so on."""

    service_id: Identifier | None = None
    service_at_location_id: Identifier | None = None
    valid_from: Day | None = None
    valid_to: Day | None = None
    dtstart: Day | None = None
    freq: Literal["WEEKLY", "MONTHLY"] | None = None
    interval: Number | None = None
    byday: Text | None = None
    bymonthday: Text | None = None
    description: Text | None = None
    opens_at: Text | None = None
    closes_at: Text | None = None
    schedule_link: WebAddress | None = None
    attending_type: Text | None = None
    notes: Text | None = None


class ServiceAtLocation(Part):
    """Ties a service to a place."""

    service_id: Identifier | None = None
    location_id: Identifier | None = None
    location: Location | None = None
    schedules: list[Schedule] | None = None


class ServiceArea(Part):
    """For whom it is, by where they live."""

    service_id: Identifier | None = None
    name: Text | None = None
    extent: Text | None = None
    extent_type: Text | None = None
    uri: Text | None = None
    service_area: Text | None = None


class Funding(Part):
    """Who pays for the service."""

    service_id: Identifier | None = None
    source: Text | None = None


class CostOption(Part):
    """What it costs a family."""

    service_id: Identifier | None = None
    valid_from: Day | None = None
    valid_to: Day | None = None
    option: Text | None = None
    amount: Number | None = None
    amount_description: Text | None = None


class Service(Part):
    """A service, with all that belongs to it."""

    name: Name
    status: Status
    organization_id: Identifier | None = None
    description: Text | None = None
    url: WebAddress | None = None
    email: Email | None = None
    fees: Text | None = None
    accreditations: Text | None = None
    minimum_age: Number | None = None
    maximum_age: Number | None = None
    assured_date: Day | None = None
    assurer_email: Email | None = None
    alert: Text | None = None
    last_modified: Time | None = None
    schedules: list[Schedule] | None = None
    service_areas: list[ServiceArea] | None = None
    service_at_locations: list[ServiceAtLocation] | None = None
    languages: list[Language] | None = None
    organization: Organization | None = None
    funding: list[Funding] | None = None
    cost_options: list[CostOption] | None = None
    contacts: list[Contact] | None = None
    attributes: list[Attribute] | None = None


# What a service holds beside its own plain fields: a list of services gives none of it, but for the organisation.
NESTED = frozenset(
    {
        "schedules",
        "service_areas",
        "service_at_locations",
        "languages",
        "funding",
        "cost_options",
        "contacts",
        "attributes",
    }
)
