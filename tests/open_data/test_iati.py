"""The IATI files: valid, the same in every language, of public records only."""

import fcntl
from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import HealthCheck, Phase, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from lxml import etree

from acpmigration.open_data import made as made_files
from acpmigration.pages.models import Text
from acpmigration.signs import writable
from dashboard.iati import elements, fetching, files, grants, interventions, rows
from nsa_grants.enums import ReachKind, Sex
from technical_assistance.enums import PartnerRole, StageKind
from tests.factories.knowledge import EditionFactory, KnowledgeProductFactory
from tests.factories.nsa_grants import GrantProjectFactory, ReachFactory
from tests.factories.reference import (
    CountryFactory,
    OrganisationFactory,
    RegionalOrganisationFactory,
    RegionFactory,
    SDGTargetFactory,
    TopicFactory,
    TypologyFactory,
)
from tests.factories.technical_assistance import (
    AssistanceRequestFactory,
    InterventionFactory,
    PartnershipFactory,
    StageDocumentFactory,
)
from tests.open_data.iati import XML_LANG, faults, parsed, schema_of

pytestmark = pytest.mark.django_db

FILE, ORGANISATION = "/open-data/iati/activities.xml", "/open-data/iati/organisation.xml"
PAGE, LEFT_OUT = "/open-data/iati/", "/open-data/iati/left-out.json"
DAY = date(2018, 3, 5)
# What people paste: letters of all writings, marks, controls, and what XML uses itself.
ODD = st.text(
    st.one_of(
        st.characters(blacklist_categories=["Cs"]),
        st.sampled_from("<>&\"'\u202e\u200f\u0301\x00\x0b\x1f\x7f\ufffe\uffff\u2028\U0001f30d"),
    ),
    min_size=1,
    max_size=80,
)


def content_of(response):
    return b"".join(response.streaming_content)


def activities():
    return parsed(b"".join(files.activities()))


def named(root, ending):
    return next(a for a in root if a.findtext("iati-identifier").endswith(ending))


def dated(**given):
    """A public intervention that began on the day."""
    made = InterventionFactory(published=True, **given)
    made.stages.filter(kind=StageKind.CONCEPT_NOTE).update(started_from=DAY, started_until=DAY)
    return made


def dated_grant(**given):
    return GrantProjectFactory(
        published=True, started_from=DAY, started_until=DAY, ended_from=None, **given
    )


@pytest.fixture
def portfolio():
    """One record of each shape, with all that can hang on it."""
    lead, beside, third = (
        CountryFactory(iso2=iso2, latitude="1.50", longitude="-2.25") for iso2 in ("KE", "UG", "RW")
    )
    topics = [TopicFactory(slug=slug) for slug in ("remittances", "visas", "thb")]
    full = dated(
        slug="full",
        code="TA/028/2016",
        title_fr="Titre",
        title_es="Título",
        source_note="What is inferred.",
        country=lead,
        countries=[beside, third],
        topics=topics,
        typologies=[TypologyFactory()],
        entity=OrganisationFactory(kind="government"),
    )
    full.sdg_targets.add(SDGTargetFactory(code="10.7"))
    for role in PartnerRole:
        PartnershipFactory(
            intervention=full, role=role, organisation__name=f"A {role}", organisation__kind="ngo"
        )
    stage = full.stages.get(kind=3)
    StageDocumentFactory(stage=stage, public=True, kind="baseline_report", title="Report")
    StageDocumentFactory(stage=stage, public=True, title="Foreign", language="other")
    StageDocumentFactory(stage=stage, title="Internal words")
    AssistanceRequestFactory(
        state="accepted",
        published=True,
        intervention=full,
        country=lead,
        decided_from=date(2018, 1, 1),
        decided_until=date(2018, 1, 31),
    )
    product = KnowledgeProductFactory(
        published=True, interventions=[full], issued_from=DAY, issued_until=DAY
    )
    EditionFactory(product=product, elsewhere=True, url="https://example.org/a b/é?q=<&>")
    draft = KnowledgeProductFactory(title="Unpublished words", interventions=[full])
    EditionFactory(product=draft)
    several = RegionalOrganisationFactory(region=None)
    dated(slug="of-several-regions", country=None, regional_organisation=several)
    dated(slug="completed", completed=True, country=lead)
    dated(slug="cancelled", cancelled=True, country=lead)
    grant = dated_grant(slug="grant", intervention=full, country=lead, topics=topics[:1])
    grant.results_en = "A first result.\nA second one."
    grant.save()
    ReachFactory(grant=grant, value=80_000, precision="estimate")
    ReachFactory(grant=grant, value=300, sex=Sex.WOMEN)
    ReachFactory(grant=grant, value=500, kind=ReachKind.TARGET)
    dated_grant(slug="regional", regional=True, region=RegionFactory(slug="pacific"))
    dated_grant(slug="beyond", regional=True, region=RegionFactory(slug="indian-ocean"))
    dated(slug="draft", title="Unpublished words", published_at=None, published_by=None)
    GrantProjectFactory(
        title="Unpublished words", started_from=DAY, started_until=DAY, intervention=full
    )
    return full


