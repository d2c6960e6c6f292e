"""What routes ask for, as annotated aliases: a route's signature says all that it needs."""

from __future__ import annotations

import hmac
from typing import Annotated

from fastapi import Depends, Request

from feedback_api.errors import NotAllowed
from feedback_api.service_state import ServiceState


def service_of(request: Request) -> ServiceState:
    """The running service's state."""
    state: ServiceState = request.app.state.service
    return state


def client_address(request: Request) -> str:
    """The visitor's network address, for rate limits alone; it is never stored."""
    return request.client.host if request.client else "unknown"


def internal_only(request: Request) -> None:
    """Let in only the processes that know the internal secret."""
    expected = f"Bearer {service_of(request).internal_secret}"
    if not hmac.compare_digest(request.headers.get("Authorization", "").encode(), expected.encode()):
        raise NotAllowed("This address is for the assistant's own processes.")


Service = Annotated[ServiceState, Depends(service_of)]
ClientAddress = Annotated[str, Depends(client_address)]
InternalOnly = Depends(internal_only)
