"""One project's page."""

from datetime import date
from decimal import Decimal

import pytest

from acpmigration.reference.enums import Component, Precision
from nsa_grants.enums import ReachKind, Sex
from nsa_grants.models import GrantProject
from tests.dashboard.reading import Page
from tests.factories.nsa_grants import (
    GrantLinkFactory,
    GrantProjectFactory,
    GrantReportFactory,
    QuoteFactory,
    ReachFactory,
)
from tests.factories.reference import (
    CountryFactory,
    OrganisationFactory,
    RegionFactory,
    TopicFactory,
    TypologyFactory,
)
from tests.factories.technical_assistance import InterventionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def haiti():
    return CountryFactory(slug="haiti", name="Haiti", region=RegionFactory(slug="caribbean"))


def shown(client, grant: GrantProject, language: str = "") -> str:
    response = client.get(f"{language}/grants/{grant.slug}/")
    assert response.status_code == 200
    return response.text


def test_a_draft_has_no_page(client):
    assert client.get(GrantProjectFactory().get_absolute_url()).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_takes_a_fixed_number_of_queries(client, count, haiti, django_assert_num_queries):
    grant = GrantProjectFactory(
        published=True,
        country=haiti,
        countries=CountryFactory.create_batch(count),
        topics=TopicFactory.create_batch(count),
        typologies=TypologyFactory.create_batch(count, component=Component.GRANTS),
        partners=OrganisationFactory.create_batch(count),
        grantee=OrganisationFactory(),
        intervention=InterventionFactory(published=True, country=haiti),
    )
    QuoteFactory.create_batch(count, grant=grant)
    GrantLinkFactory.create_batch(count, grant=grant)
    for sex in [*Sex][:count]:
        ReachFactory(grant=grant, sex=sex, value=900)

    with django_assert_num_queries(8):
        shown(client, grant)


def test_the_page_names_what_is_known_and_leads_to_what_shares_it(client, haiti):
    grant = GrantProjectFactory(
        published=True,
        title="Rights and duties",
        country=haiti,
        topics=[TopicFactory(slug="visas", name="Visas")],
        typologies=[TypologyFactory(slug="advocacy", component=Component.GRANTS)],
        partners=[OrganisationFactory(name="A partner")],
        grantee=OrganisationFactory(name="Association TON"),
        intervention=InterventionFactory(published=True, title="The assistance", country=haiti),
        activities="Theatre\n\n Debates ",
        channels="Radio shows",
        results="A law",
        started_from=date(2017, 3, 1),
        started_until=date(2017, 3, 31),
    )
    text = shown(client, grant)
    page = Page(text)

    assert page.one("h1").text == "Rights and duties"
    assert {
        "/countries/haiti/",
        "/regions/caribbean/",
        "/topics/visas/",
        "/grants/?typology=advocacy",
        "/grants/?kind=national",
        grant.intervention.get_absolute_url(),
    } <= set(page.links)
    for words in ("Association TON", "A partner", "The assistance", "since March 2017", "Ongoing"):
        assert words in text
    items = [item.text for item in page.all("li")]
    assert [items.index(each) for each in ("Theatre", "Debates", "Radio shows", "A law")]


def test_what_is_not_known_is_said_not_to_be(client):
    grant = GrantProjectFactory(published=True)
    facts = Page(shown(client, grant)).one("dl", class_="facts").text

    for term in ("Grantee", "Topics", "Typologies", "Period"):
        assert f"{term} Not stated" in facts
    assert "Amount" not in facts


def test_what_is_internal_is_never_shown(client, haiti):
    draft = InterventionFactory(title="A secret assistance", country=haiti)
    grant = GrantProjectFactory(
        published=True,
        country=haiti,
        intervention=draft,
        no_intervention_reason="Secret reason",
        amount=Decimal(12345),
    )
    GrantReportFactory(grant=grant, note="Secret note")
    text = shown(client, grant)

    assert "ecret" not in text
    assert draft.slug not in text
    assert "12,345" not in text


@pytest.mark.parametrize(
    ("amount", "written"), [("50000", "EUR 50,000"), ("50000.5", "EUR 50,000.50")]
)
def test_an_amount_is_shown_where_it_is_public(client, amount, written):
    grant = GrantProjectFactory(published=True, amount=Decimal(amount), is_amount_public=True)

    assert f"Amount {written}" in Page(shown(client, grant)).one("dl", class_="facts").text


def people(client, grant: GrantProject) -> list[str]:
    return [box.text for box in Page(shown(client, grant)).all("div", class_="people")]


