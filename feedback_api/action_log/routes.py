""" "You said, we did": what families can read of the action log."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from feedback_api.action_log.service import STATUSES, ActionLog
from feedback_api.dependencies import Service
from feedback_api.web.pages import page

router = APIRouter(prefix="/you-said-we-did", include_in_schema=False)


@router.get("")
async def you_said_we_did(request: Request, service: Service) -> HTMLResponse:
    """All that is published, the newest first."""
    actions = await ActionLog(service.database).published()
    return page(request, service, "action_log/published.html", actions=actions, statuses=STATUSES)
