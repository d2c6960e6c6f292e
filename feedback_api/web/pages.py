"""Renders pages, and the pages that belong to no feature: the demo council's front page and errors."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from feedback_api.dependencies import Service
from feedback_api.service_state import ServiceState
from feedback_api.web.templating import environment

router = APIRouter(include_in_schema=False)


def page(request: Request, service: ServiceState, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page from a template. Each page knows its area, and whether it must say that it is a demonstration."""
    content = environment.get_template(template).render(
        path=request.url.path,
        area=service.area,
        demonstration=service.settings.demo or service.area.demonstration,
        **values,
    )
    return HTMLResponse(content, status_code=status, headers={"Cache-Control": "no-store"})


@router.get("/")
async def front_page(request: Request, service: Service) -> HTMLResponse:
    """The demo council's page with the assistant on it."""
    return page(
        request,
        service,
        "demo.html",
        groups=service.catalogue.groups,
        contacts=[service.area.how_to_reach(contact) for contact in ("sendiass", "send_team")],
    )


def error_page(request: Request, service: ServiceState, status: int, sentence: str) -> HTMLResponse:
    """A page that says what went wrong, and where to go from there."""
    return page(request, service, "error.html", status=status, sentence=sentence)
