"""An attacker of the tests' own: it shares no code with the door that it tries."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from scipy.optimize import linprog

from feedback_api.analysis.disclosure import Release

FAR = 10_000.0


def ranges(release: Release, shown: Mapping[str, int | None]) -> dict[str, tuple[float, float]]:
    """The least and the greatest value of every cell that is not shown, given all shown and known ones and all sums."""
    unknown = [key for key in release.cells if shown.get(key) is None and not release.cells[key].is_known]
    column = {key: number for number, key in enumerate(unknown)}
    matrix = np.zeros((len(release.relations), len(unknown)))
    constants = np.zeros(len(release.relations))
    for row, relation in enumerate(release.relations):
        for key, sign in [(relation.total, 1.0), *((part, -1.0) for part in relation.parts)]:
            if key in column:
                matrix[row, column[key]] += sign
            else:
                constants[row] -= sign * release.cells[key].count
    found = {}
    for key in unknown:
        ends = []
        for sign in (1.0, -1.0):
            costs = np.zeros(len(unknown))
            costs[column[key]] = sign
            solved = linprog(costs, A_eq=matrix, b_eq=constants, bounds=(0, FAR), method="highs")
            assert solved.status == 0, solved.message
            ends.append(solved.x[column[key]])
        found[key] = (math.ceil(ends[0] - 1e-5), math.floor(ends[1] + 1e-5))
    return found


def assert_safe(release: Release, shown: Mapping[str, int | None], minimum: int) -> None:
    """Nothing small is shown, and nothing that is hidden can be worked out more closely than the rule allows."""
    for key, count in shown.items():
        assert count is None or (count == release.cells[key].count and (count == 0 or count >= minimum)), key
    has_a_past = any(cell.is_known for cell in release.cells.values())
    already = ranges(release, {}) if has_a_past else {}
    for key, (least, greatest) in ranges(release, shown).items():
        if (least, greatest) == already.get(key):
            # All of this report hides nothing that the earlier ones had not said.
            continue
        cell = release.cells[key]
        assert least <= cell.count <= greatest, "the attack itself is wrong"
        if cell.is_small(minimum):
            assert least < minimum <= greatest, f"{key} is known to be small"
        if cell.is_small(minimum) or not cell.is_latent:
            assert greatest - least >= minimum, f"{key} lies between {least} and {greatest}"
