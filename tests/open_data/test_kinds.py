"""All kinds of records read by programs: what the public sees, and nothing else."""

import csv
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from acpmigration.open_data.columns import columns_of
from acpmigration.open_data.registry import data_sets
from acpmigration.reference.enums import Component
from tests.factories.knowledge import (
    EditionFactory,
    EventFactory,
    KnowledgeProductFactory,
    UseFactory,
)
from tests.factories.nsa_grants import GrantProjectFactory, ReachFactory
from tests.factories.reference import (
    CountryFactory,
    OrganisationFactory,
    RegionFactory,
    TopicFactory,
    TypologyFactory,
)
from tests.factories.technical_assistance import (
    AssistanceRequestFactory,
    InterventionFactory,
    PartnershipFactory,
)

pytestmark = pytest.mark.django_db


def text_of(response: Any) -> str:
    return b"".join(response.streaming_content).decode()


def read(client: Client, kind: str, slug: str = "", **query: str) -> Any:
    response = client.get(f"/api/v1/{kind}/{slug}{'/' if slug else ''}", query)
    assert response.status_code == 200, response.text
    return response.json()


def request() -> None:
    topic = TopicFactory()
    opened = InterventionFactory(published=True)
    AssistanceRequestFactory(
        published=True,
        accepted=True,
        intervention=opened,
        topics=[topic],
        received_until="2018-01-31",
    )


def intervention() -> None:
    PartnershipFactory(intervention=InterventionFactory(published=True, topics=[TopicFactory()]))


def grant() -> None:
    related = InterventionFactory(published=True)
    made = GrantProjectFactory(
        published=True,
        intervention=related,
        topics=[TopicFactory()],
        typologies=[TypologyFactory(component=Component.GRANTS)],
        partners=[OrganisationFactory()],
        grantee=OrganisationFactory(),
        started_until="2018-01-31",
    )
    ReachFactory(grant=made)


def product() -> None:
    made = KnowledgeProductFactory(
        published=True,
        topics=[TopicFactory()],
        regions=[RegionFactory()],
        countries=[CountryFactory()],
        extract_of=KnowledgeProductFactory(),
        interventions=[InterventionFactory(published=True)],
        grants=[GrantProjectFactory(published=True)],
        events=[EventFactory(published=True)],
    )
    EditionFactory(product=made, elsewhere=True)
    UseFactory(product=made)


def event() -> None:
    EventFactory(
        published=True,
        country=CountryFactory(),
        topics=[TopicFactory()],
        partners=[OrganisationFactory()],
        products_discussed=[KnowledgeProductFactory(published=True)],
    )


def organisation() -> None:
    asking = OrganisationFactory(country=CountryFactory())
    AssistanceRequestFactory(published=True, entity=asking)
    PartnershipFactory(
        organisation=asking, intervention=InterventionFactory(published=True, entity=asking)
    )
    GrantProjectFactory(published=True, partners=[asking])
    EventFactory(published=True, partners=[asking])


# Kind -> what makes one more record of it, the queries of a page of them.
KINDS: dict[str, tuple[Callable[[], object], int]] = {
    "requests": (request, 4),
    "interventions": (intervention, 6),
    "grants": (grant, 6),
    "knowledge": (product, 6),
    "events": (event, 4),
    "organisations": (organisation, 4),
    "regions": (RegionFactory, 3),
    "countries": (CountryFactory, 3),
    "topics": (TopicFactory, 3),
    "typologies": (TypologyFactory, 3),
}


def test_the_kinds_are_those_of_the_issue():
    assert {each.name for each in data_sets()} == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("number", [1, 3])
def test_a_page_of_records_takes_a_fixed_number_of_queries(
    client, django_assert_num_queries, kind, number
):
    make, queries = KINDS[kind]
    for _each in range(number):
        make()

    with django_assert_num_queries(queries):
        found = read(client, kind)

    assert found["count"] == len(found["results"]) >= number


@pytest.mark.parametrize("data_set", data_sets(), ids=lambda each: each.name)
def test_every_field_and_every_column_explains_itself(data_set):
    columns = columns_of(data_set)

    assert [each.heading for each in columns if not each.meaning] == []
    assert [name for name, field in data_set.record().fields.items() if not field.help_text] == []


@pytest.mark.parametrize("data_set", data_sets(), ids=lambda each: each.name)
def test_every_record_can_be_read_at_its_address_and_as_a_line(client, data_set):
    make, _queries = KINDS[data_set.name]
    make()

    record = read(client, data_set.name)["results"][0]

    if "api" in record:
        assert client.get(record["api"].removeprefix("https://testserver")).json() == record
        assert client.get(record["api"] + "?colour=red").status_code == 400
    if "page" in record:
        assert client.get(record["page"].removeprefix("https://testserver")).status_code == 200
    for ending in data_set.endings:
        if ending in ("csv", "json"):
            assert record["slug"] in text_of(client.get(f"/{data_set.name}.{ending}"))


def test_a_request_tells_neither_why_nor_by_which_letter(client):
    AssistanceRequestFactory(published=True, declined=True, reason="A canary", letter="canary.pdf")
    AssistanceRequestFactory(slug="canary")

    found = read(client, "requests")

    assert found["count"] == 1
    assert found["results"][0]["state"] == "declined"
    assert "canary" not in json.dumps(found).lower()


