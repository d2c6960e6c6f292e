"""Holds a value against the standard's JSON Schema, as far as that goes: types, enums, formats, what is required."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from feedback_api.settings import ROOT

STANDARD = ROOT.parent / "shared" / "data" / "open-referral-uk"
KINDS: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "number": (int, float),
    "integer": (int,),
    "boolean": (bool,),
}


@lru_cache(maxsize=8)
def read(name: str) -> Any:
    """A file of the standard's folder."""
    return json.loads((STANDARD / name).read_text(encoding="utf-8"))


def service_schema() -> dict[str, Any]:
    """The schema of a whole service."""
    schema: dict[str, Any] = read("schema/service_with_definitions.json")
    return schema


def list_schema() -> dict[str, Any]:
    """The schema of a service in a list."""
    schema: dict[str, Any] = read("schema/service_list.json")
    return schema


def page_schema() -> dict[str, Any]:
    """The schema of a page around a list."""
    schema: dict[str, Any] = read("schema/openapi.json")["components"]["schemas"]["Page"]
    return schema


def faults(value: Any, schema: dict[str, Any], root: dict[str, Any] | None = None, place: str = "") -> Iterator[str]:
    """Each place where the value does not fit."""
    root = root or schema
    if "$ref" in schema:
        schema = root["definitions"][schema["$ref"].rsplit("/", 1)[-1]]
    kind = schema.get("type")
    if kind is not None and (not isinstance(value, KINDS[kind]) or (isinstance(value, bool) and kind != "boolean")):
        yield f"{place}: {value!r} is no {kind}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{place}: {value!r} is not one of {schema['enum']}"
    if isinstance(value, str) and not _has_format(value, schema.get("format")):
        yield f"{place}: {value!r} is no {schema['format']}"
    if isinstance(value, dict):
        yield from (f"{place}: {key} is missing" for key in schema.get("required", []) if key not in value)
        for key, part in value.items():
            if key in schema.get("properties", {}):
                yield from faults(part, schema["properties"][key], root, f"{place}.{key}")
    if isinstance(value, list) and "items" in schema:
        for index, part in enumerate(value):
            yield from faults(part, schema["items"], root, f"{place}[{index}]")


def _has_format(text: str, name: str | None) -> bool:
    try:
        if name == "uuid":
            UUID(text)
        elif name == "date-time":
            datetime.fromisoformat(text)
        elif name == "uri":
            return bool(urlsplit(text).scheme)
        elif name == "email":
            return "@" in text
    except ValueError:
        return False
    return True
