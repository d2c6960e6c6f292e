"""The API as its own description says it is: schemathesis tries what fits the description, and what does not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.served import ServedSystem
from tests.visitor import Visitor

pytestmark = pytest.mark.stack

CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"


def test_no_request_breaks_the_service_or_its_description(served: ServedSystem, tmp_path: Path) -> None:
    command = [
        str(Path(sys.executable).with_name("schemathesis")),
        *(
            "run",
            f"{served.url}/openapi.json",
            "--checks",
            CHECKS,
            "--max-examples",
            "12",
            "--phases",
            "examples,fuzzing",
        ),
        *("--header", f"Authorization: Bearer {Visitor(served.url).token}", "--seed", "7", "--no-color"),
        *("--request-timeout", "20", "--warnings", "off", "--workers", "1"),
    ]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
