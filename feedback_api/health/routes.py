"""`GET /health`: for the supervisor, and for a council's own monitoring."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel
from sqlalchemy import text

from feedback_api.dependencies import Service

router = APIRouter(tags=["health"])


class Health(BaseModel):
    """What was found."""

    status: str


@router.get("/health")
async def health(service: Service) -> Health:
    """Answers once the database does."""
    async with service.database.transaction() as session:
        await session.execute(text("SELECT 1"))
    return Health(status="ok")
