"""Chooses what is hidden: the small counts, and as few others as keep anybody from working them out."""

from __future__ import annotations

from feedback_api.analysis.disclosure.attack import Component, Programme, components
from feedback_api.analysis.disclosure.release import Relation, Release


def protect(release: Release, minimum: int) -> dict[str, int | None]:
    """Each count that may be shown, and None for each that is hidden; latent and known cells are left out.

    Afterwards every shown count is 0 or at least `minimum`, and for each hidden cell, and each small latent one, the
    least and the greatest value that fit all that is shown are at least `minimum` apart (unless what was shown in
    earlier reports alone already says more).
    """
    hidden = _Suppression(release, minimum).hidden()
    return {
        key: None if key in hidden else cell.count
        for key, cell in release.cells.items()
        if not (cell.is_latent or cell.is_known)
    }


class _Suppression:
    """One release on its way to being safe: `_hidden` only grows, so a range that is wide enough stays so.

    Which cell is hidden for another's sake depends on ranks and names, never on counts: otherwise whoever knows the
    rule could read the counts off the choice.
    """

    def __init__(self, release: Release, minimum: int) -> None:
        self._cells = release.cells
        self._release = release
        self._minimum = minimum
        self._fixed = _already_known(release, minimum)
        self._hidden = {key for key, cell in self._cells.items() if self._starts_hidden(key, cell.is_latent)}
        for relation in release.relations:
            # Beside a hidden cell a zero that is shown would say that the hidden one is no zero.
            if any(self._is_small(part) for part in relation.parts):
                self._hidden |= {part for part in relation.parts if self._is_hideable(part) and self._is_zero(part)}
        self._wide: set[str] = set()
        self._beyond_help: set[str] = set()

    def hidden(self) -> set[str]:
        """The cells to hide, latent ones among them."""
        while True:
            self._close_single_sums()
            if not self._close_one_gap_in_each_component():
                return self._hidden

    def _starts_hidden(self, key: str, is_latent: bool) -> bool:
        return key not in self._fixed and (is_latent or self._is_small(key))

    def _is_small(self, key: str) -> bool:
        return self._cells[key].is_small(self._minimum)

    def _is_zero(self, key: str) -> bool:
        return self._cells[key].count == 0

    def _is_hideable(self, key: str) -> bool:
        return key not in self._hidden and key not in self._fixed

    def _needs_cover(self, key: str) -> bool:
        return self._is_small(key) or not self._cells[key].is_latent

    def _close_single_sums(self) -> None:
        """Hide what one sum alone would give away, until no single sum does."""
        found = True
        while found:
            found = False
            for relation in self._release.relations:
                if self._gives_away(relation):
                    found = self._hide_one_of(relation) or found

    def _gives_away(self, relation: Relation) -> bool:
        hidden = [key for key in relation.cells if key in self._hidden]
        if not any(map(self._needs_cover, hidden)):
            return False
        if len(hidden) == 1:
            return True
        people = sum(map(self._count, hidden))
        if relation.total not in self._hidden and people < self._minimum:
            return True
        return relation.total not in self._hidden and self._is_tight(len(hidden), people)

    def _is_tight(self, cells: int, people: int) -> bool:
        """Whether so many people in so many hidden cells would give small counts away to someone who knows the rule.

        Who suspects that all hidden cells are small finds in 8 people in two cells of at most 4 that each has 4. That
        is so when the people fill small cells nearly up: fewer leave each count open, and more don't fit into small
        cells at all.
        """
        small = self._minimum - 1
        return (cells - 1) * small + 1 < people <= cells * small

    def _count(self, key: str) -> int:
        return self._cells[key].count

    def _hide_one_of(self, relation: Relation) -> bool:
        candidates = [key for key in relation.cells if self._is_hideable(key)]
        if candidates:
            self._hidden.add(min(candidates, key=lambda key: (self._cells[key].rank, key)))
        return bool(candidates)

    def _close_one_gap_in_each_component(self) -> bool:
        """Hide one more cell in each group where several sums together say too much; False when none does."""
        was_open = False
        for component in components(self._release, self._hidden):
            key = self._gap(component)
            if key is not None:
                self._hide_near(component, key)
                was_open = True
        return was_open

    def _gap(self, component: Component) -> str | None:
        """A hidden cell of the component whose range is too narrow, and can be helped."""
        watched = [
            key
            for key in component.cells
            if key not in self._wide and key not in self._beyond_help and self._needs_cover(key)
        ]
        # A single sum was looked at before: two unknowns or more can share what is hidden in any way.
        if watched and len(component.relations) > 1:
            programme = Programme(self._release, component)
            for key in programme.in_a_good_order(watched):
                if not programme.is_as_wide_as(key, self._minimum):
                    return key
                self._wide.add(key)
        return None

    def _hide_near(self, component: Component, key: str) -> None:
        """Hide one cell in the sum nearest to `key` that has one left to hide, if there is any."""
        reached, relations = {key}, component.relations
        while True:
            around = [relation for relation in relations if reached.intersection(relation.cells)]
            open_ = [relation for relation in around if any(map(self._is_hideable, relation.cells))]
            if open_:
                self._hide_one_of(min(open_, key=self._bareness))
                return
            further = {cell for relation in around for cell in relation.cells if cell in self._hidden}
            if further <= reached:
                self._beyond_help.add(key)
                return
            reached |= further

    def _bareness(self, relation: Relation) -> tuple[int, tuple[str, ...]]:
        return sum(key in self._hidden for key in relation.cells), relation.cells


def _already_known(release: Release, minimum: int) -> set[str]:
    """What earlier reports showed, and what follows from it by a single sum; hiding that would help nobody."""
    known = {key for key, cell in release.cells.items() if cell.is_known}
    found = bool(known)
    while found:
        found = False
        for relation in release.relations:
            open_ = [key for key in relation.cells if key not in known]
            if len(open_) == 1 and not release.cells[open_[0]].is_small(minimum):
                known.add(open_[0])
                found = True
    return known
