"""The address of the list of interventions: pages, what is ignored, what finds nothing."""

import pytest

from tests.dashboard.reading import Page, parameters_of
from tests.factories.reference import (
    CountryFactory,
    RegionFactory,
)
from tests.factories.technical_assistance import InterventionFactory

pytestmark = pytest.mark.django_db

LIST = "/interventions/"
EVERY_FACET = (
    "region=caribbean&country=haiti&topic=visas&typology=training&status=ongoing"
    "&stage=concept-note&requester=national&partner_kind=not-stated&sdg=10-7&year=not-stated"
)


@pytest.fixture
def haiti():
    return CountryFactory(slug="haiti", name="Haiti", region=RegionFactory(slug="caribbean"))


def titles(response) -> list[str]:
    return [line.title for line in response.context["lines"]]


def test_nothing_of_a_page_that_was_kept_is_asked_again(client, django_assert_num_queries):
    InterventionFactory(published=True)
    etag = client.get(LIST)["ETag"]

    with django_assert_num_queries(1):
        response = client.get(LIST, headers={"if-none-match": etag})

    assert response.status_code == 304


def test_pages_keep_the_selection(client, haiti):
    InterventionFactory.create_batch(25, published=True, country=haiti)
    address = f"{LIST}?region=caribbean&view=table&sort=title"
    first, second = client.get(address), client.get(f"{address}&page=2")
    following = Page(first.text).one("a", rel="next").attributes["href"]

    assert parameters_of(following).dict() == {
        "region": "caribbean",
        "view": "table",
        "sort": "title",
        "page": "2",
    }
    assert (len(titles(first)), len(titles(second))) == (24, 1)
    assert not set(titles(first)) & set(titles(second))
    assert Page(second.text).count == 25
    # Whoever takes a filter away begins at the first page.
    chip = Page(second.text).one("a", class_="chip").attributes["href"]
    assert "page" not in parameters_of(chip)


@pytest.mark.parametrize("page", ["abc", "0", "-1", "2", "9999", "1e1", "9" * 400, "", "NaN"])
def test_a_page_that_does_not_exist_helps_on(client, page):
    InterventionFactory(published=True)
    response = client.get(LIST, {"page": page})

    if page:
        assert response.status_code == 404
        assert {"/", LIST} <= set(Page(response.text).links)
        assert Page(response.text).all("input", name="q")
    else:
        assert Page(response.text).count == 1


def test_what_is_not_understood_is_named_and_left_out(client, haiti):
    InterventionFactory(published=True, country=haiti)
    response = client.get(
        f"{LIST}?region=atlantis&region=caribbean&status=draft&sort=size&view=3d&year=1812"
        "&topic=%3Cscript%3Ealert(1)%3C/script%3E"
    )
    page = Page(response.text)

    assert page.count == 1
    assert [item.text for item in page.all("q")] == [
        "atlantis",
        "<script>alert(1)</script>",
        "draft",
        "1812",
        "3d",
        "size",
    ]
    assert [chip.text for chip in page.all("a", class_="chip")] == [
        "Remove filter Region: Caribbean"
    ]
    assert "<script>alert" not in response.text


def test_an_empty_selection_says_what_to_take_away_and_what_that_finds(client, haiti):
    pacific = CountryFactory(slug="fiji", region=RegionFactory(slug="pacific"))
    InterventionFactory(published=True, country=haiti)
    InterventionFactory.create_batch(2, published=True, country=pacific, completed=True)
    InterventionFactory(country=pacific)
    page = Page(client.get(f"{LIST}?region=pacific&status=ongoing").text)
    offered = {
        link.attributes["href"]: link.text
        for link in page.all("a")
        if link.text.startswith(("Region:", "Status:"))
    }

    assert page.count == 0
    assert offered == {
        f"{LIST}?status=ongoing": "Region: Pacific",
        f"{LIST}?region=pacific": "Status: Ongoing",
    }
    assert "1 result" in page.one("div", class_="empty").text
    assert "2 results" in page.one("div", class_="empty").text
    for link, count in ((f"{LIST}?status=ongoing", 1), (f"{LIST}?region=pacific", 2)):
        assert Page(client.get(link).text).count == count


def test_an_empty_portfolio_is_a_page_too(client):
    page = Page(client.get(LIST).text)

    assert page.count == 0
    assert page.one("div", class_="empty")
