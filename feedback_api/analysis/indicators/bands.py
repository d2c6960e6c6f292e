"""Numbers are counted in bands: a single person's number would be found again."""

from __future__ import annotations

# Of weeks, for one: none, a month, a quarter, half a year, a year, longer. The last band has no end.
STARTS = (0, 1, 5, 13, 27, 53)
BELOW = "below 0"


def bands(minimum: int = 0) -> list[str]:
    """All bands, such as "5 to 12", for a question whose smallest number is `minimum`."""
    ends = [start - 1 for start in STARTS[1:]]
    bounded = [f"{start}" if start == end else f"{start} to {end}" for start, end in zip(STARTS, ends, strict=False)]
    return [*([BELOW] if minimum < 0 else []), *bounded, f"{STARTS[-1]} or more"]


def band_of(number: int) -> str:
    """The band in which a number falls."""
    if number < 0:
        return BELOW
    return bands()[max(index for index, start in enumerate(STARTS) if start <= number)]
