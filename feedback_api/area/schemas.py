"""The shape of data/area/<council>/area.yml and of data/area/national.yml."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from feedback_api.content import Content


class Contact(Content):
    """Who can help, and how to reach them; `name` reads well inside a sentence."""

    name: str
    phone: str | None = None
    email: str | None = None
    url: str | None = None


class Ambition(Content):
    """One of the aims under which the council groups its measures."""

    id: str
    title: str


class Disclosure(Content):
    """The smallest counts that are shown; an area may ask for more, never for less."""

    officers_minimum: int = Field(5, ge=5)
    published_minimum: int = Field(10, ge=10)


class Safeguarding(Content):
    """What is kept of a text that may tell of danger, and who is told. Nothing is kept unless the area says so.

    `concerns` raises a flag for a concern too; `reference` keeps which chat or response it was.
    """

    text: Literal["none", "redacted"] = "none"
    reference: bool = False
    concerns: bool = False
    email: list[Annotated[str, Field(pattern=r"^[^@\s,;<>]+@[^@\s,;<>]+$")]] = []
    webhook: Annotated[str, Field(pattern=r"^(https://|http://(127\.0\.0\.1|localhost)[:/])\S+$")] | None = None


class Population(Content):
    """The children and young people with SEND who live here, in shares.

    `shares` maps a question about the person ("need", "district", "age_band") to the share of each of its answers in
    per cent. Needs may overlap.
    """

    source: str
    date: str
    is_example: bool = False
    shares: dict[str, dict[str, Annotated[float, Field(ge=0, le=100)]]]


class NationalArea(Content):
    """What is said where an area gives no fact of its own: the full list of contacts, names and sentences."""

    contacts: dict[str, Contact]
    names: dict[str, str]
    sentences: dict[str, str]


# A site as a browser names it: no path, no "*", and HTTPS.
Site = Annotated[str, Field(pattern=r"^https://[a-z0-9.-]+(:\d+)?$")]


class AreaFile(Content):
    """A council's own facts."""

    id: str
    demonstration: bool = False
    names: dict[str, str]
    contacts: dict[str, Contact] = {}
    sentences: dict[str, str] = {}
    ambitions: list[Ambition] = []
    disclosure: Disclosure = Disclosure()
    safeguarding: Safeguarding = Safeguarding()
    widget_sites: list[Site] = Field([], description="The council's own sites, whose pages may hold the widget.")
    population: Population | None = None
