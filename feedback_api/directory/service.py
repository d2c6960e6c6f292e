"""The search: what passes every choice, ranked by words, by meaning, by need and by distance, and the ranks fused.

Reciprocal rank fusion (Cormack, Clarke and Büttcher, 2009) needs no common scale: a service gets 1 / (10 + its rank)
from each ranking that it stands in. The paper's 60 is for lists of a thousand, where nobody looks at the first three.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from feedback_api.database import Database
from feedback_api.directory import words
from feedback_api.directory.index import Floats, Index, Mask, OpenDay, Query, Ranks, build
from feedback_api.directory.repository import DirectoryRepository, Listed
from feedback_api.errors import NotFound
from feedback_api.models import DirectoryService, DirectoryTerm
from language.abbreviations import default_opener
from language.encoder import default_encoder

FUSION = 10
# What is so like the text is an answer; of the few nearest, less will do (benchmarks/directory_search).
LIKE_ENOUGH = 0.45
NEAREST, LIKE_ENOUGH_OF_THE_NEAREST = 10, 0.32
# Beside words and meaning, what is near counts half, and so does a service that names the need.
WEIGHT_OF_NEARNESS = 0.5
WEIGHT_OF_NEED = 0.5
LONGEST_TEXT = 300


@dataclass(frozen=True)
class Found:
    """The numbers of the services, best first, and how far each is in metres (None without a place)."""

    numbers: list[int]
    metres: list[float | None]

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self.numbers)


@dataclass(frozen=True)
class Shown:
    """A service with what a card says of it."""

    service: Listed
    town: str
    days: Sequence[OpenDay]
    metres: float | None


class Directory:
    """The directory in one database, its index in memory and never older than the last import."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._index: Index | None = None
        self._loading = asyncio.Lock()

    async def index(self) -> Index:
        """The index, loaded again when an import changed the directory."""
        async with self._database.transaction() as session:
            version = await DirectoryRepository(session).version()
        return await self._at_least(version)

    async def search(self, query: Query) -> Found:
        """All services that fit, best first."""
        text = " ".join(query.text.split())[:LONGEST_TEXT]
        opened = default_opener().open(text)
        async with self._database.transaction() as session:
            version = await DirectoryRepository(session).version()
            # Before the first import there is no index of words.
            by_words = await words.find(session, f"{text} {opened}") if text and version else []
        index = await self._at_least(version)
        if not index.size:
            return Found([], [])
        # The encoder and numpy compute outside Python's lock: other requests go on meanwhile.
        return await asyncio.to_thread(_ranked, index, query, opened, by_words)

    async def show(self, numbers: Sequence[int], metres: Sequence[float | None]) -> list[Shown]:
        """The services of these numbers as cards show them."""
        index = self._index or await self.index()
        far = dict(zip(numbers, metres, strict=True))
        shown = []
        for service in await self.listed(numbers):
            row = index.row_of.get(service.number)
            if row is not None:
                days = index.days_of.get(row, [])
                shown.append(Shown(service, index.town_of.get(row, ""), days, far[service.number]))
        return shown

    async def listed(self, numbers: Sequence[int]) -> list[Listed]:
        """The services of these numbers, in this order."""
        async with self._database.transaction() as session:
            return await DirectoryRepository(session).with_numbers(numbers)

    async def get(self, service_id: str) -> DirectoryService:
        """A service, open or closed, or NotFound."""
        async with self._database.transaction() as session:
            service = await DirectoryRepository(session).with_id(service_id)
        if service is None:
            raise NotFound("There is no service of that id.")
        return service

    async def terms(self) -> list[DirectoryTerm]:
        """Every category that an open service has, each once, by name."""
        async with self._database.transaction() as session:
            tables = await DirectoryRepository(session).tables()
        terms = {row.term_id: row for row in tables.terms}
        return sorted(
            (DirectoryTerm(term_id=row.term_id, name=row.name, taxonomy=row.taxonomy) for row in terms.values()),
            key=lambda term: term.name.casefold(),
        )

    async def _at_least(self, version: str | None) -> Index:
        index = self._index
        if index is not None and index.version == version:
            return index
        async with self._loading:
            index = self._index
            if index is not None and index.version == version:
                return index
            async with self._database.transaction() as session:
                repository = DirectoryRepository(session)
                # Read again: an import may have gone on meanwhile, and both must be of one moment.
                version = await repository.version()
                tables = await repository.tables()
            self._index = await asyncio.to_thread(build, version, tables)
            return self._index


