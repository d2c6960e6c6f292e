"""Reads the project's YAML files into typed models, with errors that name the file, the place and the cure."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from feedback_api.errors import ContentError

Model = TypeVar("Model", bound=BaseModel)


class Content(BaseModel):
    """A piece of a content file: a misspelt key is an error, not silence."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class _Loader(yaml.CSafeLoader):
    """YAML lets a key stand twice and takes the last; here that is an error, since the first would be lost unseen."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """The mapping, unless a key stands twice in it."""
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.MarkedYAMLError(problem=f"{key.value} stands twice", problem_mark=key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def _parse(text: str) -> tuple[Any, yaml.Node | None]:
    """The data, and the nodes that know their lines."""
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        return (loader.construct_document(node) if node is not None else None), node
    finally:
        loader.dispose()


def read_content(file: Path, model: type[Model]) -> Model:
    """Read `file` as `model`.

    Raises ContentError when the file is missing, is no YAML, or does not fit the model.
    """
    try:
        raw, node = _parse(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ContentError(f"{file}: this file is missing.") from error
    except yaml.YAMLError as error:
        raise ContentError(f"{file}: this is not valid YAML: {error}") from error
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        raise ContentError(_explain(file, node, error)) from error


# What to do about each kind of problem, by pydantic's name for it.
CURES = {
    "missing": "Add it.",
    "extra_forbidden": "Mend its spelling, or take it out.",
    "literal_error": "Write one of those.",
    "union_tag_invalid": "Write one of those.",
    "union_tag_not_found": "Add `kind`.",
    "string_type": "Write a text; put quotation marks around yes, no and numbers.",
    "bool_type": "Write true or false.",
    "bool_parsing": "Write true or false.",
    "int_type": "Write a whole number.",
    "int_parsing": "Write a whole number.",
    "list_type": "Write a list, each item after a hyphen.",
    "model_type": "Write keys and values here.",
    "string_pattern_mismatch": "Ids are small letters, digits and _ only; other texts keep to the pattern.",
    "string_too_short": "Write something here, or take the key out.",
    "string_too_long": "Shorten it.",
}


def _explain(file: Path, node: yaml.Node | None, error: ValidationError) -> str:
    lines = []
    for problem in error.errors():
        place = " → ".join(str(part) for part in problem["loc"]) or "the top"
        line = _line_of(node, problem["loc"])
        cure = f" {CURES[problem['type']]}" if problem["type"] in CURES else ""
        lines.append(f"{file}, line {line}: at {place}: {problem['msg'].removeprefix('Value error, ')}.{cure}")
    return "\n".join(lines)


def _line_of(node: yaml.Node | None, place: tuple[int | str, ...]) -> int:
    """The line of the innermost part of `place` that is in the file; pydantic names the kind of a union on the way."""
    line = 1
    for part in place:
        if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
        elif isinstance(node, yaml.MappingNode):
            found = next(((key, value) for key, value in node.value if key.value == str(part)), None)
            if found is None:
                continue
            line, node = found[0].start_mark.line + 1, found[1]
            continue
        else:
            continue
        line = node.start_mark.line + 1
    return line
