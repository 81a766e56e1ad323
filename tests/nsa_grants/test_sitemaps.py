"""What search engines are told of grants."""

import pytest

from tests.factories.nsa_grants import GrantProjectFactory

pytestmark = pytest.mark.django_db


def test_published_grants_and_their_lists_are_told(client):
    GrantProjectFactory(published=True, slug="shown")
    GrantProjectFactory(slug="a-draft")
    told = client.get("/sitemap.xml").text

    for address in ("/grants/", "/grants/map/", "/grants/possible/", "/fr/grants/shown/"):
        assert f"{address}<" in told
    assert "a-draft" not in told
