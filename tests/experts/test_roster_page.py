"""The page that explains the roster, and what the home page says of it."""

from datetime import date

import pytest
from django.conf import settings
from django.utils.translation import override

from experts.domain.eligibility import CRITERIA
from experts.enums import ReleaseTable
from experts.models import RosterSettings
from tests.dashboard.reading import Page
from tests.factories.experts import ConsentTextFactory, ExpertFactory, RosterReleaseFactory
from tests.factories.reference import RegionFactory, TopicFactory

pytestmark = pytest.mark.django_db

LANGUAGES = [code for code, _name in settings.LANGUAGES]
T = ReleaseTable
FACTSHEET = {
    (T.TOTAL, ""): 331,
    (T.GENDER, "woman"): 142,
    (T.GENDER, "man"): 189,
    (T.TOPIC, "visas"): 120,
    (T.REGION, "pacific"): 61,
    (T.LANGUAGE, "fr"): 150,
    (T.LANGUAGE, "en"): 280,
    (T.LANGUAGE, "merged"): 9,
}


@pytest.fixture
def _rows():
    TopicFactory(slug="visas", name="Visas")
    TopicFactory(slug="thb", name="Trafficking")
    RegionFactory(slug="pacific", name="Pacific")


def release(cells, as_of=date(2019, 5, 8)):
    return RosterReleaseFactory(as_of=as_of, figures=cells)


def statistics(page):
    return {
        found.attributes["data-figure"]: (int(found.attributes["data-value"]), found.text)
        for found in page.all("a", data_figure_kind="statistic")
    }


@pytest.mark.usefixtures("_rows")
@pytest.mark.parametrize("address", ["/", "/experts/"])
def test_the_pages_say_what_the_release_tells(client, address):
    release(FACTSHEET)
    page = Page(client.get(address).text)

    assert statistics(page) == {
        "experts-registered": (331, "331 experts have currently registered"),
        "experts-by-gender-man": (189, "189 experts"),
        "experts-by-gender-woman": (142, "142 experts"),
        "experts-by-topic-visas": (120, "120 Visas"),
        "experts-by-region-pacific": (61, "61 Pacific"),
        "experts-by-language-en": (280, "280 English"),
        "experts-by-language-fr": (150, "150 French"),
        "experts-by-language-merged": (9, "9 Other languages"),
    }
    shares = {dt.text: dd.text for dt, dd in zip(page.all("dt"), page.all("dd"), strict=False)}
    assert (shares["Men"], shares["Women"]) == ("57% 189 experts", "43% 142 experts")
    assert "As of 8 May 2019." in page.one("div", class_="people").text


@pytest.mark.usefixtures("_rows")
def test_each_number_leads_to_its_definition(client):
    release(FACTSHEET)
    page = Page(client.get("/fr/experts/").text)
    links = {found.attributes["href"] for found in page.all("a", data_figure_kind="statistic")}

    assert links == {
        f"/fr/how-we-count/#figureexperts-{name}"
        for name in ("registered", "by-gender", "by-topic", "by-region", "by-language")
    }


@pytest.mark.usefixtures("reference")
def test_the_definitions_stand_where_the_numbers_lead(client):
    page = Page(client.get("/how-we-count/").text)
    anchors = {element.attributes["id"] for element in page.all("div", id=None)}

    assert {
        f"figureexperts-{name}"
        for name in ("registered", "by-gender", "by-topic", "by-region", "by-language")
    } <= anchors


@pytest.mark.usefixtures("_rows")
def test_a_group_that_is_not_told_is_named_as_such(client):
    release(FACTSHEET)

    assert (
        "An expert can stand in several rows. Not shown, as too few people are in or outside of "
        "the group: Trafficking."
    ) in Page(client.get("/experts/").text).one("main").text


def test_the_dots_are_as_many_as_the_people(client):
    release(FACTSHEET)
    drawn = [
        (found.attributes["fill"], int(found.attributes["width"]) * int(found.attributes["height"]))
        for found in Page(client.get("/experts/").text).all("rect", fill=None)
        if found.attributes["fill"].startswith("url(#dots")
    ]

    assert drawn == [
        ("url(#dots-man)", 189 * 100),
        ("url(#dots-woman)", 140 * 100),
        ("url(#dots-woman)", 2 * 100),
    ]


def test_no_dots_are_drawn_of_more_people_than_can_be_seen(client):
    cells = {(T.TOTAL, ""): 601, (T.GENDER, "woman"): 300, (T.GENDER, "man"): 301}
    release(cells)

    page = Page(client.get("/experts/").text)
    assert page.all("svg", class_="dots") == []
    assert statistics(page)["experts-registered"][0] == 601


def test_shares_add_up_to_a_hundred(client):
    cells = {(T.GENDER, "woman"): 5, (T.GENDER, "man"): 5, (T.GENDER, "merged"): 5}
    release({(T.TOTAL, ""): 15, **cells})
    shares = [dd.text for dd in Page(client.get("/experts/").text).all("dd")][:3]

    assert shares == ["34% 5 experts", "33% 5 experts", "33% 5 experts"]


