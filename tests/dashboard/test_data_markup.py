"""The open data as search engines for data sets read them."""

import pytest

from tests.dashboard.reading import Page
from tests.factories.technical_assistance import InterventionFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["", "/fr"])
def test_each_kind_is_a_data_set_whose_files_are_there(client, language):
    InterventionFactory(published=True)
    page = Page(client.get(f"{language}/open-data/").text)

    said = page.structured("Dataset")

    parts = {part["url"].partition("#")[2]: part for part in said["hasPart"]}
    interventions = parts["interventions"]
    address = f"https://testserver{language}"
    assert said["url"] == f"{address}/open-data/"
    assert said["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert interventions["dateModified"]
    assert [each["contentUrl"] for each in interventions["distribution"]] == [
        f"{address}/interventions.{ending}" for ending in ("csv", "xlsx", "json", "geojson")
    ]
    for part in (said, *parts.values()):
        assert len(part["description"]) >= 50
        for file in part["distribution"]:
            where = file["contentUrl"].removeprefix("https://testserver")
            kind = client.head(where)["Content-Type"].partition(";")[0]
            assert kind == file["encodingFormat"]
