"""The reference rows as they stand in ``fixtures/``: complete, in four languages, valid."""

import io
from collections import Counter

import pytest
import yaml
from django.apps import apps
from django.conf import settings
from django.core.management import call_command

from acpmigration.pages.models import Text
from acpmigration.reference.enums import Component, Eligibility
from acpmigration.reference.models import (
    Country,
    CountryName,
    OACPSRegion,
    Organisation,
    Region,
    RegionalOrganisation,
    SDGTarget,
    Topic,
    Typology,
)
from acpmigration.richtext import sanitise

pytestmark = pytest.mark.static

FIXTURES = settings.BASE_DIR / "fixtures"
MODELS = [
    Region,
    OACPSRegion,
    Country,
    CountryName,
    Organisation,
    RegionalOrganisation,
    Topic,
    Typology,
    SDGTarget,
    Text,
]
LANGUAGES = ["en", "fr", "pt", "es"]
ROWS = [
    row
    for path in sorted(FIXTURES.glob("reference*.yaml"))
    for row in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
]


def fields_of(model: str) -> list[dict]:
    return [row["fields"] for row in ROWS if row["model"] == model]


@pytest.fixture
def reference(db: None) -> None:
    call_command("load_reference", stdout=io.StringIO())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("model", "columns"),
    [
        ("reference.region", ["name"]),
        ("reference.oacpsregion", ["name"]),
        ("reference.country", ["name"]),
        ("reference.topic", ["name", "description"]),
        ("reference.typology", ["name", "description"]),
        ("reference.sdgtarget", ["name"]),
        ("pages.text", ["title"]),
    ],
)
def test_words_of_ours_are_in_four_languages(model, columns, language):
    missing = [
        fields
        for fields in fields_of(model)
        for column in columns
        if not fields.get(f"{column}_{language}")
    ]

    assert fields_of(model)
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_that_could_request_has_a_formal_name(language):
    eligible = [each for each in fields_of("reference.country") if each["eligibility"] != "none"]

    assert len(eligible) == 80
    assert [each["iso2"] for each in eligible if not each.get(f"formal_name_{language}")] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_but_labels_and_headings_have_a_body_of_allowed_markup(language):
    bodies = {
        fields["key"]: fields.get(f"body_{language}", "")
        for fields in fields_of("pages.text")
        if not fields["key"].startswith(("stage/", "home/stories", "home/cycle"))
        and fields["key"] not in ("licence/name", "licence/address")
    }
    # What the sanitiser adds to a link and nothing else may differ.
    cleaned = {
        key: sanitise(body).replace(' rel="noopener nofollow"', "") for key, body in bodies.items()
    }

    assert [key for key, body in bodies.items() if not body] == []
    assert cleaned == bodies


def test_links_of_texts_stay_in_their_language():
    wrong = [
        (fields["key"], language)
        for fields in fields_of("pages.text")
        for language in LANGUAGES
        for link in fields.get(f"body_{language}", "").split('href="/')[1:]
        if not link.startswith("" if language == "en" else f"{language}/")
        or (language == "en" and link[:3] in {"fr/", "pt/", "es/"})
    ]

    assert wrong == []


def test_the_world_and_the_acp_states_are_complete(reference):
    members = Country.objects.members()

    assert Country.objects.count() == 249
    assert members.count() == 79
    assert [
        each.iso2 for each in Country.objects.filter(eligibility=Eligibility.COULD_REQUEST)
    ] == ["SS"]
    assert Counter(members.values_list("region__slug", flat=True)) == {
        "west-central-africa": 23,
        "east-horn-of-africa": 10,
        "southern-africa": 15,
        "caribbean": 16,
        "pacific": 15,
    }
    assert Counter(members.values_list("oacps_region__slug", flat=True)) == {
        "west-africa": 16,
        "central-africa": 8,
        "east-africa": 14,
        "southern-africa": 10,
        "caribbean": 16,
        "pacific": 15,
    }
    assert Country.objects.get(iso2="SS").region.slug == "east-horn-of-africa"
    assert Country.objects.get(iso2="MV").eligibility == Eligibility.NONE
    assert not Country.objects.eligible().filter(latitude__isnull=True).exists()


def test_slugs_that_addresses_rely_on_are_there_in_order(reference):
    assert [each.slug for each in Region.objects.in_order()] == [
        "west-central-africa",
        "east-horn-of-africa",
        "southern-africa",
        "caribbean",
        "pacific",
    ]
    assert [each.slug for each in Topic.objects.in_order()] == [
        "remittances",
        "visas",
        "readmission",
        "thb",
        "som",
    ]
    assert [
        each.slug for each in Typology.objects.of(Component.TECHNICAL_ASSISTANCE).in_order()
    ] == [
        "capacity-building",
        "studies-research",
        "policy-analysis",
        "institutional-legislation-development",
        "regional-cooperation",
    ]
    assert [each.slug for each in Typology.objects.of(Component.GRANTS).in_order()] == [
        "capacity-building",
        "information-campaigns",
        "advocacy",
    ]
    assert Country.objects.get(iso2="CI").slug == "cote-divoire"


def test_each_topic_serves_a_target_and_slugs_follow_the_codes(reference):
    targets = SDGTarget.objects.in_order()

    assert [each.slug for each in targets] == [each.code.replace(".", "-") for each in targets]
    assert [each.goal for each in targets] == [int(each.code.split(".")[0]) for each in targets]
    assert SDGTarget.objects.get(code="10.7").topics.count() == 5
    assert {
        topic.slug: [each.code for each in topic.sdg_targets.in_order()]
        for topic in Topic.objects.in_order()
    } == {
        "remittances": ["8.10", "10.7", "10.c", "17.3"],
        "visas": ["8.8", "10.7"],
        "readmission": ["10.7", "16.9"],
        "thb": ["5.2", "8.7", "10.7", "16.2"],
        "som": ["10.7", "16.4"],
    }


def test_regional_organisations_have_their_members_and_region(reference):
    organisations = {each.acronym: each for each in RegionalOrganisation.objects.by_acronym()}

    assert len(organisations) == 17
    assert {each.organisation.kind for each in organisations.values()} == {"regional_organisation"}
    assert organisations["MSG"].members.count() == 4
    assert organisations["AU"].members.count() == 55
    assert organisations["COMESA"].region.slug == "southern-africa"
    assert [acronym for acronym, each in organisations.items() if each.region is None] == ["AU"]


def test_every_row_is_valid_as_a_form_would_have_it(reference):
    for model in MODELS:
        for row in model.objects.all():
            row.full_clean()


def test_models_of_the_fixtures_are_all_there():
    assert {apps.get_model(row["model"]) for row in ROWS} == set(MODELS)
