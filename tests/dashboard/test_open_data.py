"""The page of what there is to take away."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest

from acpmigration.open_data.registry import data_sets
from tests.dashboard.reading import Page
from tests.factories.dashboard import DataReleaseFactory
from tests.factories.technical_assistance import InterventionFactory
from tests.open_data.worlds import HIDDEN, some_of_each

PAGE = "/open-data/"

pytestmark = pytest.mark.django_db


def kinds_of(response):
    return {kind["name"]: kind for kind in response.context["kinds"]}


def test_it_says_of_each_kind_how_many_records_there_are(client):
    some_of_each()

    response = client.get(PAGE)
    kinds = kinds_of(response)

    assert list(kinds) == [each.name for each in data_sets()]
    assert {name: kind["rows"] for name, kind in kinds.items()} == {
        each.name: each.rows().count() for each in data_sets()
    }
    assert HIDDEN not in response.text


def test_every_format_of_every_kind_is_there(client):
    some_of_each(1)
    response = client.get(PAGE)

    for kind in kinds_of(response).values():
        for each in kind["formats"]:
            assert client.get(each["link"]).status_code == 200, each
            assert f'href="{each["link"]}"' in response.text


def test_it_says_when_a_kind_last_changed_and_how_large_its_files_are(client):
    shown = InterventionFactory(published=True)
    InterventionFactory()
    DataReleaseFactory()

    kinds = kinds_of(client.get(PAGE))

    assert kinds["interventions"]["changed"] == shown.updated_at
    assert kinds["interventions"]["sizes"] == [
        {"label": "CSV", "bytes": 600},
        {"label": "JSON", "bytes": 6_000},
    ]
    assert kinds["topics"]["changed"] is None


@pytest.mark.parametrize("number", [1, 3])
def test_it_takes_a_fixed_number_of_queries(client, django_assert_num_queries, number):
    some_of_each(number)
    for day in range(1, number + 1):
        DataReleaseFactory(day=f"2019-05-{day:02}")

    with django_assert_num_queries(4):
        client.get(PAGE)


def test_the_newest_release_stands_first_and_is_the_one_to_cite(client):
    for day in (1, 2):
        DataReleaseFactory(day=f"2019-05-{day:02}", sha256=str(day) * 64)

    response = client.get(PAGE)

    assert re.findall(r"<code>(\d)", response.text) == ["2", "1"]
    assert response.context["citation"] == (
        "International Organization for Migration (IOM) (2019). ACP-EU Migration Action: all "
        "public records [data set], as of 2019-05-02. "
        "https://testserver/open-data/releases/2019-05-02/acp-eu-migration-action.zip"
    )


def test_the_size_of_a_release_is_not_told_as_that_of_the_file_in_one_language(client):
    assert "(in the language of this page)" in client.get(PAGE).text

    DataReleaseFactory(day="2019-05-02", size=400_000)

    told = "(in the language of this page; the one in all four had 390.6\xa0KB on 2 May 2019)"
    assert told in client.get(PAGE).text


def test_without_a_release_the_page_itself_is_cited(client):
    assert client.get(PAGE).context["citation"].endswith("https://testserver/open-data/")


def test_the_whole_is_one_file_in_the_language_of_the_address(client):
    InterventionFactory(published=True, title_fr="Titre")

    response = client.get("/fr/open-data/acp-eu-migration-action.zip")
    with ZipFile(BytesIO(b"".join(response.streaming_content))) as archive:
        table = archive.read("data/fr/interventions.csv").decode()

    assert response["Content-Type"] == "application/zip"
    assert "Titre" in table


def test_the_foot_of_every_page_leads_to_it(client):
    assert PAGE in Page(client.get("/").text).links
