"""The attacker: what can be worked out of the hidden counts from all that is shown.

Every shown count is a constant, every hidden one an unknown that is not negative, and every sum an equation. The least
and the greatest value that an unknown can have are two linear programmes (scipy's HiGHS).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from feedback_api.analysis.disclosure.release import Relation, Release

# HiGHS solves to about 1e-7; counts are whole numbers.
TOLERANCE = 1e-5


@dataclass(frozen=True)
class Component:
    """Hidden cells that hang together by sums; no other hidden cell matters to them."""

    cells: tuple[str, ...]
    relations: tuple[Relation, ...]


def components(release: Release, hidden: AbstractSet[str]) -> list[Component]:
    """The hidden cells in groups that share no sum."""
    leader = {key: key for key in hidden}

    def find(key: str) -> str:
        while leader[key] != key:
            leader[key] = leader[leader[key]]
            key = leader[key]
        return key

    involved = [(relation, [key for key in relation.cells if key in hidden]) for relation in release.relations]
    for _, keys in involved:
        for key in keys[1:]:
            leader[find(key)] = find(keys[0])
    cells: dict[str, list[str]] = {}
    for key in sorted(hidden):
        cells.setdefault(find(key), []).append(key)
    relations: dict[str, list[Relation]] = {root: [] for root in cells}
    for relation, keys in involved:
        if keys:
            relations[find(keys[0])].append(relation)
    return [Component(tuple(keys), tuple(relations[root])) for root, keys in cells.items()]


class Programme:
    """The linear programmes of one component.

    Each solution is a whole picture that the attacker must allow for, so it may settle many cells at once; the truth is
    the first such picture.
    """

    def __init__(self, release: Release, component: Component) -> None:
        self._index = {key: column for column, key in enumerate(component.cells)}
        truth = np.array([release.cells[key].count for key in component.cells], dtype=float)
        rows, columns, signs, constants = [], [], [], []
        for row, relation in enumerate(component.relations):
            constant = 0.0
            for key, sign in _signed(relation):
                if key in self._index:
                    rows.append(row)
                    columns.append(self._index[key])
                    signs.append(sign)
                else:
                    constant -= sign * release.cells[key].count
            constants.append(constant)
        self._matrix = csr_matrix((signs, (rows, columns)), shape=(len(component.relations), len(truth)))
        self._constants = np.array(constants)
        # No unknown needs to be greater than this for a range to be wide enough; without a bound there is no solution.
        self._bounds = (0.0, 2 * float(truth.max()) + 1000)
        self._least, self._greatest = truth.copy(), truth.copy()

    def in_a_good_order(self, keys: Sequence[str]) -> list[str]:
        """The keys, those that two first pictures leave narrow at the head: most ranges turn out wide in these two."""
        for direction in (1.0, -1.0):
            self._solve({self._index[key]: direction for key in keys})
        return sorted(keys, key=lambda key: (self._range(self._index[key]), key))

    def is_as_wide_as(self, key: str, width: int) -> bool:
        """Whether the least and the greatest value that the cell can have are at least `width` apart."""
        column = self._index[key]
        for direction in (-1.0, 1.0):
            if self._range(column) < width:
                self._solve({column: direction})
        return self._range(column) >= width

    def _range(self, column: int) -> int:
        return math.floor(float(self._greatest[column]) + TOLERANCE) - math.ceil(float(self._least[column]) - TOLERANCE)

    def _solve(self, objective: dict[int, float]) -> None:
        weights = np.zeros(len(self._index))
        for column, weight in objective.items():
            weights[column] = weight
        found = linprog(weights, A_eq=self._matrix, b_eq=self._constants, bounds=self._bounds, method="highs")
        if found.x is None:
            raise RuntimeError(f"The linear programme of disclosure control has no solution: {found.message}")
        picture: NDArray[np.float64] = np.asarray(found.x)
        self._least = np.minimum(self._least, picture)
        self._greatest = np.maximum(self._greatest, picture)


def _signed(relation: Relation) -> Iterator[tuple[str, float]]:
    yield relation.total, -1.0
    for part in relation.parts:
        yield part, 1.0
