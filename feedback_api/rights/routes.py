"""The API by reference code. The code stands in a header: an address would end up in logs and histories."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Header, Response

from feedback_api.dependencies import ClientAddress, Service
from feedback_api.rights.schemas import CorrectionIn, OwnResponse
from feedback_api.rights.service import OwnAnswers

router = APIRouter(prefix="/api/responses/by-code", tags=["responses"])

ReferenceCode = Annotated[
    str, Header(alias="X-Reference-Code", max_length=60, description="The code from the end of the survey.")
]


async def own_answers(service: Service, address: ClientAddress) -> OwnAnswers:
    """The rights by code; each call counts as a code tried from this address. Raises TooMany."""
    await service.limits.hit(service.settings.codes_per_address, "code", address)
    return OwnAnswers(service.database, service.surveys, service.settings.keep_responses_years)


ByCode = Annotated[OwnAnswers, Depends(own_answers)]


@router.get("")
async def see(answers: ByCode, code: ReferenceCode, reply: Response) -> OwnResponse:
    """All that is kept under the code, to read or to take away."""
    reply.headers["Cache-Control"] = "no-store"
    return await answers.see(code)


@router.patch("")
async def correct(answers: ByCode, code: ReferenceCode, body: CorrectionIn, reply: Response) -> OwnResponse:
    """Replace answers. The reply is all that is kept now."""
    reply.headers["Cache-Control"] = "no-store"
    return await answers.correct(code, body)


@router.delete("", status_code=204)
async def erase(answers: ByCode, code: ReferenceCode) -> None:
    """Delete the answers for good."""
    await answers.erase(code)
