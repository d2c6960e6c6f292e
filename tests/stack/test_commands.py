"""The commands that need the trained assistant."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.served import ROOT

pytestmark = pytest.mark.stack


def test_understand_says_topic_confidence_ranking_and_intent_of_each_line(tmp_path: Path) -> None:
    questions = tmp_path / "questions.txt"
    questions.write_text(
        "how long does an ehc assessment take\n\nwhen are my bins collected\n/restart\n", encoding="utf-8"
    )
    done = subprocess.run(
        [str(Path(sys.executable).parent / "ourvoices"), "understand", str(questions)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    timescale, bins, command = [json.loads(line) for line in done.stdout.splitlines()]
    assert timescale["text"] == "how long does an ehc assessment take"
    assert timescale["topic"] == "ehc_assessment_timescale"
    assert timescale["intent"] == "ask_topic"
    assert timescale["ranking"][0] == ["ehc_assessment_timescale", timescale["confidence"]]
    assert len(timescale["ranking"]) == 5
    assert sorted((score for _, score in timescale["ranking"]), reverse=True) == [s for _, s in timescale["ranking"]]
    assert bins["topic"] is None
    assert command["text"] == "/restart"
    assert command["intent"] != "restart"
