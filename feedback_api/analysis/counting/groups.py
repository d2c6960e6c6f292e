"""Which groups of a breakdown may be shown, so that neither they nor those left over are few."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Part(NamedTuple):
    """Of `base` people in a group, `yes` gave a good answer."""

    yes: int
    base: int

    def plus(self, other: Part) -> Part:
        """Both groups together."""
        return Part(self.yes + other.yes, self.base + other.base)

    def without(self, other: Part) -> Part:
        """Those who are left."""
        return Part(self.yes - other.yes, self.base - other.base)

    def may_be_known(self, minimum: int) -> bool:
        """Whether none of its counts is small: the good answers, the others, and all."""
        return all(count == 0 or count >= minimum for count in (self.yes, self.base - self.yes, self.base))


def groups_to_show(groups: Mapping[str, Part], whole: Part, minimum: int, *, overlap: bool) -> list[str]:
    """The groups to show, by name; the rest of `whole` is left so that it may be known too.

    With `overlap` people may be in several groups, so each group has a rest of its own.
    """
    fit = [name for name in sorted(groups) if groups[name].base and groups[name].may_be_known(minimum)]
    if overlap:
        return [name for name in fit if whole.without(groups[name]).may_be_known(minimum)]
    while fit:
        rest = whole
        for name in fit:
            rest = rest.without(groups[name])
        if rest.may_be_known(minimum):
            break
        # By name and not by size, so that the choice says nothing of the sizes.
        fit.pop()
    return fit
