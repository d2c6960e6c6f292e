"""`ourvoices import-directory`, as an operator runs it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from feedback_api import cli
from tests.feedback_api.directory.feeds import numbers, page
from tests.feedback_api.directory.feeds import service as record


def test_an_import_prints_what_it_did(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("OURVOICES_VAR_FOLDER", str(tmp_path / "var"))
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("NO_COLOR", "1")
    file = tmp_path / "feed.json"

    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["ourvoices", "import-directory", *words])
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main()
            raise SystemExit(0)
        printed = capfd.readouterr()
        return int(ended.value.code or 0), printed.out, printed.err

    file.write_text(json.dumps(page([*numbers(1, 3), record(4, name=None)])), encoding="utf-8")
    code, out, err = run(str(file))
    report = json.loads(out)
    assert (code, report["new"], report["source"]) == (0, 3, "file:feed.json")
    assert report["rejected"] == [{"id": record(4)["id"], "name": "None", "why": ["name: field required"]}]
    assert "3 new, 0 changed, 0 unchanged, 0 closed, 1 rejected" in err
    code, out, err = run(str(tmp_path / "nowhere.json"))
    assert (code, out) == (1, "")
    assert "can't be read" in err
    assert "Traceback" not in err
