"""The open services in memory: one matrix of meanings, and an array for each thing by which one can choose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from feedback_api.directory.extract import DAYS
from feedback_api.directory.needs import ANY
from feedback_api.directory.places import Point
from feedback_api.directory.repository import Tables
from language.encoder import DIMENSIONS

Mask = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Ranks = npt.NDArray[np.intp]
EARTH_METRES = 6_371_000.0


@dataclass(frozen=True)
class Query:
    """What is looked for. All that is left out lets every service pass.

    `ages` is a range that must overlap with the service's own; `metres` counts from `place`.
    """

    text: str = ""
    # Whether only what is like the text is wanted; else the text sorts, and leaves nothing out.
    only_alike: bool = True
    place: Point | None = None
    metres: float | None = None
    ages: tuple[float, float] | None = None
    needs: tuple[str, ...] = ()
    free: bool = False
    days: tuple[str, ...] = ()
    opens_from: str | None = None
    closes_by: str | None = None
    # The standard's own two: limits on the service's limits.
    minimum_age_from: float | None = None
    maximum_age_to: float | None = None
    term_id: str | None = None
    taxonomy_id: str | None = None


class OpenDay(NamedTuple):
    """A day on which a service is open; times are HH:MM."""

    day: str
    opens_at: str | None
    closes_at: str | None


@dataclass(frozen=True)
class Index:
    """What was loaded at one version of the directory. Rows of all arrays are in the order of `numbers`."""

    version: str | None
    numbers: npt.NDArray[np.int64]
    names: Ranks
    vectors: npt.NDArray[np.float32]
    lowest_age: Floats
    highest_age: Floats
    free: Mask
    online: Mask
    needs: dict[str, Mask]
    names_a_need: Mask
    # One row a place; `place_of` is the service's row.
    place_of: Ranks
    places: Floats
    days_of: dict[int, list[OpenDay]]
    town_of: dict[int, str]
    term_of: dict[str, list[int]]
    taxonomy_of: dict[str, list[int]]
    # Town names in small letters, and the middle of the services there.
    towns: dict[str, Point]
    row_of: dict[int, int] = field(repr=False, default_factory=dict)

    @property
    def size(self) -> int:
        """How many services there are."""
        return len(self.numbers)

    def distances(self, place: Point) -> Floats:
        """Metres from `place` to each service's nearest place; infinite where none is known."""
        nearest = np.full(self.size, np.inf)
        if len(self.place_of):
            latitude, longitude = np.radians(self.places[:, 0]), np.radians(self.places[:, 1])
            here = np.radians(place.latitude), np.radians(place.longitude)
            # Flat enough over the distances that a family travels.
            east = (longitude - here[1]) * np.cos((latitude + here[0]) / 2)
            np.minimum.at(nearest, self.place_of, EARTH_METRES * np.hypot(latitude - here[0], east))
        return nearest

    def passing(self, query: Query, distances: Floats | None) -> Mask:
        """The services that fit everything but the words."""
        mask = np.ones(self.size, dtype=np.bool_)
        if query.metres is not None and distances is not None:
            # What is online is near everywhere.
            mask &= (distances <= query.metres) | self.online
        if query.ages is not None:
            mask &= (self.lowest_age <= query.ages[1]) & (self.highest_age >= query.ages[0])
        if query.needs:
            mask &= self.with_need((*query.needs, ANY)) | ~self.names_a_need
        if query.free:
            mask &= self.free
        if query.days or query.opens_from or query.closes_by:
            mask &= self._open_at(query)
        if query.minimum_age_from is not None:
            mask &= np.isfinite(self.lowest_age) & (self.lowest_age >= query.minimum_age_from)
        if query.maximum_age_to is not None:
            mask &= np.isfinite(self.highest_age) & (self.highest_age <= query.maximum_age_to)
        for wanted, rows_of in ((query.term_id, self.term_of), (query.taxonomy_id, self.taxonomy_of)):
            if wanted is not None:
                mask &= _mask(self.size, rows_of.get(wanted, []))
        return mask

    def with_need(self, needs: Sequence[str]) -> Mask:
        """The services that name one of the needs."""
        mask = np.zeros(self.size, dtype=np.bool_)
        for need in needs:
            if need in self.needs:
                mask |= self.needs[need]
        return mask

    def _open_at(self, query: Query) -> Mask:
        """Open on one of the days, within the times. What says no day is not known to be open then."""
        rows = [row for row, days in self.days_of.items() if any(_fits(day, query) for day in days)]
        return _mask(self.size, rows)


