"""Whatever stands in an address: a page, a page that says what was ignored, or a refusal."""

import re
from urllib.parse import quote_from_bytes

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from tests.dashboard.reading import Page
from tests.factories.reference import CountryFactory, RegionFactory
from tests.factories.technical_assistance import AssistanceRequestFactory, InterventionFactory

pytestmark = pytest.mark.django_db

PLACES = [
    *("/", "/interventions/", "/fr/interventions/", "/interventions/map/", "/es/requests/"),
    *("/interventions/shown/", "/regions/caribbean/", "/sitemap.xml"),
    *("/grants/", "/fr/grants/map/", "/grants/possible/"),
]
NAMES = [
    "q",
    "region",
    "country",
    "topic",
    "kind",
    "status",
    "stage",
    "year",
    "sdg",
    "sort",
    "view",
    "page",
]
VALUES = [
    *("", " ", "\0", "\ud800", "NaN", "Infinity", "-0", "1e999", "9" * 500, "0x1F", "٣", "½"),
    *("2016-02-30", "0000-00-00", "99999", "2016-13", "2016'", "not-stated", "caribbean"),
    *("<script>alert(1)</script>", '"onmouseover="a', "{{ 7*7 }}", "{% url %}", "%s%n%00"),
    *("' OR 1=1 --", "*", '"', "(((", "NEAR(a b)", "a:b", ":*", "&|!", "\\", "'' ''", "-a"),
    *("../../etc/passwd", "relevance", "table", "\u202egnp.exe", "e\u0301" * 50, "🇭🇹", "ﷺ" * 20),
    *(" ".join(f"w{n}" for n in range(300)), "a" * 3_000),
]
LONG = " ".join(["migration"] * 1_900)

PAIRS = st.lists(
    st.tuples(
        st.sampled_from(NAMES) | st.text(max_size=8),
        st.sampled_from(VALUES) | st.text(max_size=40) | st.integers().map(str),
    ),
    max_size=6,
)
many = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)


@pytest.fixture
def rows(db):
    country = CountryFactory(slug="haiti", region=RegionFactory(slug="caribbean"))
    InterventionFactory(published=True, slug="shown", country=country)
    AssistanceRequestFactory(published=True, country=country)


def written(pairs: list[tuple[str, str]]) -> str:
    """Write the pairs as a broken program might: half a surrogate pair goes as three bytes."""
    return "&".join(
        "=".join(quote_from_bytes(part.encode("utf-8", "surrogatepass")) for part in pair)
        for pair in pairs
    )


def ask(client, place: str, query: str):
    return client.generic("GET", place, QUERY_STRING=query)


@many
@given(place=st.sampled_from(PLACES), pairs=PAIRS)
@example(place="/interventions/", pairs=[("q", "\0")])
@example(place="/interventions/", pairs=[("q", "\ud800")])
@example(place="/interventions/", pairs=[("page", "9" * 500)])
@example(place="/interventions/map/", pairs=[("region", "a")] * 400)
@example(place="/fr/interventions/", pairs=[("q", "a"), ("q", "b"), ("q", "")])
def test_no_address_breaks_a_page(client, rows, place, pairs):
    response = ask(client, place, written(pairs))

    assert response.status_code in {200, 400, 404, 414}
    if response.status_code == 404:
        assert any(name == "page" for name, _value in pairs)
    if "html" in response["Content-Type"]:
        assert "<script>alert" not in response.text
        assert Page(response.text).one("h1")
    assert not response.cookies


@many
@given(raw=st.binary(max_size=60))
def test_no_bytes_break_a_page(client, rows, raw):
    query = quote_from_bytes(raw, safe="&=+%;?#[]")
    response = ask(client, "/interventions/", f"q={query}")

    assert response.status_code in {200, 400, 404}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("query", ["q=%00", "q=%ED%A0%80", "q=%FF", "region=a%00b", "%00=1"])
def test_what_no_database_could_read_is_refused(client, rows, place, query):
    response = ask(client, place, query)

    assert response.status_code == 400
    assert Page(response.text).one("h1").text


def test_a_search_of_1900_words_is_too_long_and_a_shorter_one_is_cut(client, rows):
    too_long = client.get("/interventions/", {"q": LONG})
    cut = client.get("/interventions/", {"q": " ".join(f"w{n}" for n in range(500))})

    assert too_long.status_code == 414
    assert "fewer words" in too_long.text
    assert cut.status_code == 200
    assert Page(cut.text).all("q")


@pytest.mark.parametrize(
    "path",
    [
        "/interventions/%00/",
        "/interventions/%FF/",
        "/regions/%ED%A0%80/",
        "/countries/haiti%0D%0ASet-Cookie:a=b/",
        "/topics/../../etc/passwd",
        "/interventions/" + "a" * 3_000 + "/",
        "/interventions/٣/",
        "/interventions/documents/9999999999999999999999/x.pdf",
        "/interventions/documents/-1/x.pdf",
        "/xx/interventions/",
        "/fr/fr/",
    ],
)
def test_no_path_breaks_the_site(client, rows, path):
    response = client.get(path)

    assert response.status_code in {400, 404}
    assert Page(response.text).one("h1")
    assert not response.cookies


def test_a_name_that_is_repeated_means_or(client, rows):
    page = Page(
        client.get("/interventions/?region=caribbean&region=caribbean&region=&region=x").text
    )

    assert page.count == 1
    assert len(page.all("a", class_="chip")) == 1
    assert [item.text for item in page.all("q")] == ["x"]


def test_names_that_mean_nothing_here_are_passed_over(client, rows):
    page = Page(client.get("/interventions/?utm_source=mail&draft=1&published_at__isnull=1").text)

    assert page.count == 1
    assert not re.search("utm_source", " ".join(chip.text for chip in page.all("a", class_="chip")))
