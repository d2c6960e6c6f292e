"""One measurement in a process of its own, so that its peak of memory is its own: prints a line of JSON."""

from __future__ import annotations

import asyncio
import json
import resource
import sys
import time

import pandas
from sqlalchemy import create_engine, text

from feedback_api.analysis.indicators.definition import load_indicators
from feedback_api.area.service import load_area
from feedback_api.clock import parse_period
from feedback_api.database import Database
from feedback_api.reports.content import load_report_content
from feedback_api.reports.service import make_report
from feedback_api.settings import ROOT, Settings
from feedback_api.surveys.definition import load_surveys

QUARTER = "2025-26-Q3"


def ours(url: str) -> float:
    """Seconds for a quarter's report, counted, guarded and compared with two other quarters, none made before."""
    settings = Settings(database_url=url)
    content = load_report_content(
        settings.data_folder, load_area(settings.data_folder, "trafford"), load_surveys(settings.data_folder)
    )

    async def run() -> float:
        database = Database(settings.database_address)
        async with database.transaction() as session:
            await session.execute(text("DELETE FROM released_figures"))
        begun = time.perf_counter()
        await make_report(database, content, parse_period(QUARTER))
        took = time.perf_counter() - begun
        await database.close()
        return took

    return asyncio.run(run())


def with_pandas(url: str) -> float:
    """Seconds for the same counts of one quarter from an export of all tables, without any disclosure control."""
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    begun = time.perf_counter()
    responses, answers, picks, sounds, themes = (
        pandas.read_sql_query(f"SELECT * FROM {table}", engine)  # noqa: S608 - the names stand here
        for table in ("survey_response", "response_answer", "response_choice", "answer_sentiment", "answer_theme")
    )
    wanted = responses[(responses["quarter"] == QUARTER) & responses["withdrawn_at"].isna()]
    wanted = wanted[["id", "survey_id", "audience"]].rename(columns={"id": "response_id"})
    sheet = ["survey_id", "audience"]
    wanted.groupby(sheet).size()
    own = answers.merge(wanted, on="response_id")
    own.groupby([*sheet, "question_id", "choice", "number"], dropna=False).size()
    chosen = picks.merge(wanted, on="response_id")
    chosen.groupby([*sheet, "question_id", "value"]).size()
    sounds.merge(wanted, on="response_id").groupby([*sheet, "question_id", "label"]).size()
    people = (
        themes.merge(wanted, on="response_id").groupby([*sheet, "theme", "response_id"])["label"].agg(["min", "max"])
    )
    people.groupby([*sheet, "theme", "min", "max"]).size()
    indicators = load_indicators(ROOT / "data")
    broken_down = own[own["question_id"].isin({one.question for one in indicators.indicators})]
    for groups, value in ((own, "choice"), (chosen, "value")):
        by = groups[groups["question_id"].isin(list(indicators.breakdowns))][["response_id", "question_id", value]]
        by = by.set_axis(["response_id", "dimension", "group"], axis="columns")
        broken_down.merge(by, on="response_id").groupby([*sheet, "question_id", "choice", "dimension", "group"]).size()
    return time.perf_counter() - begun


def main() -> None:
    """`python -m benchmarks.analysis.measures ours|pandas URL`."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    seconds = ours(sys.argv[2]) if sys.argv[1] == "ours" else with_pandas(sys.argv[2])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": round(seconds, 2), "megabytes_before": round(before), "megabytes_peak": round(peak)}))


if __name__ == "__main__":
    main()
