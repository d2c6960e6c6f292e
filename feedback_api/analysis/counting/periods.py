"""Guards a period's release against what was shown before: its own quarters, and its own earlier report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from feedback_api.analysis.disclosure import Release

Shown = Mapping[str, int | None]


def guard_against_quarters(whole: Release, quarters: Sequence[tuple[str, Release, Shown]]) -> None:
    """Put the quarters of `whole` beside it, each with its name and what its own report shows.

    A quarter taken from the half year leaves the other quarter; so all three must be safe together.
    """
    for name, quarter, shown in quarters:
        for key, cell in quarter.cells.items():
            count = shown.get(key)
            whole.add(f"{name} {key}", cell.count, is_latent=count is None, is_known=count == cell.count)
            if count is not None and count != cell.count:
                # The quarter's report stands as it was made; somebody has come or gone since.
                whole.remember(f"{name} {key}", count)
        for relation in quarter.relations:
            whole.relate(f"{name} {relation.total}", [f"{name} {part}" for part in relation.parts])
    own = [key for key in whole.cells if not key.startswith(tuple(name for name, _, _ in quarters))]
    for key in own:
        parts = [f"{name} {key}" for name, quarter, _ in quarters if key in quarter.cells]
        if parts:
            whole.relate(key, parts)


def guard_against_earlier(release: Release, shown_before: Shown) -> None:
    """Guard against the same period's earlier report: who came or went since must not show as a difference."""
    for key, count in shown_before.items():
        if count is not None and key in release.cells:
            release.remember(key, count)
