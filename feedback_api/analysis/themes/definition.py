"""The shape of data/themes.yml."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from feedback_api.content import Content, read_content

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=32)]
SmallLetters = Annotated[str, StringConstraints(pattern=r"^[^A-Z]+$", min_length=2)]


class Theme(Content):
    """What comments may be about, and where that ends. `ambition` is one of the area's."""

    id: Identifier
    title: str
    description: str
    counts: str
    does_not: str
    ambition: Identifier
    keywords: list[SmallLetters] = Field(min_length=1)


class WaitedFor(Content):
    """A service that families wait for, and the names by which they call it."""

    id: Identifier
    title: str
    names: list[SmallLetters] = Field(min_length=1)


class ThemesFile(Content):
    """The whole file."""

    themes: list[Theme]
    services: list[WaitedFor]

    @model_validator(mode="after")
    def _each_id_once(self) -> ThemesFile:
        for kind in (self.themes, self.services):
            ids = [each.id for each in kind]
            twice = sorted({one for one in ids if ids.count(one) > 1})
            if twice:
                raise ValueError(f"{', '.join(twice)} stands twice; give each an id of its own")
        return self


def load_themes(data_folder: Path) -> ThemesFile:
    """The themes and the services. Raises ContentError when the file is wrong."""
    return read_content(data_folder / "themes.yml", ThemesFile)