@pytest.mark.schemas
def test_both_files_are_valid(portfolio, client):
    content = content_of(client.get(FILE))

    assert faults(content) == []
    assert len(parsed(content)) == 8
    assert faults(content_of(client.get(ORGANISATION)), "organisations") == []


@pytest.mark.schemas
def test_a_portal_without_records_has_valid_files(client):
    content = content_of(client.get(FILE))

    assert faults(content) == []
    assert [each.get("hierarchy") for each in parsed(content)] == ["1"]


@pytest.mark.schemas
@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (b'<sector code="15190"', b'<sector code="99999"'),
        (b'percentage="33.34"', b'percentage="33.35"'),
        (b'<activity-status code="4"/>', b""),
        (b'<activity-date type="2"', b'<activity-date type="4"'),
        (b'role="4"', b'role="5"'),
        (b'xml:lang="fr"', b'xml:lang="xx"'),
        (b'xml:lang="fr">Titre', b'xml:lang="en">Titre'),
    ],
)
def test_the_check_finds_what_is_wrong(portfolio, right, wrong):
    content = b"".join(files.activities())

    assert right in content
    assert faults(content.replace(right, wrong)) != []


def test_nothing_of_a_draft(portfolio):
    content = b"".join(files.activities()).decode()

    assert "Unpublished words" not in content
    assert "Internal words" not in content
    assert "TA-draft" not in content


def test_an_intervention_says_all_that_is_known_of_it(portfolio):
    found = named(activities(), "-TA-full")

    assert found.findtext("iati-identifier") == "XM-DAC-47066-ACP-EU-MA-TA-full"
    assert found.find("other-identifier").get("ref") == "TA/028/2016"
    assert [(n.get(XML_LANG), n.text) for n in found.find("title")] == [
        ("en", portfolio.title_en),
        ("fr", "Titre"),
        ("es", "Título"),
    ]
    assert [d.get("type") for d in found.findall("description")] == ["1", "4"]
    roles = [
        (each.get("role"), each.get("ref"), each.findtext("narrative"))
        for each in found.findall("participating-org")
    ]
    assert roles == [
        ("1", "XI-IATI-EC_DEVCO", "European Union"),
        ("2", None, str(portfolio.entity)),
        ("3", "XM-DAC-47066", "International Organization for Migration (IOM)"),
        ("4", "XM-DAC-47066", "International Organization for Migration (IOM)"),
        ("4", None, "A co_organiser"),
        ("1", None, "A funder"),
    ]
    assert [d.attrib for d in found.findall("activity-date")] == [
        {"type": "2", "iso-date": "2018-01-31"}
    ]
    assert found.find("activity-date").findtext("narrative") == "January 2018"
    assert {c.get("code"): c.get("percentage") for c in found.findall("recipient-country")} == {
        "KE": "33.34",
        "RW": "33.33",
        "UG": "33.33",
    }
    assert found.findtext("location/point/pos") == "1.50 -2.25"
    assert {s.get("code"): s.get("percentage") for s in found.findall("sector")} == {
        "24050": "33.34",
        "15136": "33.33",
        "15190": "33.33",
    }
    assert found.find("tag").attrib == {"code": "10.7", "vocabulary": "3"}
    assert found.find("default-aid-type").get("code") == "D02"
    assert [d.find("category").get("code") for d in found.findall("document-link")] == [
        "A12",
        "A01",
        "A08",
        "A08",
    ]
    assert [(r.get("type"), r.get("ref")) for r in found.findall("related-activity")] == [
        ("1", "XM-DAC-47066-ACP-EU-MA"),
        ("3", "XM-DAC-47066-ACP-EU-MA-NSA-grant"),
    ]


