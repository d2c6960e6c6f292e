"""Postcodes are found without asking anybody."""

from __future__ import annotations

from math import cos, hypot, radians
from pathlib import Path

import pytest

from feedback_api.directory.make_places import to_latitude_and_longitude
from feedback_api.directory.places import Places, load_places
from feedback_api.errors import ContentError
from feedback_api.settings import ROOT


# Public buildings, and where the maps have them.
@pytest.mark.parametrize(
    ("postcode", "latitude", "longitude", "metres"),
    [
        ("SW1A 1AA", 51.501, -0.142, 1500),
        ("M60 2LA", 53.479, -2.245, 1500),
        ("TR19 7AA", 50.066, -5.714, 8000),
        ("ZE1 0HB", 60.155, -1.145, 2500),
        ("M33", 53.424, -2.322, 2500),
    ],
)
def test_a_postcode_is_where_it_is(
    places: Places, postcode: str, latitude: float, longitude: float, metres: float
) -> None:
    point = places.point(postcode)
    assert point is not None
    east = (point.longitude - longitude) * cos(radians(latitude)) * 111_320
    assert hypot((point.latitude - latitude) * 111_320, east) < metres


def test_the_projection_is_that_of_the_ordnance_survey() -> None:
    # The survey's own worked example, in WGS84.
    latitude, longitude = to_latitude_and_longitude(651_409.903, 313_177.270)
    assert latitude == pytest.approx(52.65798, abs=5e-5)
    assert longitude == pytest.approx(1.71605, abs=5e-5)


@pytest.mark.parametrize("text", ["", "nowhere", "ZZ1 1ZZ", "M", "33", "M333", "XM33"])
def test_what_is_no_place_is_none(places: Places, text: str) -> None:
    assert places.point(text) is None


def test_a_sector_that_is_new_is_taken_for_its_district(places: Places) -> None:
    assert "WA14 9" not in places.points
    assert places.point("WA14 9AA") == places.points["WA14"]


def test_no_full_postcode_is_in_the_file_and_its_licence_lies_beside_it(places: Places) -> None:
    assert len(places.points) > 12_000
    assert all(len(place.split(" ")[-1]) == 1 for place in places.points if " " in place)
    licence = (ROOT / "data" / "directory" / "LICENCE.md").read_text(encoding="utf-8")
    for notice in ("OS data ©", "Royal Mail data ©", "National Statistics data ©", "Open Government Licence"):
        assert notice in licence


def test_a_file_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"places\.csv\.gz"):
        load_places(tmp_path)
