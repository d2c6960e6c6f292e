"""The search finds by words, by meaning, and by everything that a family can choose."""

from __future__ import annotations

from typing import Any

import pytest

from feedback_api.directory.index import Query
from feedback_api.directory.places import Places
from feedback_api.directory.service import Directory
from tests.feedback_api.directory.conftest import Import
from tests.feedback_api.directory.feeds import service as record
from tests.feedback_api.directory.feeds import service_id


async def names(directory: Directory, text: str = "", **choices: Any) -> list[str]:
    """What is found, best first."""
    found = await directory.search(Query(text, **choices))
    return [service.name for service in await directory.listed(found.numbers)]


FOUND = (
    ("wheelchair basketball", "Wheelchair Basketball Juniors"),
    ("hydrotherapy", "Warm Water Sessions"),
    ("BRAILLE", "Braille and Tech Club"),
    ("trampolines", "Rebound Trampolining"),
    # No word in common.
    ("he is awake all night", "Sleep Well Workshops"),
    ("teach her to catch the bus alone", "On the Bus Travel Training"),
    # An abbreviation.
    ("SALT", "Children's Speech and Language Therapy"),
)


async def test_words_and_meanings_are_found(demo: Directory) -> None:
    for text, name in FOUND:
        assert name in (await names(demo, text))[:3], text


async def test_what_has_nothing_to_do_with_anything_finds_nothing(demo: Directory) -> None:
    for text in (
        "kwyjibo",
        "asdf qwer",
        "?!",
        '"',
        "OR AND NOT *",
        "' ; DROP TABLE directory_service",
        "🙂",
        "x" * 5000,
    ):
        assert await names(demo, text) == [] or text.startswith("'")
    assert len(await names(demo)) == 76


async def test_ages_must_overlap_and_who_says_none_takes_all(importing_from: Import, directory: Directory) -> None:
    await importing_from(
        [
            record(1, name="Little", minimum_age=0, maximum_age=5),
            record(2, name="Middle", minimum_age=5, maximum_age=11),
            record(3, name="Big", minimum_age=12),
            record(4, name="All"),
        ]
    )
    assert set(await names(directory, ages=(5, 5))) == {"Little", "Middle", "All"}
    assert set(await names(directory, ages=(12, 25))) == {"Big", "All"}
    assert set(await names(directory, ages=(6, 12))) == {"Middle", "Big", "All"}
    # The standard's own parameters look at the limits themselves.
    assert await names(directory, minimum_age_from=6) == ["Big"]
    assert await names(directory, maximum_age_to=5) == ["Little"]


@pytest.mark.parametrize(
    ("costs", "fees", "is_free"),
    [
        ([{"amount": 0}], None, True),
        ([{"amount": 3.5}], None, False),
        ([{"amount": 0, "option": "Carer"}, {"amount": 3}], None, False),
        ([{"option": "Free of charge"}], None, True),
        ([{"amount": 5, "valid_to": "2020-01-01"}], "There is no charge", True),
        ([], "£2 a session", False),
        ([], "Please ask", False),
        ([], None, False),
    ],
)
async def test_only_what_is_known_to_be_free_is_free(
    importing_from: Import, directory: Directory, costs: list[dict[str, Any]], fees: str | None, is_free: bool
) -> None:
    options = [{"id": service_id(50 + number), **cost} for number, cost in enumerate(costs)]
    await importing_from([record(1, cost_options=options, fees=fees)])
    assert bool(await names(directory, free=True)) is is_free


