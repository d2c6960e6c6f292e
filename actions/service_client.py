"""The one way from the actions to feedback_api."""

from __future__ import annotations

import os
from functools import lru_cache
from typing import Any

import httpx
from cachetools import TTLCache

URL_VARIABLE = "OURVOICES_SERVICE_URL"
SECRET_VARIABLE = "OURVOICES_INTERNAL_SECRET"  # noqa: S105 - the variable's name, not the secret
# Well inside the gateway's own five seconds, so that its sorry-sentence is never late.
SECONDS = 4.0


_kept: TTLCache[tuple[Any, ...], Any] = TTLCache(maxsize=2000, ttl=60)


class ServiceRefused(Exception):
    """feedback_api said no; `code` says why, `sentence` is for people."""

    def __init__(self, status: int, code: str, sentence: str) -> None:
        super().__init__(f"{status} {code}")
        self.code = code
        self.sentence = sentence


@lru_cache(maxsize=1)
def _client() -> httpx.AsyncClient:
    return httpx.AsyncClient(
        base_url=os.environ[URL_VARIABLE],
        headers={"Authorization": f"Bearer {os.environ[SECRET_VARIABLE]}"},
        timeout=SECONDS,
        trust_env=False,
    )


async def words(path: str, **query: Any) -> Any:
    """As `get`, for what stays the same while the service runs: kept for a minute."""
    key = (path, *((name, str(value)) for name, value in sorted(query.items())))
    kept = _kept.get(key)
    if kept is None:
        kept = _kept[key] = await get(path, **query)
    return kept


async def get(path: str, **query: Any) -> Any:
    """The JSON that feedback_api answers to a GET. Raises ServiceRefused, or httpx.HTTPError when it is away."""
    return _content(await _client().get(path, params=query))


async def post(path: str, **body: Any) -> Any:
    """The JSON that feedback_api answers to a POST, or None when it has nothing to say. Raises as `get`."""
    return _content(await _client().post(path, json=body))


def _content(reply: httpx.Response) -> Any:
    if reply.is_success:
        return reply.json() if reply.content else None
    if reply.status_code < 500:
        problem = reply.json()
        raise ServiceRefused(reply.status_code, problem["code"], problem["detail"])
    return reply.raise_for_status()
