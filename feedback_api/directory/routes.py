"""The directory as Open Referral UK 3.0 serves it, for others' tools; and the search as the assistant uses it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter
from fastapi import Query as Parameter

from feedback_api.dependencies import ClientAddress, InternalOnly, Service
from feedback_api.directory.conversation import AskIn, AskOut, Shelf, answer
from feedback_api.directory.extract import DAY_NAMES, DAYS
from feedback_api.directory.index import Query
from feedback_api.directory.needs import load_needs
from feedback_api.directory.places import load_places
from feedback_api.directory.repository import Listed
from feedback_api.directory.schemas import About, Page, page_of
from feedback_api.directory.service import directory_of
from feedback_api.directory.standard import NESTED
from feedback_api.errors import InvalidInput, NotFound
from feedback_api.models import DirectoryService

router = APIRouter(prefix="/api", tags=["directory"])
internal = APIRouter(prefix="/internal/directory", include_in_schema=False, dependencies=[InternalOnly])

# In the standard a distance is in metres; without one, a postcode only sorts.
DEFAULT_PER_PAGE = 50
Text = Annotated[str, Parameter(max_length=300)]
PageNumber = Annotated[int, Parameter(ge=1, le=100_000)]
PerPage = Annotated[int, Parameter(ge=1, le=500)]
Years = Annotated[float | None, Parameter(ge=0, le=120)]
Metres = Annotated[float | None, Parameter(ge=0, le=2_000_000)]
Clock = Annotated[str | None, Parameter(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$")]
Id = Annotated[str | None, Parameter(max_length=255)]


@router.get("")
async def about() -> About:
    """Which standard the directory follows."""
    return About(
        version="HSDS-UK-3.0",
        profile="https://docs.openreferraluk.org/",
        openapi_url="/openapi.json",
    )


@router.get("/services")
async def list_services(  # noqa: PLR0913, PLR0917 - each is a parameter of the standard
    service: Service,
    address: ClientAddress,
    search: Text = "",
    page: PageNumber = 1,
    per_page: PerPage = DEFAULT_PER_PAGE,
    taxonomy_term_id: Id = None,
    taxonomy_id: Id = None,
    minimum_age: Years = None,
    maximum_age: Years = None,
    start_time: Clock = None,
    end_time: Clock = None,
    day: Annotated[str, Parameter(max_length=60, description="MO to SU, or names; several with commas.")] = "",
    postcode: Annotated[str | None, Parameter(max_length=10, description="A postcode or its first part.")] = None,
    proximity: Metres = None,
    age: Annotated[float | None, Parameter(ge=0, le=120, description="Ours: for somebody of this age.")] = None,
    need: Annotated[str, Parameter(max_length=200, description="Ours: ids of data/directory/needs.yml.")] = "",
    cost: Annotated[Literal["free"] | None, Parameter(description="Ours: only what is free.")] = None,
) -> Page:
    """The open services that fit, best first, a page at a time."""
    await service.limits.hit(service.settings.directory_per_address, "directory", address)
    places, needs = load_places(service.settings.data_folder), load_needs(service.settings.data_folder)
    place = places.point(postcode) if postcode else None
    if postcode and place is None:
        raise InvalidInput("There is no such postcode.")
    wanted = [part.strip() for part in need.split(",") if part.strip()]
    unknown = [part for part in wanted if part not in needs.titles]
    if unknown:
        raise InvalidInput(f"There is no need “{unknown[0][:40]}”. There are: {', '.join(needs.titles)}.")
    query = Query(
        text=search,
        place=place,
        metres=proximity,
        ages=(age, age) if age is not None else None,
        needs=tuple(wanted),
        free=cost == "free",
        days=_days(day),
        opens_from=start_time[:5] if start_time else None,
        closes_by=end_time[:5] if end_time else None,
        minimum_age_from=minimum_age,
        maximum_age_to=maximum_age,
        term_id=taxonomy_term_id,
        taxonomy_id=taxonomy_id,
    )
    directory = directory_of(service.database)
    found = await directory.search(query)
    start = (page - 1) * per_page
    services = await directory.listed(found.numbers[start : start + per_page])
    return page_of([_in_a_list(one) for one in services], found.total, page, per_page)


@router.get("/services/{service_id}")
async def get_service(service_id: str, service: Service, address: ClientAddress) -> dict[str, Any]:
    """A service with all that is known of it. One that vanished from its source is still here, as inactive."""
    await service.limits.hit(service.settings.directory_per_address, "directory", address)
    return _record(await directory_of(service.database).get(service_id[:64].lower()))


@router.get("/taxonomy_terms")
async def list_terms(service: Service, page: PageNumber = 1, per_page: PerPage = DEFAULT_PER_PAGE) -> Page:
    """The categories that services have."""
    terms = await directory_of(service.database).terms()
    start = (page - 1) * per_page
    contents = [_term(term.term_id, term.name, term.taxonomy) for term in terms[start : start + per_page]]
    return page_of(contents, len(terms), page, per_page)


@router.get("/taxonomy_terms/{term_id}")
async def get_term(term_id: str, service: Service) -> dict[str, Any]:
    """A category."""
    for term in await directory_of(service.database).terms():
        if term.term_id == term_id:
            return _term(term.term_id, term.name, term.taxonomy)
    raise NotFound("There is no such term.")


@internal.post("/search")
async def ask(body: AskIn, service: Service) -> AskOut:
    """A turn of the search in chat."""
    shelf = Shelf.of(service.settings.data_folder, service.catalogue)
    return await answer(directory_of(service.database), shelf, body)


def _days(text: str) -> tuple[str, ...]:
    names = {name.lower(): day for day, name in zip(DAYS, DAY_NAMES, strict=True)} | {day.lower(): day for day in DAYS}
    days = []
    for part in text.replace(" ", ",").split(","):
        if part:
            if part.lower() not in names:
                raise InvalidInput(f"“{part[:20]}” is no day. Write {', '.join(DAYS)}.")
            days.append(names[part.lower()])
    return tuple(days)


def _record(service: DirectoryService | Listed) -> dict[str, Any]:
    closed = {"status": "inactive"} if service.closed_at is not None and service.status == "active" else {}
    return {**service.record, **closed}


def _in_a_list(service: Listed) -> dict[str, Any]:
    """Without what is nested, but for the organisation's own fields: so the standard wants its lists."""
    record = {key: value for key, value in _record(service).items() if key not in NESTED}
    if "organization" in record:
        record["organization"] = {
            key: value for key, value in record["organization"].items() if not isinstance(value, list)
        }
    return record


def _term(term_id: str, name: str, taxonomy: str) -> dict[str, Any]:
    return {"id": term_id, "name": name, "description": name} | ({"taxonomy": taxonomy} if taxonomy else {})