@pytest.mark.parametrize("address", ["/", "/experts/"])
def test_a_split_that_is_withheld_is_said_to_be(client, address):
    release({(T.TOTAL, ""): 12, (T.GENDER, "woman"): 12})
    page = Page(client.get(address).text)

    assert "By gender nothing is said yet" in page.one("div", class_="people").text
    assert statistics(page) == {"experts-registered": (12, "12 experts have currently registered")}


@pytest.mark.parametrize("address", ["/", "/experts/"])
def test_before_the_first_release_figures_follow(client, address):
    ExpertFactory.create_batch(6, received=True)
    page = Page(client.get(address).text)

    assert "Figures follow once so many have registered" in page.one("main").text
    assert statistics(page) == {}


@pytest.mark.parametrize("address", ["/", "/experts/"])
def test_a_release_without_a_number_says_that_figures_follow(client, address):
    release({})

    assert "Figures follow" in Page(client.get(address).text).one("main").text


@pytest.mark.parametrize("address", ["/", "/experts/"])
def test_the_last_release_counts_and_none_of_a_day_to_come(client, address):
    release({(T.TOTAL, ""): 20}, date(2019, 4, 8))
    release({(T.TOTAL, ""): 30}, date(2019, 5, 8))
    release({(T.TOTAL, ""): 90}, date(2999, 1, 1))

    page = Page(client.get(address).text)
    assert statistics(page)["experts-registered"][0] == 30
    assert page.one("div", class_="people").text.endswith(
        "As of 8 May 2019. No figure tells of fewer than five people."
    )


@pytest.mark.parametrize("releases", [1, 3])
def test_the_page_takes_a_fixed_number_of_queries(client, releases, django_assert_num_queries):
    for month in range(releases):
        release(FACTSHEET, date(2019, 5 + month, 8))
    ConsentTextFactory()

    # The version of the data, texts, settings, consents, figures, regions, topics.
    with django_assert_num_queries(7):
        response = client.get("/experts/")

    assert "331" in response.text


@pytest.mark.parametrize("releases", [1, 3])
def test_the_home_page_reads_the_release_with_its_other_figures(
    client, releases, django_assert_num_queries
):
    for month in range(releases):
        release(FACTSHEET, date(2019, 5 + month, 8))

    # As many as without a release: tests/dashboard/test_views.py.
    with django_assert_num_queries(12):
        response = client.get("/")

    assert statistics(Page(response.text))["experts-registered"][0] == 331


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_what_is_asked_for_and_how_long_data_is_kept(client, language):
    RosterSettings.objects.create(pk=1, review_days=9, erase_months=41)
    ConsentTextFactory(body="Words to agree to.")
    page = Page(client.get("/experts/" if language == "en" else f"/{language}/experts/").text)
    said = page.one("main").text

    with override(language):
        assert [str(asked) for _name, asked, _judge in CRITERIA if str(asked) not in said] == []
    answered = [dd.text for dd in page.all("dd")]
    assert "9" in answered[0]
    assert "41" in answered[-2]
    assert "Words to agree to." in said


def test_a_roster_that_is_open_says_nothing_of_being_closed(client):
    assert "The roster is closed" not in client.get("/experts/").text


def test_a_closed_roster_says_why_and_what_remains_possible(client):
    RosterSettings.objects.create(pk=1, is_open=False, closed_note_en="Until the next programme.")
    page = Page(client.get("/experts/").text)
    note = page.one("div", class_="note").text

    assert note == (
        "The roster is closed Until the next programme. Nobody can register now. Whoever is in "
        "the roster can still log in, see, correct and download the own data, confirm or pause "
        "the profile, and withdraw."
    )
    assert "Register as an expert" not in page.one("main").text


def test_the_page_answers_anew_when_the_roster_is_closed_and_not_when_a_person_registers(client):
    before = client.get("/experts/")["ETag"]
    ExpertFactory(received=True, nationality=None)
    assert client.get("/experts/")["ETag"] == before

    RosterSettings.objects.create(pk=1, is_open=False)
    assert client.get("/experts/")["ETag"] != before


@pytest.mark.usefixtures("_rows")
def test_nothing_in_the_address_narrows_the_figures_down(client):
    release(FACTSHEET)
    plain = statistics(Page(client.get("/experts/").text))

    for query in ("gender=woman", "topic=visas&region=pacific", "as_of=2019-01-01", "q=fr"):
        assert statistics(Page(client.get(f"/experts/?{query}").text)) == plain


def test_the_page_is_in_the_menu_at_the_foot_and_in_the_site_map(client):
    page = Page(client.get("/experts/").text)

    assert [entry.text for entry in page.all("a", aria_current="page")] == ["Experts"]
    assert page.links.count("/experts/") >= 2
    assert "/experts/</loc>" in client.get("/sitemap.xml").text
