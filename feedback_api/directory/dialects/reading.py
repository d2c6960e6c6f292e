"""Reads what may be missing, or of another kind than one thinks."""

from __future__ import annotations

from typing import Any

from feedback_api.directory.check import as_uuid


def objects(value: Any) -> list[dict[str, Any]]:
    """The objects in `value`, whether it is a list of them, or one."""
    found = value if isinstance(value, list) else [value]
    return [item for item in found if isinstance(item, dict)]


def an_object(value: Any) -> dict[str, Any]:
    """`value` if it is an object, the first of a list of them, else an empty one."""
    found = objects(value)
    return found[0] if found else {}


def with_uuid(part: dict[str, Any], kind: str, source: str, fallback: object) -> dict[str, Any]:
    """The part with an id in the standard's form; `fallback` identifies one that has none."""
    return {**part, "id": as_uuid(source, kind, part.get("id") or fallback)}


def number(value: Any) -> float | None:
    """A number, however it is written, or None."""
    if isinstance(value, bool) or value is None:
        return None
    try:
        return float(value)
    except (TypeError, ValueError):
        return None
