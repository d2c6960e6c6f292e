"""What the security documents promise is tested by a test that exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from feedback_api.settings import ROOT

TESTS = "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "tests").rglob("test_*.py"))
DEFINED = set(re.findall(r"^(?:async )?def (test_\w+)", TESTS, flags=re.MULTILINE))


@pytest.mark.parametrize("file", sorted((ROOT / "docs" / "security").glob("*.md")), ids=lambda file: str(file.name))
def test_each_test_that_a_page_names_exists(file: Path) -> None:
    named = set(re.findall(r"`(test_\w+)`", file.read_text(encoding="utf-8")))
    assert named - DEFINED == set()


def test_each_requirement_that_a_test_names_is_in_the_table() -> None:
    table = (ROOT / "docs" / "security" / "asvs.md").read_text(encoding="utf-8")
    numbered = {name for name in DEFINED if re.match(r"test_v\d+_\d+_\d+", name)}
    assert {name for name in numbered if f"`{name}`" not in table} == set()
