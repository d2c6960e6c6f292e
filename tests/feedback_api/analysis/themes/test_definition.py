"""data/themes.yml: the themes, each tied to one of the council's ambitions."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from feedback_api.analysis.themes.definition import load_themes
from feedback_api.area.service import load_area
from feedback_api.errors import ContentError
from feedback_api.settings import ROOT


def test_each_theme_belongs_to_an_ambition_of_the_demonstration_council() -> None:
    ambitions = load_area(ROOT / "data", "trafford").ambitions
    themes = load_themes(ROOT / "data").themes
    assert {theme.ambition for theme in themes} <= set(ambitions)
    assert len(themes) == 25


def test_a_theme_that_stands_twice_is_an_error_that_names_it(tmp_path: Path) -> None:
    shutil.copy(ROOT / "data" / "themes.yml", tmp_path)
    text = (tmp_path / "themes.yml").read_text(encoding="utf-8")
    (tmp_path / "themes.yml").write_text(text.replace("- id: trust", "- id: costs"), encoding="utf-8")
    with pytest.raises(ContentError, match="costs stands twice"):
        load_themes(tmp_path)