def _fits(open_day: OpenDay, query: Query) -> bool:
    if query.days and open_day.day not in query.days:
        return False
    if query.opens_from and (open_day.opens_at is None or open_day.opens_at < query.opens_from):
        return False
    return not (query.closes_by and (open_day.closes_at is None or open_day.closes_at > query.closes_by))


def build(version: str | None, tables: Tables) -> Index:
    """Arrays from rows."""
    services = tables.services
    size = len(services)
    row_of = {service.number: row for row, service in enumerate(services)}
    vectors = np.frombuffer(b"".join(service.embedding for service in services), dtype=np.float32)
    needs: dict[str, list[int]] = {}
    for part in tables.needs:
        needs.setdefault(part.need, []).append(row_of[part.service_number])
    terms: dict[str, list[int]] = {}
    taxonomies: dict[str, list[int]] = {}
    for part in tables.terms:
        terms.setdefault(part.term_id, []).append(row_of[part.service_number])
        taxonomies.setdefault(part.taxonomy, []).append(row_of[part.service_number])
    placed = [place for place in tables.locations if place.latitude is not None]
    days_of: dict[int, list[OpenDay]] = {}
    for day in sorted(tables.schedules, key=lambda day: DAYS.index(day.day)):
        days_of.setdefault(row_of[day.service_number], []).append(OpenDay(day.day, day.opens_at, day.closes_at))
    town_of: dict[int, str] = {}
    for place in tables.locations:
        if place.town:
            town_of.setdefault(row_of[place.service_number], place.town)
    return Index(
        version=version,
        numbers=np.array([service.number for service in services], dtype=np.int64),
        names=np.argsort(np.argsort([service.name.casefold() for service in services])),
        vectors=vectors.reshape(size, DIMENSIONS),
        lowest_age=_ages([service.minimum_age for service in services], -np.inf),
        highest_age=_ages([service.maximum_age for service in services], np.inf),
        free=np.array([service.is_free is True for service in services], dtype=np.bool_),
        online=np.array([service.is_online for service in services], dtype=np.bool_),
        needs={need: _mask(size, rows) for need, rows in needs.items()},
        names_a_need=_mask(size, [row for rows in needs.values() for row in rows]),
        place_of=np.array([row_of[place.service_number] for place in placed], dtype=np.intp),
        places=np.array([(place.latitude, place.longitude) for place in placed], dtype=np.float64).reshape(-1, 2),
        days_of=days_of,
        town_of=town_of,
        term_of=terms,
        taxonomy_of=taxonomies,
        towns=_towns(tables),
        row_of=row_of,
    )


def _ages(ages: Sequence[float | None], unknown: float) -> Floats:
    return np.array([unknown if age is None else age for age in ages], dtype=np.float64)


def _mask(size: int, rows: Sequence[int]) -> Mask:
    mask = np.zeros(size, dtype=np.bool_)
    mask[list(rows)] = True
    return mask


def _towns(tables: Tables) -> dict[str, Point]:
    """A town lies where its services lie: no gazetteer is needed for the towns that have any."""
    points: dict[str, list[tuple[float, float]]] = {}
    for place in tables.locations:
        if place.town and place.latitude is not None:
            points.setdefault(place.town.strip().lower(), []).append((place.latitude, place.longitude))
    return {
        town: Point(*(float(value) for value in np.median(np.array(found), axis=0))) for town, found in points.items()
    }