def test_a_grant_says_whom_it_reached_and_how_that_is_known(portfolio):
    people, words = named(activities(), "-NSA-grant").findall("result")

    actuals = people.findall("indicator/period/actual")
    assert [(a.get("value"), a.findtext("comment/narrative")) for a in actuals] == [
        ("80000", "An estimate. Source: Final report"),
        ("300", "Counted. Source: Final report"),
    ]
    assert actuals[1].find("dimension").attrib == {"name": "sex", "value": "women"}
    assert people.find("indicator/period/target").get("value") == "500"
    assert people.find("indicator/period/period-start").get("iso-date") == "2018-03-05"
    assert words.findtext("indicator/period/actual/comment/narrative") == (
        "A first result.\nA second one."
    )


def test_who_names_no_country_reaches_a_region(portfolio):
    root = activities()
    regions = {
        ending: dict(named(root, ending).find("recipient-region").attrib)
        for ending in ("-TA-of-several-regions", "-NSA-regional", "-NSA-beyond")
    }

    assert regions == {
        "-TA-of-several-regions": {"code": "998", "vocabulary": "1", "percentage": "100"},
        "-NSA-regional": {"code": "889", "vocabulary": "1", "percentage": "100"},
        "-NSA-beyond": {"code": "indian-ocean", "vocabulary": "99", "percentage": "100"},
    }


def test_the_status_follows_from_ours(portfolio):
    root = activities()
    statuses = [
        named(root, ending).find("activity-status").get("code")
        for ending in ("-TA-full", "-TA-completed", "-TA-cancelled", "-NSA-grant")
    ]

    assert statuses == ["1", "4", "5", "2"]


def test_the_programme_holds_every_activity(portfolio):
    programme, *others = activities()

    children = {r.get("ref") for r in programme.findall("related-activity") if r.get("type") == "2"}
    assert children == {each.findtext("iati-identifier") for each in others}
    assert [d.get("iso-date") for d in programme.findall("activity-date")] == [
        "2014-06-30",
        "2019-08-31",
    ]


def test_staff_write_what_the_programme_is():
    Text.objects.create(
        key="iati/programme", title_en="A successor", body_en="<p>What &amp; <b>why</b>.</p>"
    )

    programme = activities()[0]

    assert programme.findtext("title/narrative") == "A successor"
    assert programme.findtext("description/narrative") == "What & why."


