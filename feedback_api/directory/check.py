"""Holds a record against the standard: what is small is mended or left out, what is grave is refused; all is said.

Real feeds are seldom flawless. A family is served better by a club whose country is missing than by no club; but a
record without a name, a status or an identity is no service.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from feedback_api.directory.standard import Service

# Of our own making: ids that a source writes in another form become UUIDs, the same at every import.
NAMESPACE = UUID("5a0b2f0e-6b7b-4d52-9a43-4f0c3f6e2d11")
LONGEST_TEXT = 20_000
MOST_FAULTS = 50
MOST_ROUNDS = 12
ESSENTIAL = {("id",), ("name",), ("status",)}
# What a part may lack; the fallback says no more than is known.
FALLBACKS: dict[tuple[str, str], str] = {
    ("addresses", "address_1"): "",
    ("addresses", "city"): "",
    ("addresses", "state_province"): "",
    ("addresses", "postal_code"): "",
    ("addresses", "country"): "GB",
    ("addresses", "address_type"): "physical",
    ("location", "location_type"): "physical",
    ("organization", "description"): "",
    ("taxonomy_term", "description"): "",
    ("organization_identifiers", "identifier_type"): "",
}
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+([/?#]\S*)?", re.IGNORECASE)

Place = tuple[int | str, ...]


@dataclass
class Checked:
    """What became of a record: the service, or None when it was refused; and every fault, each a short sentence."""

    service: Service | None
    faults: list[str] = field(default_factory=list)


class _Nothing:
    """Stands where a part was taken out, until the record is tidied."""


NOTHING = _Nothing()


def as_uuid(source: str, kind: str, given: object) -> str:
    """`given` if it is a UUID already, else one made of it, the same each time."""
    text = str(given).strip()
    try:
        return str(UUID(text))
    except ValueError:
        return str(uuid5(NAMESPACE, f"{source}\n{kind}\n{text}"))


def check(raw: object, source: str) -> Checked:
    """Hold a record against the standard."""
    if not isinstance(raw, dict):
        return Checked(None, ["the record is no object"])
    record: Any = _tidied(raw)
    faults: list[str] = []
    for _ in range(MOST_ROUNDS):
        try:
            service = Service.model_validate(record)
        except ValidationError as error:
            grave = False
            # A mended part may show its next fault only in the next round.
            for problem in error.errors(include_url=False):
                place = problem["loc"]
                mended = _mend(record, problem, source)
                if mended is None:
                    grave = grave or place in ESSENTIAL or not place
                    _say(faults, place, problem, "" if place in ESSENTIAL else "; left out")
                    _take_out(record, problem)
                else:
                    _say(faults, place, problem, f"; {mended}")
            if grave:
                return Checked(None, faults)
            record = _tidied(record)
        else:
            return Checked(service, faults)
    return Checked(None, [*faults, "too many faults"])


def _say(faults: list[str], place: Place, problem: ErrorDetails, done: str) -> None:
    if len(faults) < MOST_FAULTS:
        words = problem["msg"].removeprefix("Value error, ")
        faults.append(
            f"{' → '.join(str(part) for part in place) or 'the record'}: {words[:1].lower()}{words[1:]}{done}"
        )


def _tidied(value: Any) -> Any:
    """The value without nulls, without characters that no text holds, and with texts of a length that one can read."""
    if isinstance(value, dict):
        tidied = {str(key): _tidied(item) for key, item in value.items()}
        return {key: item for key, item in tidied.items() if item is not None and item is not NOTHING}
    if isinstance(value, list):
        return [item for item in map(_tidied, value) if item is not None and item is not NOTHING]
    if isinstance(value, str):
        return CONTROL.sub("", value.strip())[:LONGEST_TEXT]
    return value


def _mend(record: Any, problem: ErrorDetails, source: str) -> str | None:
    """Put right what can be put right without guessing; says what was done, or None."""
    place = problem["loc"]
    if not place:
        return None
    holder = _at(record, place[:-1])
    key = place[-1]
    if not isinstance(holder, dict) or not isinstance(key, str):
        return None
    if problem["type"] == "missing":
        return _fill(holder, place, record, source)
    given = holder.get(key)
    better = _better(problem, key, given, place, source)
    if better is None:
        return None
    holder[key] = better
    return f"read as “{str(better)[:60]}”"


def _fill(holder: dict[str, Any], place: Place, record: Any, source: str) -> str | None:
    key = str(place[-1])
    if key == "id" and len(place) > 1:
        holder["id"] = as_uuid(source, "part", f"{record.get('id')} {place}")
        return "given one"
    kind = next((str(part) for part in reversed(place[:-1]) if isinstance(part, str)), "")
    fallback = FALLBACKS.get((kind, key))
    if fallback is None:
        return None
    holder[key] = fallback
    return f"taken as “{fallback}”"


def _better(problem: ErrorDetails, key: str, given: Any, place: Place, source: str) -> Any:
    kind, message = problem["type"], problem["msg"]
    if message.endswith("not a UUID") or (key == "id" and isinstance(given, int) and not isinstance(given, bool)):
        return as_uuid(source, "service" if place == ("id",) else key, given) if str(given) else None
    if kind == "float_type" and isinstance(given, str):
        return _number(given)
    if kind == "string_type" and isinstance(given, int | float):
        return str(given)
    if message.endswith("not a web address") and isinstance(given, str) and DOMAIN.fullmatch(given):
        return f"https://{given}"
    if kind == "literal_error" and isinstance(given, str):
        expected = str(problem["ctx"]["expected"])
        return next((word for word in re.findall(r"'([^']+)'", expected) if word.lower() == given.lower()), None)
    return None


def _number(text: str) -> float | None:
    try:
        number = float(text.strip().lstrip("£"))
    except ValueError:
        return None
    # A word such as "nan" is read as a number, and is none.
    return number if abs(number) < 1e9 else None


def _take_out(record: Any, problem: ErrorDetails) -> None:
    """Remove what is wrong: the value, or, when a part lacks what it must have, the part."""
    place = problem["loc"][:-1] if problem["type"] == "missing" else problem["loc"]
    holder = _at(record, place[:-1]) if place else None
    if isinstance(holder, dict | list) and place:
        holder[place[-1]] = NOTHING  # type: ignore[index]


def _at(record: Any, place: Sequence[int | str]) -> Any:
    for part in place:
        try:
            record = record[part]
        except (KeyError, IndexError, TypeError):
            return None
    return record
