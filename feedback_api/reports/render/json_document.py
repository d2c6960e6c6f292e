"""The report as JSON."""

from __future__ import annotations

from feedback_api.reports.figures import Report


def render(report: Report) -> bytes:
    """UTF-8 JSON, indented, in the order of the model's fields."""
    return (report.model_dump_json(indent=2) + "\n").encode()
