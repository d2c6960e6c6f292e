"""The report's JSON Schema, as docs/report.schema.json publishes it."""

from __future__ import annotations

import json

from feedback_api.reports.figures import Report


def report_schema() -> str:
    """JSON Schema, indented; a test holds the published file up to date."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **Report.model_json_schema()}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
