"""`python -m benchmarks.directory_search`: 76 services among 10,000, searched three ways by labelled queries, timed."""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Annotated

import httpx
import numpy as np
from pydantic import Field, SecretStr

from benchmarks.directory_search.made_up import others
from benchmarks.directory_search.scores import ndcg, recall
from feedback_api.content import Content, read_content
from feedback_api.directory import words
from feedback_api.directory.conversation import CARDS, AskIn, Shelf, answer, query_of
from feedback_api.directory.demo import demo_id, import_demo
from feedback_api.directory.feed import Feed, Item
from feedback_api.directory.importing import store_feed
from feedback_api.directory.index import Index, Query
from feedback_api.directory.places import load_places
from feedback_api.directory.repository import DirectoryRepository
from feedback_api.directory.request import read_request
from feedback_api.directory.service import Directory, directory_of, fuse
from feedback_api.main import create_app
from feedback_api.migrations import migrate
from feedback_api.service_state import ServiceState
from feedback_api.settings import Settings
from language.abbreviations import default_opener
from language.encoder import default_encoder

WHERE = ("", " in Sale", " near M41", " WA14", " near M33 7BU")
AGES = ("", " age 7", " for my 15 year old")
TIMED = 400


class Labelled(Content):
    """A query, and what answers it."""

    ask: str
    best: Annotated[list[str], Field(min_length=1)]
    also: list[str] = []


class LabelledQueries(Content):
    """queries.yml."""

    queries: list[Labelled]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--services", type=int, default=10_000, help="services in the directory")
    parser.add_argument("--database-url", default="", help="an EMPTY PostgreSQL to fill; SQLite when left out")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(measure(Path(folder), options.services, options.database_url))


async def measure(folder: Path, services: int, database_url: str) -> None:
    """Fill a directory and search it."""
    settings = Settings(
        var_folder=folder,
        database_url=database_url,
        internal_secret=SecretStr("x"),
        directory_per_address="1000000/minute",
    )
    app = create_app(settings)
    state: ServiceState = app.state.service
    await migrate(state.database)
    await import_demo(state.database, settings.data_folder)
    filling = [
        Item(record, "Open Referral UK 3.0", whole=True)
        for record in others(services - 76, load_places(settings.data_folder))
    ]
    started = time.perf_counter()
    await store_feed(state.database, settings.data_folder, "others", Feed(filling, len(filling), len(filling)))
    print(f"Imported {len(filling)} services in {time.perf_counter() - started:.0f} s.")
    queries = read_content(Path(__file__).with_name("queries.yml"), LabelledQueries).queries
    await score(state, queries)
    await time_searches(app_client(app), state, queries)
    await state.close()


async def score(state: ServiceState, queries: Sequence[Labelled]) -> None:
    """Print recall@5 and nDCG@10 of each way."""
    directory = directory_of(state.database)
    index = await directory.index()
    shelf = Shelf.of(state.settings.data_folder, state.catalogue)
    sums: dict[str, list[tuple[float, float]]] = {}
    for query in queries:
        best, also = [await _rows(state, index, ids) for ids in (query.best, query.also)]
        for way, ranking in (await _rankings(state, directory, index, shelf, query.ask)).items():
            sums.setdefault(way, []).append((recall(ranking, best, 5), ndcg(ranking, best, also, 10)))
    print(f"\n{len(queries)} queries, {index.size} services\n{'':<40} {'recall@5':>9} {'nDCG@10':>9}")
    for way, figures in sums.items():
        mean = np.mean(np.array(figures), axis=0)
        print(f"{way:<40} {mean[0]:>9.3f} {mean[1]:>9.3f}")


async def _rows(state: ServiceState, index: Index, ids: Sequence[str]) -> set[int]:
    async with state.database.transaction() as session:
        repository = DirectoryRepository(session)
        found = [await repository.with_id(demo_id(service_id)) for service_id in ids]
    missing = [service_id for service_id, service in zip(ids, found, strict=True) if service is None]
    assert not missing, f"queries.yml names {missing}, which data/directory/demo.yml does not have"
    return {index.row_of[service.number] for service in found if service is not None}


async def _rankings(
    state: ServiceState, directory: Directory, index: Index, shelf: Shelf, text: str
) -> dict[str, list[int]]:
    opened = default_opener().open(text)
    async with state.database.transaction() as session:
        numbers = await words.find(session, f"{text} {opened}")
    by_words = np.array([index.row_of[number] for number in numbers], dtype=np.intp)
    likeness = index.vectors @ default_encoder().encode([opened])[0]
    everything = np.ones(index.size, dtype=np.bool_)
    wish = read_request(text, shelf.needs, shelf.places, index.towns)
    in_chat = await directory.search(query_of(wish, shelf, index.towns))
    return {
        "words alone (BM25; on PostgreSQL ts_rank)": by_words.tolist(),
        "meanings alone (embeddings)": np.argsort(-likeness, kind="stable")[:500].tolist(),
        "fused": fuse(index, Query(text), likeness, by_words, everything).tolist(),
        "fused, as the chat does (age, need)": [index.row_of[number] for number in in_chat.numbers],
    }


def app_client(app: object) -> httpx.AsyncClient:
    """A client that speaks to the application without a network between."""
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://testserver")  # type: ignore[arg-type]


async def time_searches(client: httpx.AsyncClient, state: ServiceState, queries: Sequence[Labelled]) -> None:
    """Print p50 and p95 of a turn in chat and of a request to the API."""
    directory = directory_of(state.database)
    shelf = Shelf.of(state.settings.data_folder, state.catalogue)

    async def in_chat(text: str) -> None:
        await answer(directory, shelf, AskIn(text=text))

    async def by_api(text: str) -> None:
        reply = await client.get("/api/services", params={"search": text, "postcode": "M33", "proximity": 16000})
        assert reply.status_code == 200, reply.text

    async def first_page(_: str) -> None:
        assert (await client.get("/api/services")).status_code == 200

    texts = [query.ask + AGES[number % len(AGES)] + WHERE[number % len(WHERE)] for number, query in enumerate(queries)]
    print(f"\n{'':<40} {'p50 ms':>9} {'p95 ms':>9} {'p95 ms of processor':>20}")
    for name, ask in (
        (f"a turn in chat ({CARDS} cards)", in_chat),
        ("GET /api/services?search=… (50 of them)", by_api),
        ("GET /api/services", first_page),
    ):
        times = np.array(await _times(ask, texts))
        p50, p95 = np.percentile(times[:, 0], (50, 95))
        print(f"{name:<40} {p50:>9.1f} {p95:>9.1f} {np.percentile(times[:, 1], 95):>20.1f}")
    await client.aclose()


async def _times(ask: Callable[[str], Awaitable[None]], texts: Sequence[str]) -> list[tuple[float, float]]:
    """Milliseconds on the clock and on the processor, which other programs on the machine do not lengthen so much."""
    await ask(texts[0])
    times = []
    for number in range(TIMED):
        started, worked = time.perf_counter(), time.process_time()
        await ask(texts[number % len(texts)])
        times.append(((time.perf_counter() - started) * 1000, (time.process_time() - worked) * 1000))
    return times


if __name__ == "__main__":
    main()
