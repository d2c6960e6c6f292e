"""The report as one page that needs nothing else: it can be saved, mailed and printed."""

from __future__ import annotations

from feedback_api.analysis.disclosure import HIDDEN
from feedback_api.council_figures.definition import UNIT_WORDS
from feedback_api.reports.figures import Report
from feedback_api.reports.sections.measures import AUDIENCE_WORDS
from feedback_api.web.templating import environment


def render(report: Report) -> bytes:
    """A whole HTML document in UTF-8."""
    page = environment.get_template("report.html").render(
        report=report,
        hidden=HIDDEN,
        audiences=AUDIENCE_WORDS,
        units=UNIT_WORDS,
        indicators={one.id: one for ambition in report.ambitions for one in ambition.indicators},
    )
    return page.encode()
