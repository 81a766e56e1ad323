"""The page that explains the API to people, and the index that explains it to programs."""

import pytest
from django.conf import settings

from acpmigration.open_data.registry import listed
from acpmigration.pages.models import Text
from tests.factories.technical_assistance import InterventionFactory

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/"


@pytest.mark.parametrize("prefix", ["", "/fr", "/pt", "/es"])
def test_the_page_names_every_list_with_its_filters(client, django_assert_num_queries, prefix):
    # The version of the data, and the licence.
    with django_assert_num_queries(2):
        page = client.get(f"{prefix}/open-data/api/").text

    for kind in listed():
        assert f"/api/v1/{kind.name}/" in page
        assert str(kind.title)
        assert all(
            f"<code>{name}</code>" in page for name in kind.filterset.base_filters if name != "view"
        )
    assert all(f"<code>lang={code}</code>" in page for code, _name in settings.LANGUAGES)


def test_the_index_leads_to_everything(client, django_assert_num_queries):
    InterventionFactory(published=True)
    with django_assert_num_queries(2):
        index = client.get(ROOT).json()

    assert [each["name"] for each in index["kinds"]] == [kind.name for kind in listed()]
    for each in index["kinds"]:
        for address in (each["api"], each["page"]):
            assert client.get(address.removeprefix("https://testserver")).status_code == 200
    for address in (index["documentation"], index["openapi"]):
        assert client.get(address.removeprefix("https://testserver")).status_code == 200


def test_the_index_tells_filters_and_what_they_take(client):
    index = client.get(ROOT).json()

    kinds = {each["name"]: each for each in index["kinds"]}
    filters = {each["name"]: each["values"] for each in kinds["interventions"]["filters"]}
    assert filters["status"] == ["ongoing", "completed", "cancelled", "not-stated"]
    assert filters["sort"] == ["updated", "title", "place", "relevance"]
    assert filters["region"] is None
    assert "view" not in filters
    assert kinds["interventions"]["downloads"]["csv"] == "https://testserver/interventions.csv"
    assert kinds["regions"]["downloads"] == {}


def test_the_index_speaks_the_language_asked_for(client):
    index = client.get(ROOT, {"lang": "fr"})

    assert index["Content-Language"] == "fr"
    kinds = {each["name"]: each for each in index.json()["kinds"]}
    assert kinds["regions"]["title"] == "Régions"
    assert kinds["interventions"]["page"] == "https://testserver/fr/interventions/"
    assert kinds["interventions"]["api"].endswith("/api/v1/interventions/?lang=fr")
    assert client.get(ROOT, {"colour": "red"}).status_code == 400


def test_its_headings_have_colons_as_the_language_does(client):
    english, french = (client.get(f"{prefix}/open-data/api/").text for prefix in ("", "/fr"))

    assert "<h3>curl: Interventions against" in english
    assert "<h3>curl\u202f: Interventions contre" in french


def test_the_page_promises_no_more_than_the_licence_that_staff_have_written(client):
    Text.objects.create(key="licence/name", title_en="ODbL-1.0")
    Text.objects.create(key="licence/address", title_en="https://example.org/odbl")

    page = client.get("/open-data/api/").text

    assert 'its licence says: <a href="https://example.org/odbl">ODbL-1.0</a>.' in page
    assert "any purpose" not in page
