"""The door for a single table or a single number, where nothing else of the same report shares its people."""

from __future__ import annotations

from collections.abc import Mapping

from feedback_api.analysis.disclosure.release import Release
from feedback_api.analysis.disclosure.suppression import protect

# After every part, so that the total of a table stays as long as hiding a part does the same service.
LAST = 1000


def guarded(counts: Mapping[str, int], minimum: int) -> dict[str, int | None]:
    """The counts of a table whose total is shown too, with None for each that is hidden."""
    release = Release()
    parts = [release.add(name, count) for name, count in counts.items()]
    total = sum(counts.values())
    # Shown only when it is not small itself; a table of so few is hidden whole.
    release.relate(release.add("\0total", total, rank=LAST, is_known=not 0 < total < minimum), parts)
    shown = protect(release, minimum)
    return {name: shown[name] for name in counts}


def guarded_total(total: int, minimum: int) -> int | None:
    """A number of people on its own: hidden when it is above 0 and below the threshold."""
    return None if 0 < total < minimum else total


def stepped_total(total: int, minimum: int) -> int:
    """A number that may be watched while it grows: rounded down to a whole number of steps of `minimum`."""
    return total - total % minimum
