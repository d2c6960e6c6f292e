"""From the network's scores to how likely each label is."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from language.sentiment.calibration import Calibration

GOOD, BAD, PLAIN = [0.0, 0.0, 6.0], [6.0, 0.0, 0.0], [0.0, 6.0, 0.0]


def likely(scores: list[list[float]], owners: list[int], temperature: float = 1.0) -> np.ndarray:
    """The probabilities of each comment."""
    calibration = Calibration("any", temperature, 0.5)
    return calibration.probabilities(np.array(scores, dtype=np.float32), np.array(owners))


def test_they_add_up_to_one() -> None:
    assert likely([GOOD, BAD, PLAIN, BAD], [0, 1, 1, 2]).sum(axis=1) == pytest.approx([1, 1, 1])


def test_good_in_one_stretch_and_bad_in_another_is_mixed() -> None:
    assert likely([GOOD, BAD], [0, 0]).argmax(axis=1).tolist() == [1]
    assert likely([BAD, BAD, BAD, BAD, GOOD], [0] * 5).argmax(axis=1).tolist() == [0]
    assert likely([GOOD, GOOD], [0, 0]).argmax(axis=1).tolist() == [2]


def test_a_higher_temperature_is_less_sure_of_the_same_label() -> None:
    (cold,), (warm,) = likely([GOOD], [0], 0.5), likely([GOOD], [0], 3.0)
    assert cold.argmax() == warm.argmax() == 2
    assert cold.max() > warm.max()


def test_it_is_written_and_read(tmp_path: Path) -> None:
    calibration = Calibration("minilm-sentiment-0", 1.37, 0.61)
    calibration.write(tmp_path / "calibration.json")
    assert Calibration.read(tmp_path / "calibration.json") == calibration