def test_what_a_record_refers_to_is_told_once_the_public_sees_it(client):
    draft, shown = (
        InterventionFactory(title="Canary", slug="canary"),
        InterventionFactory(published=True),
    )
    AssistanceRequestFactory(published=True, accepted=True, intervention=draft, slug="first")
    AssistanceRequestFactory(published=True, accepted=True, intervention=shown, slug="second")
    grant_of_draft = GrantProjectFactory(published=True, intervention=draft)
    products = KnowledgeProductFactory(
        published=True,
        interventions=[draft, shown],
        grants=[GrantProjectFactory(title="Canary"), grant_of_draft],
        events=[EventFactory(title="Canary")],
        extract_of=KnowledgeProductFactory(title="Canary"),
    )
    meeting = EventFactory(
        published=True, products_discussed=[KnowledgeProductFactory(title="Canary"), products]
    )

    linked = {"slug": shown.slug, "title": shown.title}
    linked["api"] = f"https://testserver/api/v1/interventions/{shown.slug}/"
    assert read(client, "requests", "first")["intervention"] is None
    assert read(client, "requests", "second")["intervention"] == linked
    assert read(client, "grants", grant_of_draft.slug)["intervention"] is None
    product_read = read(client, "knowledge", products.slug)
    assert product_read["interventions"] == [linked]
    assert [each["slug"] for each in product_read["grants"]] == [grant_of_draft.slug]
    assert product_read["events"] == []
    assert product_read["extract_of"] is None
    discussed = read(client, "events", meeting.slug)["products_discussed"]
    assert [each["slug"] for each in discussed] == [products.slug]


def test_a_grant_has_the_status_of_today_and_its_money_where_that_is_public(client):
    GrantProjectFactory(
        published=True,
        slug="told",
        amount="12000.5",
        is_amount_public=True,
        ended_until="2018-01-31",
    )
    GrantProjectFactory(published=True, slug="untold", amount="99999")

    told, untold = read(client, "grants", "told"), read(client, "grants", "untold")

    assert (told["amount"], told["currency"], told["status"]) == ("12000.50", "EUR", "completed")
    assert (untold["amount"], untold["status"]) == (None, None)
    assert [each["slug"] for each in read(client, "grants", status="completed")["results"]] == [
        "told"
    ]


def test_numbers_and_links_of_a_grant(client):
    made = GrantProjectFactory(published=True, activities="Radio shows\n\n Plays ")
    ReachFactory(grant=made, value=800)
    made.links.create(label="The application", url="https://example.org/app")
    made.links.create(label="A trap", url="javascript:alert(1)")

    record = read(client, "grants", made.slug)

    assert record["activities"] == ["Radio shows", "Plays"]
    assert record["reach"] == [
        {
            "kind": "reached",
            "sex": "all",
            "value": 800,
            "precision": "counted",
            "source": "Final report",
        }
    ]
    assert record["links"] == [{"label": "The application", "url": "https://example.org/app"}]


def test_a_products_editions_say_where_they_are(client, media):
    made = KnowledgeProductFactory(published=True, slug="guide")
    EditionFactory(product=made, language="en")
    EditionFactory(product=made, language="fr", elsewhere=True)
    UseFactory(product=made, url="javascript:alert(1)")

    record = read(client, "knowledge", "guide")

    assert [(each["language"], each["address"]) for each in record["editions"]] == [
        ("en", "https://testserver/knowledge/guide/guide-en.pdf"),
        ("fr", "https://example.org/publication"),
    ]
    assert record["editions"][0]["size"] > 0
    assert [each["url"] for each in record["uses"]] == [""]


def test_an_organisation_names_each_thing_once_and_nothing_of_drafts(client):
    both = OrganisationFactory()
    made = InterventionFactory(published=True, entity=both)
    PartnershipFactory(intervention=made, organisation=both)
    PartnershipFactory(intervention=InterventionFactory(title="Canary"), organisation=both)
    OrganisationFactory(name="Canary")

    found = read(client, "organisations")

    assert found["count"] == 1
    assert [each["slug"] for each in found["results"][0]["interventions"]] == [made.slug]
    assert "Canary" not in json.dumps(found)


def test_whoever_asks_for_a_merged_organisation_is_led_on(client):
    kept = OrganisationFactory()
    InterventionFactory(published=True, entity=kept)
    kept.former.create(slug="former")

    response = client.get("/api/v1/organisations/former/?lang=fr")

    assert response.status_code == 301
    assert response["Location"] == f"https://testserver/api/v1/organisations/{kept.slug}/?lang=fr"


def test_countries_are_found_by_region_and_what_they_could_ask(client):
    caribbean = RegionFactory(slug="caribbean")
    asking = CountryFactory(region=caribbean, latitude="18.10", longitude="-77.30")
    CountryFactory()
    CountryFactory(elsewhere=True)

    found = read(client, "countries", region="caribbean", eligibility=asking.eligibility)

    assert [each["slug"] for each in found["results"]] == [asking.slug]
    assert (found["results"][0]["latitude"], found["results"][0]["longitude"]) == (18.1, -77.3)
    assert found["results"][0]["region"] == {"slug": "caribbean", "name": "Caribbean"}


def test_a_typology_stands_in_its_component(client):
    TypologyFactory(slug="awareness", component=Component.GRANTS)
    TypologyFactory(slug="awareness", component=Component.TECHNICAL_ASSISTANCE)

    found = read(client, "typologies", component="grants")

    assert [(each["component"], each["slug"]) for each in found["results"]] == [
        ("grants", "awareness")
    ]
    assert client.get("/api/v1/typologies/awareness/").status_code == 404


def test_a_table_of_requests_has_one_line_each(client):
    for _number in range(3):
        request()

    lines = list(csv.DictReader(text_of(client.get("/requests.csv")).splitlines()))

    assert len(lines) == 3
    assert {each["received_last"] for each in lines} == {"2018-01-31"}
