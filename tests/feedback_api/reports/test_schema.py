"""The report's JSON Schema is published, is that of the model, and the JSON report fits it."""

from __future__ import annotations

import json

import jsonschema

from feedback_api.reports.render import FORMATS
from feedback_api.reports.render.schema import report_schema
from feedback_api.service_state import ServiceState
from feedback_api.settings import ROOT
from tests.feedback_api.helpers import store
from tests.feedback_api.reports.test_reports import answers, report_of

PUBLISHED = ROOT / "docs" / "report.schema.json"


def test_the_published_schema_is_up_to_date() -> None:
    assert PUBLISHED.read_text(encoding="utf-8") == report_schema(), "run `ourvoices report-schema`"


async def test_a_report_fits_the_published_schema(service: ServiceState) -> None:
    for given in answers(never=3, sometimes=7, always=12, skipped=2):
        await store(service, given)
    content = json.loads(FORMATS["json"].render(await report_of(service)))
    jsonschema.Draft202012Validator(json.loads(PUBLISHED.read_text(encoding="utf-8"))).validate(content)
