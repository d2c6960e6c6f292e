"""Our models of the standard are held against the standard."""

from __future__ import annotations

from typing import Any, Literal, Union, get_args, get_origin

import pytest

from feedback_api.directory import standard
from feedback_api.directory.check import check
from feedback_api.directory.standard import NESTED, Part, Service
from tests.feedback_api.directory.schema import faults, list_schema, read, service_schema

DEFINITIONS: dict[str, type[Part]] = {
    "accessibility": standard.Accessibility,
    "address": standard.Address,
    "attribute": standard.Attribute,
    "contact": standard.Contact,
    "cost_option": standard.CostOption,
    "funding": standard.Funding,
    "language": standard.Language,
    "location": standard.Location,
    "organization": standard.Organization,
    "organization_identifier": standard.OrganizationIdentifier,
    "phone": standard.Phone,
    "schedule": standard.Schedule,
    "service_area": standard.ServiceArea,
    "service_at_location": standard.ServiceAtLocation,
    "taxonomy_term": standard.TaxonomyTerm,
}
# The standard defines telephones and hangs them nowhere; feeds hang them on contacts, and schedules on places.
BEYOND = {
    "contact": {"email", "phones"},
    "language": {"name", "code"},
    "service_at_location": {"schedules"},
}


def shapes() -> list[tuple[str, type[Part], dict[str, Any]]]:
    """Each of our models with its part of the schema."""
    schema = service_schema()
    parts = [(name, model, schema["definitions"][name]) for name, model in DEFINITIONS.items()]
    return [("service", Service, schema), *parts]


@pytest.mark.parametrize(("name", "model", "schema"), shapes(), ids=[name for name, _, _ in shapes()])
def test_a_model_has_the_fields_of_the_standard(name: str, model: type[Part], schema: dict[str, Any]) -> None:
    assert set(model.model_fields) - BEYOND.get(name, set()) == set(schema["properties"])
    required = {key for key, field in model.model_fields.items() if field.is_required()}
    assert required == set(schema["required"])


@pytest.mark.parametrize(("name", "model", "schema"), shapes(), ids=[name for name, _, _ in shapes()])
def test_a_model_takes_the_values_of_the_standard(name: str, model: type[Part], schema: dict[str, Any]) -> None:
    for key, field in model.model_fields.items():
        options = schema["properties"].get(key, {}).get("enum")
        choices = [part for part in (field.annotation, *get_args(field.annotation)) if get_origin(part) is Literal]
        assert {choice for part in choices for choice in get_args(part)} == set(options or ()), key


def test_no_definition_that_a_service_uses_is_forgotten() -> None:
    # A taxonomy is only named by a service, not held.
    assert set(service_schema()["definitions"]) == set(DEFINITIONS) | {"taxonomy"}
    assert set(service_schema()["properties"]) - set(list_schema()["properties"]) == NESTED


def test_the_sample_service_passes_without_a_fault_and_loses_nothing() -> None:
    sample = read("feed/service_full.json")
    checked = check(sample, "sample")
    assert checked.faults == []
    assert checked.service is not None
    # White space at the end is the one thing that goes.
    assert checked.service.model_dump(exclude_none=True) == {**sample, "description": sample["description"].strip()}
    assert list(faults(sample, service_schema())) == []


@pytest.mark.parametrize("index", range(128))
def test_every_record_of_the_sample_list_passes(index: int) -> None:
    record = read("feed/service_list.json")["contents"][index]
    checked = check(record, "sample")
    assert (checked.faults, checked.service is not None) == ([], True)
    assert list(faults(record, list_schema())) == []


def test_unions_are_only_of_a_value_and_nothing() -> None:
    """check.py reads the place of a fault: a union of several kinds would add steps to it that no record has."""
    models: list[type[Part]] = [Service, *DEFINITIONS.values()]
    for model in models:
        for field in model.model_fields.values():
            if get_origin(field.annotation) is Union:
                assert len(get_args(field.annotation)) == 2
