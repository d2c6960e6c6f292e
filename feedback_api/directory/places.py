"""Where a postcode is, to the nearest sector ("M33 7"), without asking anybody: data/directory/places.csv.gz.

A family's full postcode is cut to its sector at once, and only that goes further.
"""

from __future__ import annotations

import gzip
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from feedback_api.errors import ContentError

POSTCODE = re.compile(r"(?<![A-Z0-9])([A-Z]{1,2}[0-9][A-Z0-9]?) *([0-9])[A-Z]{2}(?![A-Z0-9])", re.IGNORECASE)
SECTOR = re.compile(r"(?<![A-Z0-9])([A-Z]{1,2}[0-9][A-Z0-9]?) +([0-9])(?![A-Z0-9])", re.IGNORECASE)
OUTCODE = re.compile(r"(?<![A-Z0-9])([A-Z]{1,2}[0-9][A-Z0-9]?)(?![A-Z0-9])", re.IGNORECASE)


@dataclass(frozen=True)
class Point:
    """Degrees."""

    latitude: float
    longitude: float


@dataclass(frozen=True)
class Places:
    """Every outcode and sector of Great Britain."""

    points: dict[str, Point]

    def find(self, text: str) -> tuple[str, re.Match[str]] | None:
        """The first place that a text names, cut to its sector or outcode, and where it stands in the text."""
        for pattern in (POSTCODE, SECTOR, OUTCODE):
            for match in pattern.finditer(text):
                outcode = match.group(1).upper()
                sector = f"{outcode} {match.group(2)}" if pattern is not OUTCODE else outcode
                for place in (sector, outcode):
                    if place in self.points:
                        return place, match
        return None

    def point(self, text: str) -> Point | None:
        """Where a postcode, sector or outcode is, or None when there is no such place."""
        found = self.find(text)
        return self.points[found[0]] if found else None


@lru_cache(maxsize=4)
def load_places(data_folder: Path) -> Places:
    """Read the file. Raises ContentError when it is missing or wrong."""
    file = data_folder / "directory" / "places.csv.gz"
    points = {}
    try:
        for line in gzip.decompress(file.read_bytes()).decode("utf-8").splitlines():
            if not line.startswith("#"):
                place, latitude, longitude = line.split(",")
                points[place] = Point(float(latitude), float(longitude))
    except (OSError, ValueError) as error:
        raise ContentError(f"{file}: {error}. feedback_api/directory/make_places.py makes it.") from error
    return Places(points)