@pytest.mark.schemas
@hypothesis_settings(
    max_examples=40,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(title=ODD, summary=ODD, name=ODD)
@example(title="\x00", summary="\x01\x02", name="\ufffe")
@example(title="مرحبا \u202eabc", summary="é" * 5_000, name="]]>")
def test_odd_content_stays_whole_and_valid(odd_records, title, summary, name):
    intervention, grant, links = odd_records
    for record in (intervention, grant):
        record.title_en, record.title_fr, record.summary_en = title, name, summary
    intervention.entity.name_en = name
    grant.results_en = summary

    expected = {code: writable(text).strip() for code, text in (("en", title), ("fr", name))}
    for record, made in (
        (intervention, interventions.activity_of(intervention, links, DAY)),
        (grant, grants.activity_of(grant, links, DAY)),
    ):
        root = parsed(b"<iati-activities version='2.03'/>")
        root.append(elements.activity(made))
        again = parsed(etree.tostring(root, encoding="utf-8"))
        schema_of("activities").assertValid(again)
        told = {each.get(XML_LANG): each.text for each in again.find("iati-activity/title")}
        assert told == ({c: t for c, t in expected.items() if t} or {"en": record.slug})


@pytest.fixture
def odd_records():
    dated(entity=OrganisationFactory(kind="government"))
    dated_grant()
    shelf = fetching.Shelf()
    intervention, links = next(fetching.interventions(shelf))
    grant, of_grant = next(fetching.grants(shelf))
    both = {
        name: getattr(links, name) | getattr(of_grant, name)
        for name in ("topics", "typologies", "countries", "targets")
    }
    grant.status = "ongoing"
    return intervention, grant, fetching.Links(**both)


@pytest.mark.parametrize("number", [1, 3])
def test_the_file_takes_a_fixed_number_of_queries(number, django_assert_num_queries):
    for place in range(number):
        made = dated(slug=f"made-{place}", topics=[TopicFactory()], entity=OrganisationFactory())
        EditionFactory(product=KnowledgeProductFactory(published=True, interventions=[made]))
        PartnershipFactory(intervention=made)
        ReachFactory(grant=dated_grant(intervention=made))

    with django_assert_num_queries(25):
        content = b"".join(files.activities())

    assert len(parsed(content)) == 1 + 2 * number


def test_the_file_is_the_same_in_every_language(portfolio, client, settings, tmp_path):
    found, languages = set(), set()
    for prefix in ("", "/fr", "/pt", "/es"):
        # Made anew for each.
        settings.MADE_ROOT = tmp_path / f"made{prefix}"
        response = client.get(prefix + FILE)
        found.add(content_of(response))
        languages.add(response["Content-Language"])

    assert languages == {"en, fr, pt, es"}
    assert len(found) == 1
    assert b"https://testserver/interventions/full/" in found.pop()


def test_who_has_the_file_already_is_told_so_in_one_query(client, django_assert_num_queries):
    response = client.get(FILE)
    content_of(response)

    with django_assert_num_queries(1):
        again = client.get(FILE, headers={"if-none-match": response["ETag"]})

    assert response["Content-Type"] == "application/xml"
    assert again.status_code == 304


def test_it_is_read_from_the_records_once_for_all_who_ask(
    portfolio, client, django_assert_num_queries
):
    first = content_of(client.get(FILE))

    # Twice which state the data are in: for the mark, and for the file.
    with django_assert_num_queries(2):
        again = client.get(f"/fr{FILE}")
        assert content_of(again) == first
    assert again["Content-Length"] == str(len(first))
    assert again["ETag"]


def test_what_changes_is_in_the_file_at_once(portfolio, client):
    before = content_of(client.get(FILE))
    dated(slug="a-new-one")

    assert b"TA-a-new-one" not in before
    assert b"TA-a-new-one" in content_of(client.get(FILE))


def test_while_another_process_makes_it_for_long_it_is_asked_for_later(
    client, monkeypatch, settings
):
    monkeypatch.setattr(made_files, "PATIENCE", 0)
    settings.MADE_ROOT.mkdir()

    with (settings.MADE_ROOT / "activities.xml.lock").open("ab") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        response = client.get(FILE)

    assert response.status_code == 503
    assert response["Content-Type"] == "application/problem+json"
    assert response["Retry-After"] == "25"
    assert content_of(client.get(FILE)).startswith(b"<?xml")


def test_what_has_no_date_is_listed_with_the_reason(client):
    undated = InterventionFactory(published=True, title_en="Undated", title_fr="Sans date")
    grant = GrantProjectFactory(published=True, title="A grant without a date")
    InterventionFactory(title="A draft without a date")
    dated()

    page = client.get(PAGE).text
    told = client.get(f"/fr{LEFT_OUT}").json()

    assert [each.text for each in activities().iter("iati-identifier")][1:] == [
        f"XM-DAC-47066-ACP-EU-MA-TA-{rows.interventions().get().slug}"
    ]
    assert "No date of it is known" in page
    assert "A grant without a date" in page
    assert "A draft without a date" not in page
    assert told["about"]["count"] == 2
    assert [(r["kind"], r["slug"], r["reason"]) for r in told["records"]] == [
        ("grants", grant.slug, "no_date"),
        ("interventions", undated.slug, "no_date"),
    ]
    assert told["records"][1]["title"] == "Sans date"
    assert told["records"][1]["page"] == f"https://testserver/fr/interventions/{undated.slug}/"


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_takes_a_fixed_number_of_queries(client, number, django_assert_num_queries):
    InterventionFactory.create_batch(number, published=True)
    dated()

    with django_assert_num_queries(5):
        response = client.get(PAGE)

    assert [fact["values"][0]["label"] for fact in response.context["facts"]] == ["1", "0", "2"]
    assert len(response.context["lines"]) == number


def test_a_sample_is_never_reported(client):
    dated(slug="sample-1", title="An invented one")
    product = KnowledgeProductFactory(published=True, slug="sample-2", title="An invented one")
    product.interventions.add(dated(slug="fact"))
    EditionFactory(product=product)

    content = b"".join([*files.activities(), *files.organisation()])

    assert b"An invented one" not in content
    assert len(activities()) == 2
    assert [(row["slug"], row["why"]) for row in rows.left_out()] == [("sample-1", "sample")]


def test_a_demonstration_reports_under_nobodys_name(settings):
    settings.DEMO = True
    dated(slug="sample-1", title="An invented one", entity=OrganisationFactory(name="A ministry"))
    dated(slug="fact", title="A fact")

    root = activities()

    assert {each.get("ref") for each in root.iter("reporting-org")} == {"XX-DEMO"}
    assert all(each.text.startswith("XX-DEMO-") for each in root.iter("iati-identifier"))
    sample = named(root, "-TA-sample-1")
    assert sample.findtext("title/narrative") == "SAMPLE, no fact: An invented one"
    assert sample.findtext("description/narrative").startswith("SAMPLE, no fact: ")
    assert [each.get("ref") for each in sample.iter("participating-org")] == [None] * 4
    assert named(root, "-TA-fact").findtext("title/narrative") == "A fact"


def test_the_organisation_file_names_portal_and_thematic_publications(client):
    publication = KnowledgeProductFactory(published=True)
    EditionFactory(product=publication)
    EditionFactory(product=KnowledgeProductFactory(title="Unpublished words"))
    EditionFactory(product=KnowledgeProductFactory(published=True, kind="handout"))

    found = parsed(content_of(client.get(ORGANISATION)))[0]

    assert found.findtext("organisation-identifier") == "XM-DAC-47066"
    portal, document = found.findall("document-link")
    assert portal.find("category").get("code") == "B16"
    assert document.find("category").get("code") == "B12"
    assert document.findtext("title/narrative") == publication.title_en


def test_shares_of_many_countries_are_exact(db):
    countries = CountryFactory.create_batch(6)
    dated(slug="many", country=countries[0], countries=countries[1:])

    with translation.override("fr"):
        found = named(activities(), "-TA-many").findall("recipient-country")

    assert sum(Decimal(each.get("percentage")) for each in found) == 100
