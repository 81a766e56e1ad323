"""One selection says the same on page, facet, map, figure, in API and in every file."""

import csv
import json
from io import BytesIO, StringIO

import pytest
from django.db import transaction
from django.http import QueryDict
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from acpmigration.facets import NOT_STATED, Facet
from acpmigration.open_data.registry import data_set_of
from tests.dashboard.portfolios import ROWS, VALUES, World, choices
from tests.dashboard.reading import Page, parameters_of
from tests.open_data.worlds import HIDDEN, LISTS, some_of_each

pytestmark = pytest.mark.django_db

# Not shrunk: each step would ask a dozen addresses again.
few = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)


def query_of(chosen: dict[str, list[str]]) -> str:
    query = QueryDict(mutable=True)
    for name, values in chosen.items():
        query.setlist(name, values)
    return query.urlencode()


def content(client, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200, address
    return b"".join(response.streaming_content)


def slugs_in_files(client, kind: str, query: str) -> dict[str, list[str]]:
    """Format -> the keys of the records of one selection, in the order in which they stand."""
    found = {}
    for ending in data_set_of(kind).endings:
        read = content(client, f"/{kind}.{ending}?{query}")
        if ending == "csv":
            found[ending] = [row["slug"] for row in csv.DictReader(StringIO(read.decode()))]
        elif ending == "xlsx":
            headings, *rows = load_workbook(BytesIO(read)).worksheets[0].iter_rows(values_only=True)
            found[ending] = [row[headings.index("slug")] for row in rows]
        elif ending == "json":
            whole = json.loads(read)
            found[ending] = [record["slug"] for record in whole["records"]]
            assert whole["about"]["count"] == len(found[ending])
        else:
            whole = json.loads(read)
            found[ending] = [feature["id"] for feature in whole["features"]]
        assert HIDDEN not in (read.decode() if ending != "xlsx" else str(found[ending]))
    return found


def in_api(client, kind: str, query: str) -> tuple[int, list[str]]:
    response = client.get(f"/api/v1/{kind}/?page_size=100&{query}")
    assert response.status_code == 200, response.text
    assert HIDDEN not in response.text
    read = response.json()
    return read["count"], [record["slug"] for record in read["results"]]


@few
@given(rows=ROWS, chosen=choices(VALUES))
def test_page_map_facet_figure_api_and_files_hold_the_same_interventions(client, db, rows, chosen):
    query = query_of(chosen)
    with transaction.atomic():
        World().store(rows)
        page = client.get(f"/interventions/?{query}")
        on_map = Page(client.get(f"/interventions/map/?{query}").text)
        number, slugs = in_api(client, "interventions", query)
        files = slugs_in_files(client, "interventions", query)
        figures = {
            figure.value: in_api(client, "interventions", parameters_of(figure.link).urlencode())[0]
            for figure in on_map.figures
        }
        status = beside(page, "status")
        by_status = {
            value: in_api(client, "interventions", query_of(chosen | {"status": [value]}))[0]
            for value in status
        }
        transaction.set_rollback(True)

    assert Page(page.text).count == on_map.count == number == len(slugs)
    assert files == dict.fromkeys(files, slugs)
    assert sorted(files) == ["csv", "geojson", "json", "xlsx"]
    assert all(value == counted for value, counted in figures.items())
    assert status == by_status


def beside(page, name: str) -> dict[str, int]:
    groups = {group.name: group for group in page.context["filter"].facets()}
    return {option.value: option.count for option in groups[name].options}


@pytest.fixture
def everything(db):
    some_of_each(1)


@few
@given(kind=st.sampled_from(sorted(LISTS)), data=st.data())
def test_page_api_and_files_of_every_list_hold_the_same(client, everything, kind, data):
    facets = {
        name: sorted([*facet.rows, NOT_STATED])
        for name, facet in data_set_of(kind).filterset().filters.items()
        if isinstance(facet, Facet)
    }
    names = data.draw(st.lists(st.sampled_from(sorted(facets)), max_size=2, unique=True))
    chosen = {
        name: data.draw(st.lists(st.sampled_from(facets[name]), min_size=1, unique=True))
        for name in names
    }
    query = query_of(chosen)

    page = client.get(f"{LISTS[kind]}?{query}")
    number, slugs = in_api(client, kind, query)
    files = slugs_in_files(client, kind, query)

    assert HIDDEN not in page.text
    assert Page(page.text).count == number == len(slugs)
    assert files == dict.fromkeys(files, slugs)
