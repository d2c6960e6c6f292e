"""The PDF for anybody to print."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import Response

from feedback_api.dependencies import ClientAddress, Service
from feedback_api.errors import InvalidInput
from feedback_api.paper.document import POINTS, Print, printed
from feedback_api.survey_pages.service import audience_named

router = APIRouter(prefix="/surveys", include_in_schema=False)


def print_named(name: str) -> Print:
    """The way of printing of that name. Raises InvalidInput."""
    for known in POINTS:
        if known == name:
            return known
    raise InvalidInput(f"There is no print “{name[:20]}”. There are: {', '.join(POINTS)}.")


@router.get("/{survey_id}/paper.pdf")
async def paper(
    service: Service, address: ClientAddress, survey_id: str, audience: str = "", print: str = "plain"
) -> Response:
    """The survey to print; in the words for its first audience when none is named."""
    await service.limits.hit(service.settings.sessions_per_address, "paper", address)
    survey, way = service.surveys.get(survey_id), print_named(print)
    voice = service.surveys.voice(survey, audience_named(audience, survey.audiences) or survey.audience)
    pdf = await printed(voice, service.area.names["council"], way)
    headers = {"Content-Disposition": f'inline; filename="{survey.id}-{survey.version}-{way}.pdf"'}
    return Response(pdf, media_type="application/pdf", headers=headers)