_directories: WeakKeyDictionary[Database, Directory] = WeakKeyDictionary()


def directory_of(database: Database) -> Directory:
    """The one directory of a database in this process."""
    if database not in _directories:
        _directories[database] = Directory(database)
    return _directories[database]


def _ranked(index: Index, query: Query, meaning: str, by_words: Sequence[int]) -> Found:
    distances = index.distances(query.place) if query.place is not None else None
    passing = index.passing(query, distances)
    rows = (
        _fused(index, query, meaning, by_words, passing, distances)
        if meaning.strip()
        else _without_words(index, query, passing, distances)
    )
    metres: list[float | None] = [None] * len(rows)
    if distances is not None:
        metres = [float(far) if np.isfinite(far) else None for far in distances[rows]]
    return Found([int(number) for number in index.numbers[rows]], metres)


def _fused(
    index: Index, query: Query, meaning: str, by_words: Sequence[int], passing: Mask, distances: Floats | None
) -> Ranks:
    # Not `@`: the threads that BLAS wakes for it cost eight milliseconds on two processors, the product itself one.
    likeness = np.einsum("ij,j->i", index.vectors, default_encoder().encode([meaning])[0])
    return fuse(
        index,
        query,
        likeness,
        np.array([index.row_of[number] for number in by_words if number in index.row_of], dtype=np.intp),
        passing,
        distances,
    )


def fuse(
    index: Index,
    query: Query,
    likeness: npt.NDArray[np.float32],
    by_words: Ranks,
    passing: Mask,
    distances: Floats | None = None,
) -> Ranks:
    """The rows that fit, best first. `by_words` are rows, best first; `likeness` has one number a row."""
    candidates = np.flatnonzero(passing & _answers(index, query, likeness, by_words, passing))
    scores = np.zeros(index.size)
    worded = by_words[passing[by_words]]
    scores[worded] += 1 / (FUSION + 1 + np.arange(len(worded)))
    alike = candidates[np.argsort(-likeness[candidates], kind="stable")]
    scores[alike] += 1 / (FUSION + 1 + np.arange(len(alike)))
    if distances is not None:
        near = candidates[np.argsort(distances[candidates], kind="stable")]
        scores[near] += WEIGHT_OF_NEARNESS / (FUSION + 1 + np.arange(len(near)))
    if query.needs:
        scores[index.with_need(query.needs)] += WEIGHT_OF_NEED / (FUSION + 1)
    return candidates[np.argsort(-scores[candidates], kind="stable")]


def _answers(index: Index, query: Query, likeness: npt.NDArray[np.float32], by_words: Ranks, passing: Mask) -> Mask:
    """Whether each service has anything to do with what is asked."""
    if not query.only_alike:
        return passing
    answers = likeness >= LIKE_ENOUGH
    answers[by_words] = True
    rows = np.flatnonzero(passing)
    nearest = rows[np.argsort(-likeness[rows], kind="stable")[:NEAREST]]
    answers[nearest[likeness[nearest] >= LIKE_ENOUGH_OF_THE_NEAREST]] = True
    return answers | index.with_need(query.needs)


def _without_words(index: Index, query: Query, passing: Mask, distances: Floats | None) -> Ranks:
    """Nothing to rank by but the need, the distance and the name."""
    candidates = np.flatnonzero(passing)
    keys: list[npt.NDArray[Any]] = [index.names[candidates]]
    if distances is not None:
        keys.append(distances[candidates])
    if query.needs:
        keys.append(~index.with_need(query.needs)[candidates])
    return candidates[np.lexsort(keys)]
