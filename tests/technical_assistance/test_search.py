"""What a reader's words find among the interventions."""

import pytest
from django.utils.translation import override

from acpmigration.reference.enums import OrganisationKind
from acpmigration.search.indexing import refresh, stale
from technical_assistance.filters import InterventionFilter
from technical_assistance.models import Intervention
from tests.dashboard.reading import Page
from tests.factories.reference import (
    CountryFactory,
    OrganisationFactory,
    RegionalOrganisationFactory,
    RegionFactory,
    TopicFactory,
    TypologyFactory,
)
from tests.factories.technical_assistance import InterventionFactory, PartnershipFactory

pytestmark = pytest.mark.django_db

LIST = "/interventions/"


def indexed(**kwargs) -> Intervention:
    row = InterventionFactory(published=True, **kwargs)
    refresh(row)
    return row


def found(words: str, language: str = "en") -> set[str]:
    with override(language):
        filterset = InterventionFilter({"q": words}, Intervention.objects.published())
        return set(filterset.qs.values_list("title_en", flat=True))


@pytest.fixture
def described():
    """A row with something to find in every place; another one that has none of it."""
    ivory = CountryFactory(
        name="Côte d’Ivoire",
        formal_name="Republic of Côte d’Ivoire",
        region=RegionFactory(slug="west", name="West Africa"),
    )
    row = InterventionFactory(
        published=True,
        country=ivory,
        title="Labour mobility",
        code="TA/028/2016",
        summary="Savings of José Núñez.",
        story="<p>A harbour<br>and its boats</p>",
        countries=[CountryFactory(name="Guinea-Bissau")],
        topics=[TopicFactory(slug="visas", name="Visas")],
        typologies=[TypologyFactory(name="Training")],
        entity=OrganisationFactory(name="Ministry of Labour", short_name="MINLAB"),
    )
    PartnershipFactory(
        intervention=row,
        organisation=OrganisationFactory(name="Red Lantern Union", kind=OrganisationKind.NGO),
    )
    refresh(row)
    indexed(title="Other", summary="Nothing alike.")
    return row


@pytest.mark.parametrize(
    "words",
    [
        "labour mobility",
        "MOBILITY",
        "mobil",
        "TA/028/2016",
        "028",
        "jose",
        "José",
        "nunez",
        "cote d'ivoire",
        "Côte d’Ivoire",
        "republic cote",
        "guinea bissau",
        "ministry of labour",
        "minlab",
        "red lantern",
        "visas",
        "visa",
        "training",
        "west africa",
        "harbour boats",
        "mobility jose visas",
    ],
)
def test_a_record_is_found_by_what_is_said_of_it(described, words):
    assert found(words) == {"Labour mobility"}


@pytest.mark.parametrize("words", ["strong", "br", "unicorn", "mobility unicorn", "harbourand"])
def test_what_is_not_said_finds_nothing(described, words):
    assert found(words) == set()


def test_each_language_finds_its_own_words_and_the_english_where_they_are_missing():
    indexed(title="Savings", title_fr="Transferts de fonds des migrants", summary="Money sent home")

    assert found("transfert", "fr") == {"Savings"}
    assert found("transferts de fonds", "fr") == {"Savings"}
    assert found("money", "fr") == {"Savings"}
    assert found("savings", "fr") == set()
    assert found("savings", "es") == {"Savings"}
    assert found("transferts", "en") == set()


def test_a_regional_organisation_is_found_by_name():
    indexed(
        title="For the region",
        country=None,
        regional_organisation=RegionalOrganisationFactory(
            organisation__name="Melanesian Spearhead Group", organisation__short_name="MSG"
        ),
    )

    assert found("melanesian") == found("msg") == {"For the region"}


def test_whatever_is_named_in_a_record_is_found_by_its_new_name():
    named = {
        "country": CountryFactory(region=RegionFactory()),
        "countries": [CountryFactory()],
        "topics": [TopicFactory()],
        "typologies": [TypologyFactory()],
        "entity": OrganisationFactory(),
    }
    row = indexed(title="National", **named)
    partner = PartnershipFactory(intervention=row).organisation
    union = RegionalOrganisationFactory(region=RegionFactory())
    indexed(title="Regional", country=None, regional_organisation=union)
    renamed = {
        "National": [
            named["country"],
            named["country"].region,
            *named["countries"],
            *named["topics"],
            *named["typologies"],
            named["entity"],
            partner,
        ],
        "Regional": [union.organisation, union.region],
    }

    for title, rows in renamed.items():
        for reference in rows:
            reference.name_en = "Novelty"
            reference.save()
            refresh(reference)
            assert found("Novelty") == {title}, reference._meta.model_name
            reference.name_en = "Former"
            reference.save()
            refresh(reference)
    assert stale() == set()


def test_drafts_are_not_found_even_where_the_index_is_behind():
    row = indexed(title="Taken back")
    draft = InterventionFactory(title="Never public")
    refresh(draft)
    assert found("taken") == {"Taken back"}

    Intervention.objects.filter(pk=row.pk).update(published_at=None, published_by=None)

    assert found("taken") == found("public") == set()
    assert stale()


def test_the_best_match_comes_first(client):
    indexed(title="Training of officers", summary="It is about visas.")
    indexed(title="Visas")
    response = client.get(LIST, {"q": "visas"})

    assert [line.title for line in response.context["lines"]] == ["Visas", "Training of officers"]
    assert response.context["filter"].sorted_by == "relevance"


def test_words_narrow_the_other_filters_and_stay_in_the_search_line(client):
    indexed(title="Visas for some", country=CountryFactory(region=RegionFactory(slug="caribbean")))
    indexed(title="Visas for others")
    page = Page(client.get(f"{LIST}?q=visas&region=caribbean").text)

    assert page.count == 1
    assert page.one("input", type="search").attributes["value"] == "visas"
    assert page.all("input", type="hidden", name="region", value="caribbean")


def test_long_searches_use_the_first_words_and_name_the_rest(client):
    indexed(title="Visas")
    response = client.get(LIST, {"q": "visas " + " ".join(f"word{n}" for n in range(120))})
    named = [item.text for item in Page(response.text).all("q")]

    assert response.status_code == 200
    assert Page(response.text).count == 0
    assert named[0] == "word7"


@pytest.mark.parametrize("words", ["?!", "…", "'", '"', "--", "OR", "* :", "a' OR 1=1 --", "NOT"])
def test_signs_are_no_language_of_their_own(client, words):
    indexed(title="Visas")

    assert client.get(LIST, {"q": words}).status_code == 200


def test_two_searches_in_one_address_are_one(client):
    indexed(title="Visas")
    page = Page(client.get(f"{LIST}?q=nonsense&q=visas").text)

    assert page.count == 1
    assert [item.text for item in page.all("q")] == ["nonsense"]
