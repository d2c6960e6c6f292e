"""Disclosure control: the one door that every count of people goes through before anybody sees it.

A cell below the threshold is hidden, and so is another where the hidden one could be worked out from the total.
"""

from __future__ import annotations

from collections.abc import Mapping

HIDDEN = "[c]"


def guarded(counts: Mapping[str, int], minimum: int) -> dict[str, int | None]:
    """The counts of one question's answers, with None for each that is hidden.

    A count of 0 is shown only when nothing else is hidden: beside a hidden cell it would narrow it down. When one cell
    alone would be hidden, the next smallest is hidden too, since the total less the rest would give it away.
    """
    hidden = {name for name, count in counts.items() if 0 < count < minimum}
    if hidden:
        hidden |= {name for name, count in counts.items() if count == 0}
        shown = [name for name in counts if name not in hidden]
        hidden_people = sum(counts[name] for name in hidden)
        for name in sorted(shown, key=lambda name: (counts[name], name)):
            if len(hidden) >= 2 and hidden_people >= minimum:
                break
            hidden.add(name)
            hidden_people += counts[name]
    return {name: None if name in hidden else count for name, count in counts.items()}


def guarded_total(total: int, minimum: int) -> int | None:
    """A total on its own: hidden when it is above 0 and below the threshold."""
    return None if 0 < total < minimum else total
