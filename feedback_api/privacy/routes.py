"""The pages of the privacy notices."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from feedback_api.dependencies import Service
from feedback_api.privacy.notices import AUDIENCES, load_notice
from feedback_api.service_state import ServiceState
from feedback_api.web.pages import page

router = APIRouter(include_in_schema=False)


@router.get("/privacy")
async def for_parents(request: Request, service: Service) -> HTMLResponse:
    """The notice for parents and carers, from which the others are reached."""
    return _notice(request, service, "parents")


@router.get("/privacy/young-people")
async def for_young_people(request: Request, service: Service) -> HTMLResponse:
    """The notice for children and young people."""
    return _notice(request, service, "young-people")


@router.get("/privacy/practitioners")
async def for_practitioners(request: Request, service: Service) -> HTMLResponse:
    """The notice for those who work with families."""
    return _notice(request, service, "practitioners")


@router.get("/privacy/easy-read")
async def in_easy_read(request: Request, service: Service) -> HTMLResponse:
    """The notice in Easy Read."""
    return _notice(request, service, "easy-read")


def _notice(request: Request, service: ServiceState, audience: str) -> HTMLResponse:
    others = [
        ("/privacy" if other == "parents" else f"/privacy/{other}", words)
        for other, words in AUDIENCES.items()
        if other != audience
    ]
    notice = load_notice(service.settings, service.area, audience)
    return page(request, service, "privacy/notice.html", notice=notice, others=others)
