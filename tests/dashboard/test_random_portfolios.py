"""On any portfolio and any selection: figure, list, facet and map say what a plain count says."""

import pytest
from django.db import transaction
from django.http import QueryDict
from hypothesis import HealthCheck, Phase, given, settings

from technical_assistance.enums import RequestState, Status
from tests.dashboard.portfolios import (
    NOT_STATED,
    REGIONS,
    ROWS,
    TOPICS,
    TYPOLOGIES,
    VALUES,
    Row,
    World,
    choices,
)
from tests.dashboard.reading import Page, parameters_of

pytestmark = pytest.mark.django_db

BESIDE = ["region", "country", "topic", "typology", "status", "requester", "year"]
REQUEST_VALUES = {
    name: VALUES[name] for name in ("region", "country", "topic", "requester", "year")
} | {"state": RequestState.values}
IMPLEMENTED = [status.value for status in Status.implemented()]
# Not shrunk: an example holds eight rows at most, and each step of it would open pages again.
many = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)


@pytest.fixture
def world(db):
    return World()


def interventions(rows: list[Row]) -> list[Row]:
    """What the public sees of them."""
    return [row for row in rows if row.is_published and row.state == RequestState.ACCEPTED]


def requests(rows: list[Row]) -> list[Row]:
    return [row for row in rows if row.is_request_published]


def number(rows: list[Row], chosen: dict, *, without: str = "") -> int:
    return sum(row.fits(chosen, without=without) for row in rows)


def facet_counts(rows: list[Row], chosen: dict, facet: str, values: list[str]) -> dict[str, int]:
    """Each facet counts under what is chosen of the others."""
    left = [row for row in rows if row.fits(chosen, without=facet)]
    return {value: sum(value in row.values(facet) for row in left) for value in values}


def address(path: str, chosen: dict) -> str:
    query = QueryDict(mutable=True)
    for name, values in chosen.items():
        query.setlist(name, values)
    return f"{path}?{query.urlencode()}"


def beside(response) -> dict[str, dict[str, int]]:
    return {
        group.name: {option.value: option.count for option in group.options if option.count}
        for group in response.context["filter"].facets()
    }


def expected_beside(rows: list[Row], chosen: dict, values: dict) -> dict[str, dict[str, int]]:
    return {
        facet: {
            value: count
            for value, count in facet_counts(
                rows, chosen, facet, [*values[facet], NOT_STATED]
            ).items()
            if count
        }
        for facet in values
    }


@many
@given(rows=ROWS, chosen=choices(VALUES))
def test_list_table_facets_and_map_count_the_same_rows(client, world, rows, chosen):
    with transaction.atomic():
        world.store(rows)
        seen = interventions(rows)
        as_list = client.get(address("/interventions/", chosen))
        as_map = client.get(address("/interventions/map/", chosen))
        transaction.set_rollback(True)

    expected = {
        f"intervention-{position}"
        for position, row in enumerate(rows)
        if row in seen and row.fits(chosen) and row.is_published
    }
    on_map = Page(as_map.text)
    by_country = facet_counts(seen, chosen, "country", VALUES["country"])
    assert Page(as_list.text).count == on_map.count == len(expected) == number(seen, chosen)
    assert {line.intervention.slug for line in as_list.context["lines"]} == expected
    assert beside(as_list) == expected_beside(
        seen, chosen, {facet: VALUES[facet] for facet in BESIDE}
    )
    for figure in on_map.figures:
        slug = figure.name.removeprefix("interventions-by-country-")
        link = dict(parameters_of(figure.link).lists())
        assert link == chosen | {"country": [slug]}
        assert figure.value == by_country[slug] == number(seen, link)


@many
@given(rows=ROWS, chosen=choices(REQUEST_VALUES, REQUEST_VALUES))
def test_requests_and_their_funnel_count_the_same_rows(client, world, rows, chosen):
    with transaction.atomic():
        world.store(rows)
        response = client.get(address("/requests/", chosen))
        transaction.set_rollback(True)

    seen, page = requests(rows), Page(response.text)
    assert page.count == number(seen, chosen) == len(response.context["requests"])
    assert beside(response) == expected_beside(seen, chosen, REQUEST_VALUES)
    for figure in page.figures:
        link = dict(parameters_of(figure.link).lists())
        state = figure.name.removeprefix("requests-by-state-")
        assert link == chosen | {"state": [state]}
        assert figure.value == number(seen, link)


@many
@given(rows=ROWS)
def test_the_factsheet_counts_published_rows_and_nothing_else(client, world, rows):
    with transaction.atomic():
        world.store(rows)
        pages = {
            place: Page(client.get(place).text)
            for place in ("/", "/regions/north/", "/countries/elsewhere/", "/topics/thb/")
        }
        transaction.set_rollback(True)

    seen, asked = interventions(rows), requests(rows)
    for page in pages.values():
        for figure in page.figures:
            link = dict(parameters_of(figure.link).lists())
            behind = {"requests": asked, "interventions": seen}.get(figure.link.split("/")[1], [])
            assert figure.value == number(behind, link), figure

    values = pages["/"].values
    implemented = [row for row in seen if row.status in IMPLEMENTED]
    assert values["interventions-implemented"] == len(implemented)
    assert values["requests-received"] == len(asked)
    assert (
        values["interventions-national"] + values["interventions-regional"]
        == values["interventions-completed"] + values["interventions-ongoing"]
        == len(implemented)
    )
    for facet, slugs in {"region": REGIONS, "topic": TOPICS, "typology": TYPOLOGIES}.items():
        counted = {slug: values[f"interventions-by-{facet}-{slug}"] for slug in slugs}
        assert counted == facet_counts(implemented, {}, facet, slugs)
        # Those that state nothing have a row of their own, but only where there are any.
        unstated = facet_counts(implemented, {}, facet, [NOT_STATED])[NOT_STATED]
        assert values.get(f"interventions-by-{facet}-{NOT_STATED}", 0) == unstated
        assert (f"interventions-by-{facet}-{NOT_STATED}" in values) == bool(unstated)
