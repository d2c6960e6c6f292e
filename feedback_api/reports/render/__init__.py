"""Each format of the report, one a file: `render(report) -> bytes`. Further formats are added to FORMATS."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from feedback_api.reports.figures import Report
from feedback_api.reports.render import csv_table, html_page, json_document


@dataclass(frozen=True)
class Format:
    """How a report is rendered, and what a browser must know of it."""

    extension: str
    title: str
    media_type: str
    render: Callable[[Report], bytes]


FORMATS = {
    format.extension: format
    for format in (
        Format("json", "JSON, for other programs", "application/json", json_document.render),
        Format("csv", "CSV, for a spreadsheet", "text/csv; charset=utf-8", csv_table.render),
        Format("html", "A page to read or print", "text/html; charset=utf-8", html_page.render),
    )
}
