"""Calls the action server without three pieces of work that Rasa 3.6.21 repeats at every turn.

Together they were most of a turn's time (`make benchmark-latency`):

- it checks every answer against a JSON Schema, and each time checks the schema itself first. The check of the answer
  stays the same, by a validator that is made once;
- it sends the whole domain along, or with `enable_selective_domain` none at all, which newer action servers refuse. Our
  actions do not use the domain, so they get an empty one;
- it opens a connection for each call. Ours are kept open.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import aiohttp
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

# Longer than the gateway waits: by then nobody is listening.
SECONDS = 10

CallFormat = Callable[[RemoteAction, DialogueStateTracker, Domain], dict[str, Any]]


def make_check() -> Callable[[RemoteAction, dict[str, Any]], bool]:
    """A method for RemoteAction: returns True, or raises jsonschema's ValidationError as Rasa's own does."""
    schema = RemoteAction.action_response_format_spec()
    kind = validator_for(schema)
    kind.check_schema(schema)
    validator = kind(schema)

    def check(self: RemoteAction, result: dict[str, Any]) -> bool:
        validator.validate(result)
        return True

    return check


def with_empty_domain(call_format: CallFormat) -> CallFormat:
    """A method for RemoteAction: what `call_format` sends, with an empty domain where it sends none."""

    def call(self: RemoteAction, tracker: DialogueStateTracker, domain: Domain) -> dict[str, Any]:
        return {"domain": {}, **call_format(self, tracker, domain)}

    return call


@lru_cache(maxsize=1)
def _connections() -> aiohttp.TCPConnector:
    # Made at the first call, since it belongs to the loop that runs then.
    return aiohttp.TCPConnector(limit=100, keepalive_timeout=60)


def kept_session(self: EndpointConfig) -> aiohttp.ClientSession:
    """A method for EndpointConfig: a session over connections that outlive it. The gateway sets the time limit."""
    return aiohttp.ClientSession(
        headers=self.headers,
        connector=_connections(),
        connector_owner=False,
        timeout=aiohttp.ClientTimeout(total=SECONDS),
    )


def install() -> None:
    """Replace all three in this process."""
    EndpointConfig.session = kept_session
    RemoteAction._validate_action_result = make_check()
    RemoteAction._action_call_format = with_empty_domain(RemoteAction._action_call_format)
