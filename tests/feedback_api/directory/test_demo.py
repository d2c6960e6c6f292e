"""The demonstration's directory is made up, says so, and is without a fault."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from feedback_api.directory.check import check
from feedback_api.directory.demo import ALERT, DemoDirectory, demo_records
from feedback_api.directory.needs import load_needs
from feedback_api.directory.phrases import load_phrases
from feedback_api.directory.places import Places
from feedback_api.errors import ContentError
from feedback_api.settings import ROOT
from tests.feedback_api.directory.schema import faults, service_schema

RECORDS = demo_records(ROOT / "data")
TRAFFORD = {"M16", "M31", "M32", "M33", "M41", "WA14", "WA15"}


def test_there_are_enough_and_each_is_itself() -> None:
    assert len(RECORDS) >= 60
    assert len({record["name"] for record in RECORDS}) == len(RECORDS)
    assert len({record["id"] for record in RECORDS}) == len(RECORDS)


@pytest.mark.parametrize("record", RECORDS, ids=[record["name"] for record in RECORDS])
def test_a_service_is_plainly_an_example_and_fits_the_standard(record: dict[str, object], places: Places) -> None:
    checked = check(record, "demonstration")
    assert checked.faults == []
    assert checked.service is not None
    assert list(faults(checked.service.model_dump(exclude_none=True), service_schema())) == []
    written = str(record)
    assert record["alert"] == ALERT
    assert all(number.startswith("0161 496 0") for number in re.findall(r"0\d{3} \d{3} \d{4}", written))
    assert all(host.endswith(".example.org") for host in re.findall(r"(?:https://|@)([\w.-]+)", written))
    for postcode in re.findall(r"'postal_code': '([^']+)'", written):
        # No postcode ends in two letters V.
        assert re.fullmatch(r"[A-Z0-9]+ [0-9]VV", postcode)
        assert postcode.split()[0] in TRAFFORD
        assert places.points.get(postcode[:-2]) is not None


def test_each_town_and_each_need_has_something() -> None:
    found = set()
    needs = load_needs(ROOT / "data")
    for record in RECORDS:
        found |= set(needs.found_in(f"{record['name']} {record['description']}"))
    assert found == set(needs.titles)


def test_a_loose_end_is_named() -> None:
    with pytest.raises(ValueError, match="there is no organisation nobody"):
        DemoDirectory.model_validate(
            {
                "organisations": {},
                "places": {},
                "services": {
                    "a": {
                        "name": "A",
                        "by": "nobody",
                        "category": "C",
                        "phone": "0161 496 0999",
                        "about": "An example.",
                    }
                },
            }
        )


def test_every_sentence_of_the_search_is_there() -> None:
    phrases = load_phrases(ROOT / "data")
    assert all(str(value).strip() for value in phrases.model_dump().values())
    with pytest.raises(ContentError, match=r"chat\.yml: this file is missing"):
        load_phrases(Path("/nowhere"))
