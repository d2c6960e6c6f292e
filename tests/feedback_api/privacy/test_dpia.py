"""The impact assessment names tests and pages that exist, and periods that are the settings' own."""

from __future__ import annotations

import re

from feedback_api.settings import ROOT, Settings

FOLDER = ROOT / "docs" / "data-protection"
TEXT = (FOLDER / "dpia.md").read_text(encoding="utf-8")


def test_each_test_that_holds_a_risk_exists() -> None:
    named = re.findall(r"`(tests/[^`]+)`", TEXT)
    assert named
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_each_page_that_it_links_exists() -> None:
    links = re.findall(r"\]\(([^)]+)\)", TEXT)
    assert "record-of-processing.md" in links
    assert [link for link in links if not (FOLDER / link).exists()] == []


def test_its_periods_are_the_settings() -> None:
    settings = Settings()
    rows = {
        "Chat": f"{settings.chat_hours} hours, or until Clear my chat",
        "Survey that was sent": f"{settings.keep_responses_years} years after the quarter",
        "Question that was not answered": f"{settings.keep_responses_years} years after the quarter",
        "Flag of danger": f"{settings.keep_flags_days} days after it was dealt with",
        "Officers' audit trail": f"{settings.keep_audit_years} years",
    }
    for what, kept in rows.items():
        assert any(line.startswith(f"| {what} |") and kept in line for line in TEXT.splitlines()), what