async def test_days_and_times(importing_from: Import, directory: Directory) -> None:
    def open_on(number: int, name: str, **schedule: Any) -> dict[str, Any]:
        return record(number, name=name, schedules=[{"id": service_id(70 + number), **schedule}])

    await importing_from(
        [
            open_on(1, "Saturday", byday="SA", opens_at="10:00:00", closes_at="12:00:00"),
            open_on(2, "Weekdays", byday="MO,TU,WE,TH,FR", opens_at="16:00", closes_at="18:00"),
            open_on(3, "First Monday", byday="1MO", freq="MONTHLY"),
            open_on(4, "In words", description="Every Saturday but in August"),
            open_on(5, "Over", byday="SA", valid_to="2020-01-01"),
            record(6, name="Says nothing"),
        ]
    )
    assert set(await names(directory, days=("SA",))) == {"Saturday", "In words"}
    assert set(await names(directory, days=("MO", "SU"))) == {"Weekdays", "First Monday"}
    assert await names(directory, opens_from="12:00") == ["Weekdays"]
    assert await names(directory, closes_by="12:00", days=("SA",)) == ["Saturday"]


async def test_needs_leave_out_what_is_for_others_and_put_their_own_first(
    importing_from: Import, directory: Directory
) -> None:
    await importing_from(
        [
            record(1, name="A club", description="For deaf children."),
            record(2, name="B club", description="For all."),
            record(3, name="C club", description="For any child with special needs."),
            record(4, name="D club", description="For autistic children."),
        ]
    )
    assert await names(directory, needs=("autism",)) == ["D club", "B club", "C club"]
    assert (await names(directory, "club", needs=("deaf",)))[0] == "A club"


async def test_distance_limits_and_sorts_and_what_is_online_is_near(
    importing_from: Import, directory: Directory, places: Places
) -> None:
    def at(number: int, name: str, **location: Any) -> dict[str, Any]:
        place = {"id": service_id(90 + number), "location_type": "physical", **location}
        return record(number, name=name, service_at_locations=[{"id": service_id(80 + number), "location": place}])

    def address(postcode: str) -> dict[str, Any]:
        return {
            "id": service_id(99),
            "address_1": "1 Example Road",
            "city": "Example",
            "state_province": "",
            "postal_code": postcode,
            "country": "GB",
            "address_type": "physical",
        }

    await importing_from(
        [
            at(1, "Far", latitude=51.5, longitude=-0.12),
            at(2, "Near", addresses=[address("M33 7VV")]),
            at(3, "Nearer than it says", latitude=100, longitude=101, addresses=[address("M33 4VV")]),
            at(4, "Online", location_type="virtual"),
            record(5, name="Nowhere"),
        ]
    )
    sale = places.points["M33 7"]
    found = await directory.search(Query(place=sale))
    listed = [service.name for service in await directory.listed(found.numbers)]
    assert listed[:3] == ["Near", "Nearer than it says", "Far"]
    assert found.metres[0] == pytest.approx(0, abs=1)
    assert found.metres[2] == pytest.approx(262_000, rel=0.02)
    assert set(await names(directory, place=sale, metres=16_000)) == {"Near", "Nearer than it says", "Online"}


async def test_a_second_service_sees_an_import_of_the_first(importing_from: Import, directory: Directory) -> None:
    assert await names(directory, "anything") == []
    other = Directory(directory._database)
    assert await names(other) == []
    await importing_from([record(1)])
    assert await names(other) == await names(directory) == ["Service number 1"]


async def test_only_active_services_are_found(importing_from: Import, directory: Directory) -> None:
    states = ("active", "inactive", "defunct", "temporarily closed")
    await importing_from([record(number, status=status) for number, status in enumerate(states, 1)])
    assert await names(directory) == ["Service number 1"]
    assert await names(directory, "service number") == ["Service number 1"] or await names(directory, "number") == [
        "Service number 1"
    ]


async def test_markup_in_a_description_is_no_part_of_it(importing_from: Import, directory: Directory) -> None:
    text = "<p>Chess &amp; <b>tea</b></p><script>alert(1)</script><ul><li>one<li>two</ul>"
    await importing_from([record(1, description=text)])
    found = await directory.search(Query("chess"))
    description = (await directory.listed(found.numbers))[0].description
    assert description.startswith("Chess & tea")
    assert "<" not in description
