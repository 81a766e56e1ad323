"""Figures and maps in frames of other sites, and the lines that put them there."""

import gzip
from html import unescape

import pytest
from django.core.management import call_command

from acpmigration import stylesheet
from acpmigration.reference.models import Country
from dashboard.views.embeds import OFFERED
from tests.dashboard.reading import Page
from tests.factories.nsa_grants import GrantProjectFactory
from tests.factories.reference import RegionFactory, TopicFactory
from tests.factories.technical_assistance import InterventionFactory

FIGURE = "/embed/figures/interventions-implemented/"
MAP = "/embed/map/"
FRAMES = [FIGURE, MAP, "/embed/map/grants/"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def caribbean():
    region = RegionFactory(slug="caribbean", name="Caribbean", name_fr="Caraïbes")
    InterventionFactory(published=True, country__region=region)
    InterventionFactory.create_batch(2, published=True)
    InterventionFactory(title="A draft", country__region=region)
    return region


def size_of(page):
    """What a reader loads: the page and the one sheet it names."""
    css = stylesheet.stylesheet(stylesheet.embed_sources())
    return len(gzip.compress(page.content, 6)) + len(gzip.compress(css.encode(), 6))


@pytest.mark.parametrize("where", FRAMES)
def test_a_frame_of_any_site_may_show_it_and_it_can_do_nothing_there(client, where):
    response = client.get(where)
    again = client.get(where, headers={"if-none-match": response["ETag"]})

    for each in (response, again):
        policy = each["Content-Security-Policy"].split("; ")
        assert "frame-ancestors *" in policy
        assert "default-src 'none'" in policy
        assert not [part for part in policy if part.startswith(("script-src", "connect-src"))]
        assert "X-Frame-Options" not in each.headers
        assert each["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert not each.cookies
    assert again.status_code == 304
    page = Page(response.text)
    assert not [*page.all("script"), *page.all("img"), *page.all("form")]
    assert "style" not in {name for each in page.elements for name in each.attributes}
    assert [link.attributes["href"] for link in page.all("link")] == ["/static/css/embed.css"]


@pytest.mark.parametrize("where", ["/embed/figures/nonsense/", "/embed/", "/", "/open-data/embed/"])
def test_nothing_else_may_be_framed(client, where):
    response = client.get(where)

    assert "frame-ancestors 'none'" in response["Content-Security-Policy"].split("; ")
    assert response["X-Frame-Options"] == "DENY"


def test_a_figure_is_that_of_the_factsheet_and_leads_to_its_rows(client, caribbean):
    page = Page(client.get(FIGURE).text)
    narrowed = Page(client.get(f"/fr{FIGURE}?region=caribbean").text)

    figure, its_part = page.one("a"), narrowed.one("a")
    assert figure.attributes["data-value"] == "3"
    assert its_part.attributes["data-value"] == "1"
    assert "Caraïbes" in narrowed.one("main").text
    assert its_part.attributes["href"].startswith("https://testserver/fr/interventions/?")
    for link in (figure, its_part):
        assert link.attributes["target"] == "_blank"
        assert link.attributes["rel"] == "noopener"
        listed = Page(client.get(link.attributes["href"].removeprefix("https://testserver")).text)
        assert listed.count == int(link.attributes["data-value"])
    assert page.one("time").attributes["datetime"]


@pytest.mark.parametrize("language", ["", "/fr"])
def test_the_frames_of_a_page_count_once_for_all_of_them(
    client, caribbean, settings, language, django_assert_max_num_queries
):
    """Each in its language and of its place, and anew when something changes."""

    def shown(name, query=""):
        page = Page(client.get(f"{language}/embed/figures/{name}/{query}").text)
        return [int(each.attributes["data-value"]) for each in page.all("a", data_value=None)]

    asked = [
        ("interventions-implemented", ""),
        ("requests-received", ""),
        ("interventions-implemented", "?region=caribbean"),
    ]
    call_command("loaddata", "reference_texts_figures")
    counted = [shown(*each) for each in asked]
    settings.PAGES_ARE_KEPT_FOR = 60
    client.get(f"/pt{FIGURE}")
    kept = [shown(*each) for each in asked]
    # The version of the data, twice; which region it is.
    with django_assert_max_num_queries(2):
        shown("requests-received")
    with django_assert_max_num_queries(6):
        shown("grants", "?region=caribbean")
    InterventionFactory(published=True, country__region=caribbean)

    assert kept == counted
    assert "Intervenções" in client.get(f"/pt{FIGURE}").text
    assert shown(*asked[2]) == [counted[2][0] + 1]


def test_a_figure_of_what_is_not_understood_is_no_figure(client, caribbean):
    TopicFactory(slug="visas")
    asked = ["region=atlantis", "regoin=caribbean", "region=caribbean&topic=visas"]
    for response in [client.get(f"{FIGURE}?{query}") for query in asked]:
        page = Page(response.text)

        assert response.status_code == 400
        assert page.all("a", data_value=None) == []
        assert page.one("a").attributes["href"] == "/open-data/embed/"
    for query in ("region=atlantis", "regoin=caribbean"):
        assert client.get(f"{MAP}?{query}").status_code == 400


def test_a_map_counts_what_the_list_does(client, caribbean):
    page = Page(client.get(f"{MAP}?region=caribbean&status=ongoing").text)

    link = page.one("a", href="https://testserver/interventions/?region=caribbean&status=ongoing")
    assert page.count == 1
    assert link.attributes["target"] == "_blank"
    assert "Caribbean, Ongoing" in page.one("main").text
    assert "A draft" not in page.one("main").text


@pytest.mark.usefixtures("reference")
def test_a_map_has_the_numbers_of_its_states_and_the_links_to_their_rows(
    client, django_assert_num_queries
):
    fiji, tonga = (Country.objects.get(slug=slug) for slug in ("fiji", "tonga"))
    InterventionFactory.create_batch(2, published=True, country=fiji)
    InterventionFactory(published=True, country=tonga)
    InterventionFactory(country=tonga)
    GrantProjectFactory(published=True, country=fiji)

    with django_assert_num_queries(3):
        page = Page(client.get(MAP).text)
    grants = Page(client.get("/embed/map/grants/").text)

    states = {each.text: each for each in page.all("a", data_level=None)}
    assert set(states) == {"Fiji: 2", "Tonga: 1"}
    assert states["Fiji: 2"].attributes["href"] == "https://testserver/interventions/?country=fiji"
    assert [each.text for each in grants.all("a", data_level=None)] == ["Fiji: 1"]


@pytest.mark.usefixtures("reference")
def test_a_frame_costs_less_than_fifteen_kilobytes(client):
    """Even where each state has its number and its link."""
    for country in Country.objects.eligible():
        InterventionFactory(published=True, country=country)

    sizes = {where: size_of(client.get(f"/pt{where}")) for where in FRAMES}

    assert {where: size for where, size in sizes.items() if size >= 15_000} == {}


@pytest.mark.parametrize("language", ["", "/fr", "/pt", "/es"])
def test_each_line_that_is_offered_shows_what_it_says(client, caribbean, language):
    page = Page(client.get(f"{language}/open-data/embed/?region=caribbean").text)

    lines = [each.attributes["value"] for each in page.all("input", readonly=None)]
    frames = [Page(line).one("iframe").attributes for line in lines]
    assert len(frames) > len(OFFERED) // 2
    for frame, name in zip(frames, page.values.items(), strict=False):
        assert f"/{name[0]}/" in frame["src"]
    for frame in frames:
        assert set(frame) == {"src", "title", "width", "height", "style", "loading"}
        assert frame["src"].startswith(f"https://testserver{language}/embed/")
        assert frame["title"]
        shown = client.get(frame["src"].removeprefix("https://testserver"))
        assert shown.status_code == 200
        assert shown["Content-Language"] == (language.strip("/") or "en")


def test_the_page_of_a_map_offers_the_line_of_its_selection(client, caribbean):
    page = Page(client.get("/interventions/map/?region=caribbean&view=table").text)

    line = page.one("input", readonly=None).attributes["value"]

    assert unescape(line) == (
        '<iframe src="https://testserver/embed/map/?region=caribbean" title="Map of interventions" '
        'width="640" height="560" style="max-width:100%" loading="lazy"></iframe>'
    )


def test_a_name_with_markup_stays_text_in_a_line(client):
    RegionFactory(slug="odd", name='"><script>alert(1)</script>')

    page = Page(client.get("/open-data/embed/?region=odd").text)

    line = page.all("input", readonly=None)[0].attributes["value"]
    assert [each.tag for each in Page(line).elements] == ["iframe"]
    assert "alert(1)" in Page(line).one("iframe").attributes["title"]