def test_a_number_of_people_says_how_it_is_known_and_where_from(client):
    grant = GrantProjectFactory(published=True)
    ReachFactory(grant=grant, kind=ReachKind.TARGET, value=500, source="The call")
    ReachFactory(grant=grant, value=80_000, precision=Precision.ESTIMATE, source="Factsheet")
    ReachFactory(grant=grant, sex=Sex.WOMEN, value=50_000)
    ReachFactory(grant=grant, sex=Sex.MEN, value=30_000)

    assert people(client, grant) == [
        (
            "80,000 people reached, by estimate50,000 women and girls, 30,000 men and boys"
            "Source: Factsheet"
        ),
        "500 people to be reachedSource: The call",
    ]


@pytest.mark.parametrize(
    ("whole", "women", "men", "said"),
    [
        (4, None, None, "fewer than 5 people reached"),
        (0, None, None, "fewer than 5 people reached"),
        (5, None, None, "5 people reached"),
        (100, 4, 96, "100 people reached"),
        (100, 96, 4, "100 people reached"),
        # What is left over could be reckoned.
        (100, 97, None, "100 people reached"),
        (100, 50, 47, "100 people reached"),
        (4, 2, 2, "fewer than 5 people reached"),
        (100, 60, None, "100 people reached60 women and girls"),
        (100, 60, 40, "100 people reached60 women and girls, 40 men and boys"),
    ],
)
def test_fewer_than_five_people_are_not_told_apart(client, whole, women, men, said):
    grant = GrantProjectFactory(published=True)
    for sex, value in ((Sex.ALL, whole), (Sex.WOMEN, women), (Sex.MEN, men)):
        if value is not None:
            ReachFactory(grant=grant, sex=sex, value=value, source="S")

    assert people(client, grant) == [f"{said}Source: S"]


def test_numbers_by_sex_stand_alone_where_there_is_no_whole(client):
    grant = GrantProjectFactory(published=True)
    ReachFactory(grant=grant, sex=Sex.WOMEN, value=60, precision=Precision.AT_LEAST, source="S")
    assert people(client, grant) == ["60 women and girls reached, at leastSource: S"]

    ReachFactory(grant=grant, sex=Sex.MEN, value=3, source="S")
    assert people(client, grant) == []


def test_a_quote_stands_in_its_own_language_with_its_translation(client):
    grant = GrantProjectFactory(published=True)
    QuoteFactory(grant=grant, text="Les migrants ont des droits", attribution="Awa", position=2)
    QuoteFactory(grant=grant, text="Mòn", language="other", translation="Mountain", position=1)

    in_english = Page(shown(client, grant))
    assert [(q.text, q.attributes.get("lang")) for q in in_english.all("blockquote")] == [
        ("Mòn", None),
        ("Les migrants ont des droits", "fr"),
    ]
    assert [words.text for words in in_english.all("figcaption")] == [
        "“Mountain” A participant",
        "“Migrants have rights” Awa",
    ]
    in_french = Page(shown(client, grant, "/fr")).all("figcaption")
    assert [words.text for words in in_french][1] == "Awa"
    assert Page(shown(client, grant, "/pt")).all("p", lang="en")


def test_only_addresses_of_the_web_are_links(client):
    grant = GrantProjectFactory(published=True)
    GrantLinkFactory(grant=grant, label="Good", url="https://example.org/app")
    GrantLinkFactory(grant=grant, label="Evil", url="javascript:alert(1)")
    GrantLinkFactory(grant=grant, label="Old", url="ftp://example.org/")
    page = Page(shown(client, grant))

    assert page.one("a", href="https://example.org/app").attributes["rel"] == "noopener"
    assert "Evil" not in page.one("article").text
    assert "Old" not in page.one("article").text


def test_the_english_text_says_that_it_is_english(client):
    grant = GrantProjectFactory(published=True, title="Rights", results="A law")
    GrantProject.objects.filter(pk=grant.pk).update(title_fr="Droits")
    page = Page(shown(client, grant, "/fr"))

    heading = page.one("h1")
    assert (heading.text, heading.attributes.get("lang")) == ("Droits", None)
    assert [listed.text for listed in page.all("ul", lang="en")] == ["A law"]


def test_the_record_is_written_for_machines(client, haiti):
    grant = GrantProjectFactory(published=True, title="Rights</script>", country=haiti)
    written = client.get(grant.get_absolute_url()).context["machine_readable"]

    assert written["@type"] == "Project"
    assert written["areaServed"] == ["Haiti"]
    assert written["url"].endswith(grant.get_absolute_url())
    assert "Rights</script>" not in shown(client, grant)
