"""The committed description of the API: as the code is, and as the answers are."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import translation
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.settings import spectacular_settings

from acpmigration.open_data.description import FILE
from acpmigration.open_data.registry import listed
from tests.open_data.test_kinds import KINDS

COMMITTED = json.loads(FILE.read_text())


def test_the_file_is_what_the_code_says():
    with translation.override("en"):
        made = SchemaGenerator().get_schema(request=None, public=True)

    assert json.loads(json.dumps(made, default=str)) == COMMITTED, "Run: make description"


def test_it_is_served_as_it_is(client, db):
    response = client.get("/api/v1/openapi.json")

    assert response["Content-Type"] == "application/vnd.oai.openapi+json;version=3.1"
    assert response.json() == COMMITTED
    assert COMMITTED["openapi"] == spectacular_settings.OAS_VERSION
    assert (
        client.get("/api/v1/openapi.json", headers={"if-none-match": response["ETag"]}).status_code
        == 304
    )


def test_every_list_and_record_is_described():
    read = {path for path, operations in COMMITTED["paths"].items() if "get" in operations}

    for kind in listed():
        assert f"/api/v1/{kind.name}/" in read
        assert (f"/api/v1/{kind.name}/{{slug}}/" in read) == kind.has_records


def test_every_refusal_is_described_as_a_problem():
    for path, operations in COMMITTED["paths"].items():
        for operation in operations.values():
            wanted = {"400", "404", "414", "429", "503"} | ({"410"} if "{slug}" in path else set())
            assert wanted <= set(operation["responses"]), path
            for status in wanted:
                assert list(operation["responses"][status]["content"]) == [
                    "application/problem+json"
                ]


def test_what_is_fixed_is_enumerated():
    parameters = {
        each["name"]: each["schema"]
        for each in COMMITTED["paths"]["/api/v1/interventions/"]["get"]["parameters"]
    }

    assert parameters["status"]["items"]["enum"] == [
        "ongoing",
        "completed",
        "cancelled",
        "not-stated",
        "",
    ]
    assert "enum" not in parameters["region"]["items"]
    assert parameters["lang"]["enum"] == ["en", "fr", "pt", "es"]
    assert parameters["page_size"] == parameters["page_size"] | {"minimum": 1, "maximum": 100}


def test_every_field_says_what_it_is():
    silent = [
        f"{name}.{field}"
        for name, schema in COMMITTED["components"]["schemas"].items()
        for field, said in schema.get("properties", {}).items()
        if name != "Problem" and not name.startswith("Paginated") and "description" not in said
    ]

    assert silent == []


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [*KINDS, "figures"])
def test_an_answer_has_the_fields_that_are_described_and_no_other(client, kind):
    KINDS[kind if kind in KINDS else "interventions"][0]()

    found = client.get(f"/api/v1/{kind}/").json()

    described = COMMITTED["paths"][f"/api/v1/{kind}/"]["get"]["responses"]["200"]["content"]
    assert found["results"]
    assert list(astray(found, described["application/json"]["schema"])) == []


def astray(value: Any, schema: dict[str, Any], where: str = "") -> Iterator[str]:
    """Where an answer has a field that is not described, or lacks one that is."""
    while "$ref" in schema or "allOf" in schema:
        schema = schema["allOf"][0] if "allOf" in schema else named(schema["$ref"])
    if "oneOf" in schema or "anyOf" in schema:
        choices = schema.get("oneOf") or schema["anyOf"]
        schema = next((each for each in choices if each.get("type") != "null"), {})
        yield from astray(value, schema, where) if value is not None else ()
    elif isinstance(value, dict) and "properties" in schema:
        for name in set(value) ^ set(schema["properties"]):
            yield f"{where}.{name}"
        for name in set(value) & set(schema["properties"]):
            yield from astray(value[name], schema["properties"][name], f"{where}.{name}")
    elif isinstance(value, list):
        for each in value:
            yield from astray(each, schema["items"], f"{where}[]")


def named(reference: str) -> dict[str, Any]:
    found: dict[str, Any] = COMMITTED["components"]["schemas"][reference.rpartition("/")[2]]
    return found
