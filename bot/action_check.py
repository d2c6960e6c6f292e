"""Checks what the action server answers with a validator that is made once.

Rasa 3.6.21 checks every answer of the action server against a JSON Schema, and each time checks the schema itself
first: two thirds of a turn's time went there (`make benchmark-latency`). The check of the answer stays the same.
"""

from __future__ import annotations

from typing import Any

from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction


def make_check() -> Any:
    """A method for RemoteAction: returns True, or raises jsonschema's ValidationError as Rasa's own does."""
    schema = RemoteAction.action_response_format_spec()
    kind = validator_for(schema)
    kind.check_schema(schema)
    validator = kind(schema)

    def check(self: RemoteAction, result: dict[str, Any]) -> bool:
        validator.validate(result)
        return True

    return check


def install() -> None:
    """Replace Rasa's check in this process."""
    RemoteAction._validate_action_result = make_check()
