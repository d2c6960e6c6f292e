"""Words that tell of danger, on a page: the answer is kept, and the next page says first who can help."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from feedback_api.safeguarding.said import Said
from feedback_api.safeguarding.service import URGENT, Origin, hear
from feedback_api.service_state import ServiceState
from feedback_api.survey_pages.forms import Filled
from feedback_api.survey_pages.pages import Asked
from feedback_api.survey_pages.visits import Visit
from feedback_api.surveys.schemas import Step


async def after_hearing(here: Asked, step: Step, filled: Filled) -> Visit:
    """The visit after an answer was saved: with what its words call for, and without what an earlier answer did."""
    texts = [text for text in (filled.text if step.question_kind == "free_text" else "", filled.other) if text]
    visit = replace(here.visit, help={})
    if not texts:
        return visit
    heard = await hear(
        here.service,
        texts,
        Origin("kiosk" if here.kiosk else "page"),
        Said.read(visit.said),
        "young_person" if step.audience == "young_person" else "adult",
    )
    if not heard.answers:
        return replace(visit, said=heard.said.as_json())
    call = {"level": heard.risk.level, "kinds": list(heard.risk.kinds), "voice": heard.voice}
    return replace(visit, said=heard.said.as_json(), help=call)


def paragraphs(service: ServiceState, call: Mapping[str, Any]) -> list[str]:
    """What the page says first; nothing when there is no call for it."""
    if not call:
        return []
    words = service.safeguarding
    said = words.urgent if call["level"] == URGENT else words.concern
    return said(call["kinds"], call["voice"]).text.split("\n\n")
