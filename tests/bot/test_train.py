"""When the assistant is trained anew."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from bot.train import INPUTS, fingerprint


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of everything that the model is made from."""
    for name in INPUTS:
        target = tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if Path(name).is_dir():
            shutil.copytree(name, target)
        else:
            shutil.copyfile(name, target)
    return tmp_path


def test_every_component_of_ours_is_an_input() -> None:
    pipeline = yaml.safe_load(Path("config.yml").read_text(encoding="utf-8"))["pipeline"]
    modules = {name.rsplit(".", 1)[0] for name in (step["name"] for step in pipeline) if name.startswith("bot.")}
    assert modules
    assert {module.replace(".", "/") + ".py" for module in modules} <= set(INPUTS)


def test_the_same_inputs_have_the_same_fingerprint(copy: Path) -> None:
    assert fingerprint(copy) == fingerprint()


def test_a_changed_phrase_changes_it(copy: Path) -> None:
    file = copy / "data/nlu/topics/ehc_plan.yml"
    file.write_text(file.read_text(encoding="utf-8") + "    - one phrase more\n", encoding="utf-8")
    assert fingerprint(copy) != fingerprint()


def test_a_renamed_file_changes_it(copy: Path) -> None:
    (copy / "data/nlu/topics/ehc_plan.yml").rename(copy / "data/nlu/topics/plans.yml")
    assert fingerprint(copy) != fingerprint()


def test_compiled_python_does_not(copy: Path) -> None:
    folder = copy / "language/encoder/__pycache__"
    folder.mkdir(exist_ok=True)
    (folder / "x.pyc").write_bytes(b"compiled")
    assert fingerprint(copy) == fingerprint()
