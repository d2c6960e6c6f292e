"""What is mended, what is left out, and what is refused."""

from __future__ import annotations

import copy
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from feedback_api.directory.check import check
from tests.feedback_api.directory.feeds import service
from tests.feedback_api.directory.schema import faults, read, service_schema


def refused(record: object) -> list[str]:
    """Why a record is refused."""
    checked = check(record, "here")
    assert checked.service is None
    return checked.faults


def taken(**changes: Any) -> tuple[dict[str, Any], list[str]]:
    """A service with changes as it is taken, and what is said of it."""
    checked = check(service(1, **changes), "here")
    assert checked.service is not None, checked.faults
    return checked.service.model_dump(exclude_none=True), checked.faults


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"name": None}, "name: field required"),
        ({"name": "  "}, "name: empty"),
        ({"name": ["a"]}, "name: input should be a valid string"),
        ({"id": None}, "id: field required"),
        ({"id": ""}, "id: not a UUID"),
        ({"status": None}, "status: field required"),
        ({"status": "open"}, "status: input should be 'active', 'inactive', 'defunct' or 'temporarily closed'"),
    ],
)
def test_without_name_identity_or_status_it_is_no_service(change: dict[str, Any], why: str) -> None:
    assert refused(service(1, **change)) == [why]


@pytest.mark.parametrize("record", [None, 7, "a service", [service(1)]])
def test_what_is_no_object_is_no_service(record: object) -> None:
    assert refused(record) == ["the record is no object"]


@pytest.mark.parametrize(
    ("field", "given", "read_as"),
    [
        ("minimum_age", "12", 12.0),
        ("minimum_age", " 4.5 ", 4.5),
        ("url", "www.example.org/club", "https://www.example.org/club"),
        ("status", "Active", "active"),
        ("name", 365, "365"),
        ("name", "Tea\x00 and\x07 cake\ud800", "Tea and cake"),
    ],
)
def test_what_is_clearly_meant_is_read(field: str, given: object, read_as: object) -> None:
    assert taken(**{field: given})[0][field] == read_as


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("minimum_age", "twelve"),
        ("minimum_age", "nan"),
        ("maximum_age", True),
        ("url", "javascript:alert(1)"),
        ("url", "https://"),
        ("url", 'https://x.org/"onload'),
        ("email", "ring us"),
        ("last_modified", "yesterday"),
        ("assured_date", "31/12/2025"),
        ("cost_options", "free"),
        ("organization", [1]),
    ],
)
def test_what_is_wrong_and_not_essential_is_left_out_and_said(field: str, given: object) -> None:
    record, said = taken(**{field: given})
    assert field not in record
    assert len(said) == 1
    assert said[0].startswith(f"{field}: ")
    assert said[0].endswith("; left out")


def test_nulls_say_nothing() -> None:
    assert taken(url=None, minimum_age=None, contacts=None)[1] == []


def test_an_id_in_another_form_becomes_a_uuid_that_stays_the_same() -> None:
    first, said = taken(id=1234)
    assert first["id"] == taken(id="1234")[0]["id"]
    assert said[0].startswith("id: ")
    assert check(service(1, id=1234), "elsewhere").service != check(service(1, id=1234), "here").service


def test_a_place_without_a_country_is_still_a_place() -> None:
    address = {"address_1": "1 Example Road", "city": "Sale", "postal_code": "M33 7VV"}
    record, said = taken(service_at_locations=[{"location": {"addresses": [address]}}])
    location = record["service_at_locations"][0]["location"]
    assert location["location_type"] == "physical"
    assert location["addresses"][0]["postal_code"] == "M33 7VV"
    assert location["addresses"][0]["country"] == "GB"
    assert any("country" in sentence for sentence in said)
    assert list(faults(record, service_schema())) == []


def test_one_bad_part_does_not_take_the_good_one_with_it() -> None:
    good = {"id": service(5)["id"], "number": "0161 496 0300"}
    contact = {"id": service(6)["id"], "phones": [{"id": service(7)["id"]}, "0161", good]}
    assert taken(contacts=[contact, 5])[0]["contacts"] == [{**contact, "phones": [good]}]


def test_a_text_without_end_is_cut() -> None:
    assert len(taken(description="long " * 100_000)[0]["description"]) == 20_000


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@st.composite
def spoilt(draw: st.DrawFn) -> dict[str, Any]:
    """The sample service with anything in some of its places."""
    record: dict[str, Any] = copy.deepcopy(read("feed/service_full.json"))
    for _ in range(draw(st.integers(1, 4))):
        part: Any = record
        for _ in range(draw(st.integers(0, 5))):
            keys = list(part) if isinstance(part, dict) else list(range(len(part)))
            inner = [key for key in keys if isinstance(part[key], dict | list) and part[key]]
            if not inner:
                break
            part = part[draw(st.sampled_from(inner))]
        key = draw(st.sampled_from(list(part) if isinstance(part, dict) else list(range(len(part)))))
        part[key] = draw(VALUES)
    return record


@given(spoilt())
@settings(max_examples=150)
def test_whatever_is_taken_fits_the_standard(record: dict[str, Any]) -> None:
    checked = check(record, "here")
    if checked.service is None:
        assert checked.faults
    else:
        assert list(faults(checked.service.model_dump(exclude_none=True), service_schema())) == []
