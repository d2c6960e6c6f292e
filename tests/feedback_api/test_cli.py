"""The command line, as an operator uses it."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import func, select

from feedback_api import cli
from feedback_api.analysis.corrections.service import correct
from feedback_api.clock import Quarter, now
from feedback_api.commands.application import app
from feedback_api.database import Database
from feedback_api.models import AnswerSentiment, SurveyResponse
from feedback_api.officers.service import Officers
from feedback_api.settings import Settings

COMMANDS = sorted(command.name or getattr(command.callback, "__name__", "") for command in app.registered_commands)
PROMISED = {"serve", "train", "migrate", "seed-demo", "create-officer", "report", "understand", "sentiment"}


@dataclass(frozen=True)
class Ran:
    """What a command printed, and how it ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs `ourvoices` with the words given, in a folder of its own."""
    monkeypatch.setenv("OURVOICES_VAR_FOLDER", str(tmp_path / "var"))
    # Rich would wrap and colour for the terminal in which the tests run.
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("NO_COLOR", "1")

    def running(*words: str) -> Ran:
        monkeypatch.setattr(sys, "argv", ["ourvoices", *words])
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main()
            raise SystemExit(0)
        code = ended.value.code
        printed = capfd.readouterr()
        return Ran(code if isinstance(code, int) else 0, printed.out, printed.err)

    return running


def responses(url: str) -> int:
    """The number of responses in a database."""

    async def counting() -> int:
        database = Database(Settings(database_url=url).database_address)
        async with database.transaction() as session:
            number = await session.scalar(select(func.count()).select_from(SurveyResponse))
        await database.close()
        return number or 0

    return asyncio.run(counting())


def test_the_installed_command_lists_its_commands() -> None:
    script = Path(sys.executable).with_name("ourvoices")
    done = subprocess.run([str(script), "--help"], capture_output=True, text=True, check=True)
    assert not [command for command in COMMANDS if command not in done.stdout]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_says_what_it_does(run: Run, command: str) -> None:
    ran = run(command, "--help")
    assert ran.code == 0
    assert f"ourvoices {command}" in ran.out


def test_every_promised_command_is_there() -> None:
    assert set(COMMANDS) >= PROMISED


@pytest.mark.parametrize("words", [["no-such-command"], ["report"], ["sentiment", "no-such-file.txt"]])
def test_a_mistyped_command_is_a_short_message(run: Run, words: list[str]) -> None:
    ran = run(*words)
    assert ran.code == 2
    assert "Traceback" not in ran.err


def test_sentiment_prints_one_json_object_a_line(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "comments.txt"
    lines = ["The SENCO was lovely.", "Terrible, awful service. “Never” again 😡", "It was at ten."]
    file.write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    ran = run("sentiment", str(file))
    scores = [json.loads(line) for line in ran.out.splitlines()]
    assert [score["text"] for score in scores] == lines
    assert [score["label"] for score in scores] == ["positive", "negative", "mixed"]
    assert all(score.keys() == {"text", "label", "polarity", "confidence"} for score in scores)


@pytest.mark.parametrize("quarter", ["2026", "2026-28-Q1", "soon", "2026-27-Q5"])
def test_a_quarter_that_is_none_is_one_sentence(run: Run, quarter: str) -> None:
    ran = run("report", "--quarter", quarter)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == f"“{quarter}” is not a quarter. Write it like 2026-27-Q2: Q1 is April to June.\n"


def test_a_format_that_is_none_is_one_sentence_with_those_that_are(run: Run) -> None:
    ran = run("report", "--quarter", "2026-27-Q2", "--format", "exe")
    assert ran.code == 1
    assert "There are: json, csv, html" in ran.err


def test_content_that_is_wrong_is_named_without_a_traceback(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OURVOICES_DATA_FOLDER", str(tmp_path))
    assert run("migrate").code == 0
    ran = run("report", "--quarter", "2026-27-Q2")
    assert ran.code == 1
    assert "national.yml: this file is missing" in ran.err
    assert "Traceback" not in ran.err


def test_the_whole_way_from_an_empty_database_to_a_report(
    run: Run, empty_database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", empty_database_url)
    assert [run("migrate").code for _ in range(2)] == [0, 0]
    assert run("seed-demo").code == 0
    stored = responses(empty_database_url)
    assert stored > 0
    assert run("seed-demo").code == 0
    assert responses(empty_database_url) == stored

    quarter = Quarter.of(now()).previous().name
    printed = run("report", "--quarter", quarter).out
    assert json.loads(printed)["demonstration_data"] is True
    for extension, start in (("json", b"{"), ("csv", b"\xef\xbb\xbfperiod,"), ("html", b"<!doctype html>")):
        file = tmp_path / f"report.{extension}"
        ran = run("report", "--quarter", quarter, "--format", extension, "--out", str(file))
        assert (ran.code, ran.out) == (0, "")
        assert file.read_bytes().startswith(start)
    assert (tmp_path / "report.json").read_text(encoding="utf-8") == printed


def test_corrections_leave_as_one_json_object_a_line(
    run: Run, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    assert run("seed-demo").code == 0

    async def correcting() -> None:
        database = Database(Settings().database_address)
        async with database.transaction() as session:
            score = (await session.scalars(select(AnswerSentiment).limit(1))).one()
        await correct(database, score.response_id, score.question_id, "mixed", "j.smith")
        await database.close()

    asyncio.run(correcting())
    file = tmp_path / "corrections.jsonl"
    assert run("export-sentiment-corrections", "--out", str(file)).err.endswith(f"Wrote 1 corrections to {file}.\n")
    (line,) = file.read_text(encoding="utf-8").splitlines()
    assert json.loads(line).keys() == {"text", "label", "machine_label", "analyser"}


def test_an_officer_who_was_added_can_sign_in(run: Run, database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("OURVOICES_NEW_PASSWORD", "three unrelated words")
    assert run("create-officer", "j.smith").err == "Officer j.smith can now sign in.\n"

    async def signing_in() -> bool:
        database = Database(Settings().database_address)
        signed_in = await Officers(database, hours=1).sign_in("j.smith", "three unrelated words")
        await database.close()
        return signed_in.must_choose_password

    assert asyncio.run(signing_in()) is False
    again = run("create-officer", "j.smith")
    assert (again.code, again.err) == (1, "There is already an officer j.smith.\n")


def test_a_weak_password_is_refused_with_advice(run: Run, database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    ran = run("create-officer", "j.smith", "--password", "short")
    assert ran.code == 1
    assert "at least 12 characters" in ran.err
