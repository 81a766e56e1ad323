from xml.etree import ElementTree as ET

import pytest

from acpmigration import sitemaps
from acpmigration.pages.sitemaps import TextPages

pytestmark = pytest.mark.django_db

LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
LINK = "{http://www.w3.org/1999/xhtml}link"


def test_each_page_stands_in_each_language_and_names_the_others(client):
    found = ET.fromstring(client.get("/sitemap.xml").content)  # noqa: S314
    places = [each.text for each in found.iter(LOC)]
    about = next(each for each in found if each.find(LOC).text == "http://testserver/about/")

    for prefix in ("", "/fr", "/pt", "/es"):
        assert f"http://testserver{prefix}/about/" in places
        assert f"http://testserver{prefix}/" in places
    assert not [place for place in places if "admin" in place]
    assert [link.get("hreflang") for link in about.iter(LINK)] == [
        "en",
        "fr",
        "pt",
        "es",
        "x-default",
    ]


@pytest.mark.usefixtures("reference")
def test_regions_topics_and_states_that_could_ask_are_there(client):
    places = [each.text for each in ET.fromstring(client.get("/sitemap.xml").content).iter(LOC)]  # noqa: S314

    assert "http://testserver/regions/caribbean/" in places
    assert "http://testserver/fr/topics/thb/" in places
    assert "http://testserver/countries/cabo-verde/" in places
    assert "http://testserver/countries/belgium/" not in places


def test_every_address_of_the_sitemap_is_a_page(client):
    for name in ("dashboard:home", "technical_assistance:request-list"):
        location = sitemaps.NamedPages().location(name)

        assert client.get(location).status_code == 200


def test_a_section_belongs_to_one_sitemap(monkeypatch):
    monkeypatch.setattr(sitemaps, "SITEMAPS", {})
    sitemaps.register("pages", TextPages)
    sitemaps.register("pages", TextPages)

    with pytest.raises(ValueError, match="pages"):
        sitemaps.register("pages", sitemaps.Addresses)
