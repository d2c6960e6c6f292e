"""Prints turns and seconds to finish each survey, p95 of 200 people at once, and responses a second on each database.

`make benchmark-surveys`. The service runs as a process of its own, reached over HTTP as a browser reaches it.
"""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from uuid import uuid4

import httpx
import numpy as np

from feedback_api.surveys.definition import Survey, load_surveys
from tests.feedback_api.postgresql import running_cluster
from tests.served import ROOT, free_port

# The model of a person. Silent reading: 238 words a minute (Brysbaert 2019, a meta-analysis of 190 studies). Typing on
# a telephone: 36 words a minute (Palin et al. 2019, 37,000 volunteers). Deciding and touching: one second a page.
READING, TYPING, DECIDING = 238 / 60, 36 / 60, 1.0
COMMENT = "Nobody rang back for weeks. When somebody did they were kind."
PEOPLE, SECONDS = 200, 15
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
OPTION = re.compile(r'name="answer" type="(?:radio|checkbox)" value="([^"]+)"')
HIDDEN = re.compile(r'name="(audience|language)" value="([^"]+)"')


@dataclass
class Walked:
    """One person's way: pages seen, words read and typed, and the milliseconds of each request."""

    pages: int = 0
    words: int = 0
    typed: int = 0
    turns: list[float] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        """By the model of a person, and what the service took."""
        return self.words / READING + self.typed / TYPING + self.pages * DECIDING + sum(self.turns) / 1000


class Person:
    """Takes a survey on its pages and answers every question."""

    def __init__(self, client: httpx.AsyncClient, survey: Survey) -> None:
        self._client = client
        self._survey = survey
        self.walked = Walked()

    async def _ask(self, method: str, path: str, **more: object) -> httpx.Response:
        began = time.perf_counter()
        reply = await self._client.request(method, path, **more)  # type: ignore[arg-type]
        self.walked.turns.append((time.perf_counter() - began) * 1000)
        self.walked.pages += 1
        main = reply.text.partition("<main")[2].partition("survey-tools")[0]
        self.walked.words += len(re.sub(r"<details.*?</details>|<[^>]+>", " ", main, flags=re.DOTALL).split())
        reply.raise_for_status()
        return reply

    async def take(self, audience: str) -> None:
        """From the first page to the code."""
        start = f"/surveys/{self._survey.id}"
        page = await self._ask("GET", f"{start}?for={audience}")
        fields = {"csrf_token": TOKEN.findall(page.text)[0], "answer": "yes", **dict(HIDDEN.findall(page.text))}
        page = await self._ask("POST", start, data=fields)
        while "/q/" in page.url.path:
            fields = {"csrf_token": TOKEN.findall(page.text)[0], "action": "save", **self._answer(page)}
            page = await self._ask("POST", page.url.path, data=fields)
        page = await self._ask("POST", f"{start}/send", data={"csrf_token": TOKEN.findall(page.text)[0]})
        if not page.url.path.endswith("/sent"):
            raise RuntimeError(f"The survey {self._survey.id} ended at {page.url.path}.")

    def _answer(self, page: httpx.Response) -> dict[str, str]:
        options = OPTION.findall(page.text)
        if options:
            return {"answer": options[0]}
        question = next((q for q in self._survey.questions if q.id == page.url.path.rpartition("/")[2]), None)
        kind = question.kind if question else ""
        if kind == "free_text":
            self.walked.typed += len(COMMENT.split())
            return {"text": COMMENT}
        self.walked.typed += 1
        typed = {"number": "12", "district": "M33", "code": "FAIR-01"}
        return {"month": "9", "year": "2026"} if kind == "month" else {"text": typed[kind]}


