"""The loaded portfolio, documented and sample: every number against the list that it opens."""

from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.test import RequestFactory
from django.urls import resolve
from django.utils.translation import gettext, override

from acpmigration.reference.models import Country, Region, Topic
from technical_assistance.filters import InterventionFilter
from technical_assistance.models import AssistanceRequest, Intervention
from tests.dashboard.reading import Page, selection_of

pytestmark = pytest.mark.django_db

FILES = ["documented.yaml", "sample.yaml"]
LANGUAGES = [code for code, _name in settings.LANGUAGES]
PAGES = ["/", "/interventions/", "/interventions/?view=table", "/interventions/map/", "/requests/"]
PAGES += ["/grants/", "/grants/map/"]
SELECTED = [
    "/interventions/map/?topic=remittances&status=ongoing",
    "/requests/?region=caribbean&topic=thb",
]
COUNTRIES = ["cabo-verde", "fiji", "south-sudan", "haiti"]


@pytest.fixture(scope="module", autouse=True)
def _portfolio(django_db_setup, django_db_blocker):
    """The reference rows and the whole portfolio, for all tests here; taken back after the last."""
    folder = settings.BASE_DIR / "fixtures"
    files = [folder / name for name in FILES]
    knowledge = [folder / "sample_knowledge.yaml", folder / "documented_knowledge.yaml"]
    with django_db_blocker.unblock(), transaction.atomic():
        with override("en"):
            call_command("load_reference", verbosity=0, stdout=_Silence())
            call_command("load_portfolio", *files, stdout=_Silence())
            call_command("load_grants", folder / "documented_grants.yaml", stdout=_Silence())
            call_command("load_knowledge", *knowledge, stdout=_Silence())
        yield
        transaction.set_rollback(True)


class _Silence:
    def write(self, text: str) -> None:
        pass


def in_language(address: str, language: str) -> str:
    return address if language == "en" else f"/{language}{address}"


def subject_pages() -> list[str]:
    slugs = {
        "regions": Region.objects.values_list("slug", flat=True),
        "topics": Topic.objects.values_list("slug", flat=True),
        "countries": COUNTRIES,
    }
    return [f"/{kind}/{slug}/" for kind in slugs for slug in slugs[kind]]


def read(client, address: str) -> Page:
    response = client.get(address)
    assert response.status_code == 200, address
    return Page(response.text)


class Lists:
    """How many results stand behind a link, by the list's own rows and filters; each is asked once.

    Nothing is written out: what a list writes is the subject of other tests.
    """

    def __init__(self) -> None:
        self.counted: dict[tuple, int] = {}

    def behind(self, link: str) -> int:
        selection = selection_of(link)
        if selection not in self.counted:
            path, parameters = selection
            view = resolve(path).func.view_class()
            view.setup(RequestFactory().get(f"{path}?{urlencode(parameters)}"))
            filterset = view.get_filterset(view.filterset_class)
            assert filterset.ignored() == [], link
            self.counted[selection] = filterset.counts([])["selection"].get("", 0)
        return self.counted[selection]


def test_the_headline_is_the_factsheets(client):
    values = read(client, "/").values

    assert [
        values[name]
        for name in (
            "interventions-implemented",
            "interventions-national",
            "interventions-regional",
            "requests-received",
        )
    ] == [62, 55, 7, 84]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_equals_the_list_behind_it(client, language):
    # The same rows in every language: one page of each kind tells whether a language differs.
    subjects = subject_pages()
    pages = [*PAGES, *SELECTED, *(subjects if language == "en" else subjects[::8])]
    lists, wrong, seen = Lists(), [], 0
    for address in pages:
        page = read(client, in_language(address, language))
        with override(language):
            for figure in page.figures:
                seen += 1
                if (found := lists.behind(figure.link)) != figure.value:
                    wrong.append((address, figure, found))

    assert wrong == []
    assert seen > 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_list_shows_the_number_that_led_to_it(client, language):
    home = read(client, in_language("/", language))
    followed = {selection_of(figure.link): figure for figure in home.figures[::10]}

    assert {read(client, figure.link).count == figure.value for figure in followed.values()} == {
        True
    }


