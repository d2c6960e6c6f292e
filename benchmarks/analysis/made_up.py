"""Made-up responses to the real surveys, three years of them, written straight into the tables."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime

import psycopg

from feedback_api.clock import Quarter
from feedback_api.settings import ROOT
from feedback_api.surveys.definition import AnyQuestion, Survey, load_surveys

QUARTERS = [Quarter(year, number) for year in (2023, 2024, 2025) for number in (1, 2, 3, 4)]
CHUNK = 5_000
SKIPS = 0.08
DISTRICTS = [f"M{number}" for number in range(30, 44)]
THEMES = ["communication", "waiting_times", "listened_to", "plan_quality", "school_support", "transport"]
LABELS = ["negative", "mixed", "positive"]
COLUMNS = {
    "survey_response": (
        "id, idempotency_key, reference_code, survey_id, survey_version, audience, channel, may_publish, quarter, "
        "submitted_at, is_demo"
    ),
    "response_answer": "response_id, question_id, position, choice, number, text",
    "response_choice": "response_id, question_id, value, position",
    "answer_sentiment": "response_id, question_id, label, polarity, confidence, analyser",
    "answer_theme": (
        "id, response_id, question_id, theme, clause_start, clause_end, label, polarity, confidence, model"
    ),
}
Rows = dict[str, list[tuple[object, ...]]]


class MadeUp:
    """The same responses for the same number, whichever database they go to."""

    def __init__(self) -> None:
        self._chance = random.Random(14)  # noqa: S311 - made-up data, not a secret
        self._surveys = load_surveys(ROOT / "data").all()
        self._themes = 0

    def chunks(self, responses: int) -> Iterator[Rows]:
        """Rows of each table, some thousand responses at a time."""
        for start in range(0, responses, CHUNK):
            rows: Rows = {table: [] for table in COLUMNS}
            for number in range(start, min(start + CHUNK, responses)):
                self._add(rows, number)
            yield rows

    def _add(self, rows: Rows, number: int) -> None:
        chance, survey = self._chance, self._chance.choice(self._surveys)
        audience, quarter = chance.choice(survey.audiences), chance.choice(QUARTERS)
        name = f"{chance.getrandbits(128):032x}"
        moment = datetime.combine(quarter.first_day, datetime.min.time(), tzinfo=UTC)
        known = (name, f"bench:{number}", f"{number:012d}", survey.id, survey.version, audience, "api", False)
        rows["survey_response"].append((*known, quarter.name, moment, False))
        self._answer(rows, survey, audience, name)

    def _answer(self, rows: Rows, survey: Survey, audience: str, name: str) -> None:
        for position, question in enumerate(survey.questions):
            if question.only_for is not None and audience not in question.only_for:
                continue
            skipped = self._chance.random() < SKIPS
            choice, number, text = (None, None, None) if skipped else self._given(question)
            rows["response_answer"].append((name, question.id, position, choice, number, text))
            if question.kind == "multiple_choice" and not skipped:
                picked = self._chance.sample(question.options, k=self._chance.choice((1, 1, 2)))
                rows["response_choice"] += [(name, question.id, each.value, place) for place, each in enumerate(picked)]
            if text is not None:
                self._score(rows, name, question.id)

    def _given(self, question: AnyQuestion) -> tuple[str | None, int | None, str | None]:
        chance = self._chance
        if question.kind == "multiple_choice":
            return None, None, None
        if question.options:
            return chance.choice(question.options).value, None, None
        if question.kind == "number":
            return None, chance.randrange(60), None
        if question.kind == "free_text":
            return None, None, "We waited for a long time and nobody rang back. The SENCO was kind."
        return (chance.choice(DISTRICTS) if question.kind == "district" else "2025-01"), None, None

    def _score(self, rows: Rows, name: str, question: str) -> None:
        chance = self._chance
        rows["answer_sentiment"].append((name, question, chance.choice(LABELS), 0.0, 0.9, "bench"))
        self._themes += 1
        theme, label = chance.choice(THEMES), chance.choice(LABELS)
        rows["answer_theme"].append((self._themes, name, question, theme, 0, 20, label, 0.0, 0.9, "bench"))


def fill_sqlite(file: str, responses: int) -> None:
    """Write the responses into a migrated SQLite file."""
    connection = sqlite3.connect(file)
    for rows in MadeUp().chunks(responses):
        for table, columns in COLUMNS.items():
            marks = ", ".join("?" for _ in columns.split(","))
            values = [tuple(map(_for_sqlite, row)) for row in rows[table]]
            connection.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", values)  # noqa: S608
        connection.commit()
    connection.execute("ANALYZE")
    connection.close()


def _for_sqlite(value: object) -> object:
    return value.strftime("%Y-%m-%d %H:%M:%S.%f") if isinstance(value, datetime) else value


def fill_postgresql(url: str, responses: int) -> None:
    """Copy the responses into a migrated PostgreSQL database."""
    with psycopg.connect(url, autocommit=True) as connection:
        for rows in MadeUp().chunks(responses):
            for table, columns in COLUMNS.items():
                with connection.cursor().copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                    for row in rows[table]:
                        copy.write_row(row)
        connection.execute("VACUUM ANALYZE")