@contextmanager
def served(database_url: str) -> Iterator[str]:
    """The service alone, on a database of its own; its address."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "DATABASE_URL": database_url or f"sqlite:///{folder}/benchmark.db",
            "OURVOICES_VAR_FOLDER": folder,
            "OURVOICES_PORT": str(port),
            "OURVOICES_CODES_PER_ADDRESS": "1000000/minute",
        }
        here = Path(sys.executable).parent
        subprocess.run([here / "ourvoices", "migrate"], env=environment, cwd=ROOT, check=True, capture_output=True)
        command: list[str] = [str(here / "uvicorn"), "feedback_api.main:create_app", "--factory", "--port", str(port)]
        with subprocess.Popen([*command, "--log-level", "error"], env=environment, cwd=ROOT) as process:
            address = f"http://127.0.0.1:{port}"
            try:
                _wait(address)
                yield address
            finally:
                process.terminate()


def _wait(address: str) -> None:
    for _ in range(300):
        try:
            if httpx.get(f"{address}/health").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.2)
    raise RuntimeError("The service did not start.")


def _client(address: str) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=address, follow_redirects=True, timeout=60)


async def _each_survey(address: str, surveys: list[Survey]) -> None:
    print("One person on pages, who answers every question (seconds by the model of a person and measured turns):")
    for survey in surveys:
        for audience in survey.audiences:
            async with _client(address) as client:
                person = Person(client, survey)
                await person.take(audience)
            walked = person.walked
            print(
                f"  {survey.id:28} {audience:13} {walked.pages:3} pages {walked.words:5} words read "
                f"{walked.seconds:6.0f} s, of which the service {sum(walked.turns) / 1000:.2f} s"
            )


async def _at_once(address: str, survey: Survey) -> None:
    people = []

    async def one() -> None:
        async with _client(address) as client:
            person = Person(client, survey)
            people.append(person)
            await person.take(survey.audience)

    began = time.perf_counter()
    await asyncio.gather(*(one() for _ in range(PEOPLE)))
    seconds = time.perf_counter() - began
    turns = np.array([turn for person in people for turn in person.walked.turns])
    low, high = _interval(turns, 95)
    print(
        f"  {PEOPLE} people at once, without a pause: {len(turns)} turns in {seconds:.1f} s, "
        f"median {median(turns):.0f} ms, p95 {np.percentile(turns, 95):.0f} ms (95 % interval {low:.0f} to {high:.0f})"
    )


async def _a_second(address: str) -> None:
    body = {"answers": {"listened_to": "mostly", "one_thing": COMMENT}}
    done: list[float] = []
    end = time.perf_counter() + SECONDS

    async def sender(client: httpx.AsyncClient) -> None:
        while time.perf_counter() < end:
            headers = {"Idempotency-Key": uuid4().hex}
            (await client.post("/api/surveys/ehc_parent/responses", json=body, headers=headers)).raise_for_status()
            done.append(time.perf_counter())

    async with _client(address) as client:
        await asyncio.gather(*(sender(client) for _ in range(16)))
    counts = np.bincount([int(moment - (end - SECONDS)) for moment in done], minlength=SECONDS)[:SECONDS]
    mean, error = counts.mean(), 1.96 * counts.std(ddof=1) / np.sqrt(len(counts))
    print(f"  acknowledged responses a second, 16 senders: {mean:.1f} (95 % interval ± {error:.1f})")


def _interval(values: np.ndarray[tuple[int], np.dtype[np.float64]], percentile: float) -> tuple[float, float]:
    draws = np.random.default_rng(0)
    found = [np.percentile(draws.choice(values, len(values)), percentile) for _ in range(1000)]
    return float(np.percentile(found, 2.5)), float(np.percentile(found, 97.5))


def main() -> None:
    """Print all figures."""
    surveys = load_surveys(ROOT / "data").all()
    parent = next(survey for survey in surveys if survey.id == "ehc_parent")
    with running_cluster() as cluster:
        for name, url in (("SQLite", ""), ("PostgreSQL", cluster.url(cluster.new_database()))):
            with served(url) as address:
                if not url:
                    asyncio.run(_each_survey(address, surveys))
                print(f"{name}:")
                asyncio.run(_at_once(address, parent))
                asyncio.run(_a_second(address))


if __name__ == "__main__":
    main()
