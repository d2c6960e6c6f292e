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


def _parse(text: str) -> Any:
    loader = _Loader(text)
    try:
        return loader.get_single_data()
    finally:
        loader.dispose()


def read_content(file: Path, model: type[Model]) -> Model:
    """Read `file` as `model`.

    Raises ContentError when the file is missing, is no YAML, or does not fit the model.
    """
    try:
        raw: Any = _parse(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ContentError(f"{file}: this file is missing.") from error
    except yaml.YAMLError as error:
        raise ContentError(f"{file}: this is not valid YAML: {error}") from error
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        raise ContentError(_explain(file, error)) from error


def _explain(file: Path, error: ValidationError) -> str:
    lines = []
    for problem in error.errors():
        place = " → ".join(str(part) for part in problem["loc"]) or "the top"
        lines.append(f"{file}: at {place}: {problem['msg']}.")
    return "\n".join(lines)