def test_figures_of_one_name_are_one_number(client):
    for address in [*PAGES, *subject_pages()[:3]]:
        figures = {(f.name, f.value, selection_of(f.link)) for f in read(client, address).figures}
        assert len(figures) == len({name for name, _value, _link in figures}), address


@pytest.mark.parametrize(
    "chosen",
    [
        "",
        "region=caribbean&region=pacific&status=ongoing",
        "topic=not-stated&requester=national",
        "country=haiti&year=2016",
        "q=migration&typology=capacity-building",
    ],
)
def test_the_number_beside_a_filter_is_what_it_adds(client, chosen):
    lists = Lists()
    response = client.get(f"/interventions/?{chosen}")
    filterset = response.context["filter"]
    for group in filterset.facets():
        for option in group.options:
            alone = filterset.link(**{group.name: [option.value]})
            assert lists.behind(alone) == option.count, (group.name, option.value)
    assert Page(response.text).count == lists.behind(filterset.link())


def test_the_map_draws_each_state_and_says_the_same_as_its_table(client):
    page = read(client, "/interventions/map/")
    drawn = {
        (element.attributes["href"], int(element.text.rpartition(": ")[2]))
        for element in page.all("a", data_level=None)
    }
    rows = {(figure.link, figure.value) for figure in page.figures}

    assert len(page.all("a", data_level=None)) == len(rows) == 80
    assert drawn == rows
    assert Country.objects.members().count() == 79
    assert [a.text.rpartition(":")[0] for a in page.all("a", data_outside=None)] == ["South Sudan"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_interventions_page_says_whether_it_is_a_sample(client, language):
    turn = LANGUAGES.index(language)
    for intervention in Intervention.objects.published().order_by("pk")[turn :: len(LANGUAGES)]:
        with override(language):
            address, tag = intervention.get_absolute_url(), gettext("Sample record, not a fact")
        head = read(client, address).one("header", class_="head")
        assert (tag in head.text) == intervention.is_sample, address


def test_accents_do_not_matter_and_the_country_is_found(client):
    found = set(
        Intervention.objects.published()
        .filter(country__slug="cote-divoire")
        .values_list("slug", flat=True)
    )

    for typed in ("cote d'ivoire", "Côte d’Ivoire", "COTE D'IVOIRE"):
        filterset = client.get("/interventions/", {"q": typed}).context["filter"]
        assert found <= set(filterset.qs.values_list("slug", flat=True)), typed
    assert found


def test_cabo_verde_is_three_clicks_away(client):
    region = Country.objects.get(slug="cabo-verde").region.get_absolute_url()
    intervention = Intervention.objects.get(country__slug="cabo-verde", code__gt="")

    assert region in read(client, "/").links
    assert "/countries/cabo-verde/" in read(client, region).links
    assert intervention.get_absolute_url() in read(client, "/countries/cabo-verde/").links


def test_a_country_that_took_no_part_has_no_page(client):
    assert client.get("/countries/france/").status_code == 404


def test_the_funnel_adds_up_to_what_was_received(client):
    values = read(client, "/requests/").values

    assert values == {
        "requests-by-state-received": 9,
        "requests-by-state-under_review": 0,
        "requests-by-state-accepted": 62,
        "requests-by-state-declined": 10,
        "requests-by-state-merged": 1,
        "requests-by-state-withdrawn": 2,
    }
    assert sum(values.values()) == AssistanceRequest.objects.published().count() == 84


def test_every_filter_that_a_link_may_name_is_understood(client):
    """A facet whose choices miss a value that rows have would count what nobody can open."""
    filterset = InterventionFilter({}, Intervention.objects.published())
    facets = [name for name in filterset.filters if name not in ("q", "sort", "view")]

    for name, values in filterset.counts(facets).items():
        if name in facets:
            known = {*filterset.filters[name].rows, "not-stated"}
            assert set(values) <= known, name
