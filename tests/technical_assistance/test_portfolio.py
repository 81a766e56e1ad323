"""Taking over a portfolio from a readable file: all of it or nothing, and once."""

import pytest
from django.core.management import CommandError, call_command

from acpmigration.dates import DatedFact
from acpmigration.reference.models import Organisation
from technical_assistance.domain.proof import differences
from technical_assistance.enums import RequestState, Status
from technical_assistance.models import AssistanceRequest, Intervention, ProgressEntry
from tests.factories.reference import (
    CountryFactory,
    RegionalOrganisationFactory,
    SDGTargetFactory,
    TopicFactory,
    TypologyFactory,
)

pytestmark = pytest.mark.django_db

PORTFOLIO = """
sources:
  letter: "The letter of the ministry"
  report: "The report: example.org/report"
notes:
  inferred: {en: Inferred., fr: Déduit., pt: Deduzido., es: Deducido.}
  translated: {en: "", fr: Traduit., pt: "", es: ""}
organisations:
  - slug: ministry
    kind: government
    country: LC
    short_name: MoH
    name: {en: Ministry, fr: Ministère}
  - {slug: partner, kind: ngo, name: Partner}
requests:
  - slug: training
    lead: LC
    entity: ministry
    countries: [VC]
    topics: [thb]
    received: 2016
    sources: [letter, report]
    state: accepted
    decided: 2016-03
    intervention:
      code: TA/001/2016
      title: {en: Training, fr: Formation}
      summary: What was done.
      story: "<p>A story</p><script>alert()</script>"
      source_notes:
        - inferred
        - translated
        - {en: Doubtful., fr: "", pt: "", es: ""}
      typologies: [capacity-building]
      sdg_targets: ["8.7"]
      partners: [{organisation: partner, role: funder}, {organisation: ministry}]
      log:
        - {stage: concept_note, verb: complete, when: 2016-04-02}
  - {slug: asked, lead: MSG, sources: [letter], state: received}
  - {slug: read, lead: LC, sources: [letter], state: under_review}
  - {slug: refused, lead: LC, sources: [letter], state: declined, reason: Not a topic.}
  - {slug: taken-back, lead: LC, sources: [letter], state: withdrawn, reason: They wrote.}
  - {slug: joined, lead: LC, sources: [letter], state: merged, into: asked, reason: The same.}
"""


@pytest.fixture(autouse=True)
def _rows():
    CountryFactory(iso2="LC")
    CountryFactory(iso2="VC")
    RegionalOrganisationFactory(acronym="MSG")
    TopicFactory(slug="thb")
    TypologyFactory(slug="capacity-building")
    SDGTargetFactory(code="8.7")


@pytest.fixture
def load(tmp_path):
    def load(*texts):
        files = []
        for number, text in enumerate(texts):
            files.append(tmp_path / f"{number}.yaml")
            files[-1].write_text(text, encoding="utf-8")
        call_command("load_portfolio", *map(str, files))

    return load


def test_a_portfolio_is_loaded_in_the_name_of_the_system_user(load, system_user, capsys):
    load(PORTFOLIO)

    said = "0.yaml: 2 organisations, 6 requests, 1 interventions are new.\n"
    assert capsys.readouterr().out == said
    assert set(ProgressEntry.objects.values_list("by", flat=True)) == {system_user.pk}
    assert {version.history_user for version in Organisation.history.filter(slug="ministry")} == {
        system_user
    }
    assert list(differences()) == []


def test_an_intervention_says_all_that_the_file_says(load):
    load(PORTFOLIO)

    made = Intervention.objects.get(slug="training")
    assert (made.code, made.title_en, made.title_fr) == ("TA/001/2016", "Training", "Formation")
    assert (made.summary_en, made.story_en) == ("What was done.", "<p>A story</p>")
    assert (made.source_note_en, made.source_note_fr) == ("Inferred. Doubtful.", "Déduit. Traduit.")
    assert made.source_lines == ["The letter of the ministry", "The report: example.org/report"]
    assert [typology.slug for typology in made.typologies.all()] == ["capacity-building"]
    assert [target.code for target in made.sdg_targets.all()] == ["8.7"]
    assert {country.iso2 for country in made.countries.all()} == {"LC", "VC"}
    assert {(row.organisation.slug, row.role) for row in made.partnerships.all()} == {
        ("partner", "funder"),
        ("ministry", "partner"),
    }
    assert (made.status, made.is_published) == (Status.ONGOING, True)


def test_each_request_is_decided_as_the_file_says_and_published(load):
    load(PORTFOLIO)

    made = {request.slug: request for request in AssistanceRequest.objects.published()}
    assert {slug: request.state for slug, request in made.items()} == {
        "training": RequestState.ACCEPTED,
        "asked": RequestState.RECEIVED,
        "read": RequestState.UNDER_REVIEW,
        "refused": RequestState.DECLINED,
        "taken-back": RequestState.WITHDRAWN,
        "joined": RequestState.MERGED,
    }
    assert made["training"].received == DatedFact.parse("2016")
    assert made["training"].decided == DatedFact.parse("2016-03")
    assert made["refused"].reason == "Not a topic."
    assert made["joined"].merged_into == made["asked"]
    assert made["asked"].lead.acronym == "MSG"


def test_a_portfolio_that_is_loaded_again_changes_nothing(load, capsys):
    load(PORTFOLIO)
    Intervention.objects.update(title_en="What an editor wrote")
    entries = ProgressEntry.objects.count()
    capsys.readouterr()

    load(PORTFOLIO)

    said = "0.yaml: 0 organisations, 0 requests, 0 interventions are new.\n"
    assert capsys.readouterr().out == said
    assert Intervention.objects.get().title_en == "What an editor wrote"
    assert ProgressEntry.objects.count() == entries


def test_an_empty_list_is_a_portfolio(load, capsys):
    load("organisations:\nrequests:\n")

    assert "0 requests" in capsys.readouterr().out


BROKEN = {
    "lead: LC\n    entity": ("lead: XX\n    entity", "training: 'XX' is missing or unknown."),
    "topics: [thb]": ("topics: [weather]", "training: 'weather' is missing or unknown."),
    "sources: [letter, report]": ("topic: thb", "training: nothing is called “topic” here."),
    "received: 2016": ("received: soon", "training: soon"),
    "    state: accepted": ("    state: asleep", "training: 'asleep' is not a valid RequestState"),
    "summary: What": ("sumary: What", "training: nothing is called “sumary” here."),
    "fr: Formation": ("de: Training", "training: nothing is called “de” here."),
    "role: funder": ("role: friend", "training: 'friend' is not a valid PartnerRole"),
    "verb: complete": ("verb: complete, who: me", "training: nothing is called “who” here."),
    "when: 2016-04-02": ("when: 2015-04-02", "training: The dates of the stage “concept note”"),
    "kind: ngo": ("kind: club", "partner: "),
    "slug: partner, kind": ("slug: partner, sort", "partner: nothing is called “sort” here."),
    "reason: Not a topic.": ("decided: 2017", "refused: 'reason' is missing or unknown."),
    "into: asked": ("into: joined", "joined: 'joined' is missing or unknown."),
    "  - {slug: asked,": ("  - asked\n  - {slug: ask,", "“asked” is no record."),
    "notes:": ("remarks:", "nothing is called “remarks” here."),
}


@pytest.mark.parametrize(("right", "broken"), BROKEN.items())
def test_a_broken_file_names_the_record_and_loads_nothing(load, right, broken):
    wrong, sentence = broken
    assert right in PORTFOLIO

    with pytest.raises(CommandError) as refusal:
        load(PORTFOLIO.replace(right, wrong, 1))

    assert sentence in str(refusal.value)
    assert str(refusal.value).endswith("Nothing was loaded.")
    assert not AssistanceRequest.objects.exists()
    assert not Organisation.objects.filter(slug="ministry").exists()


def test_a_file_that_fails_takes_the_files_before_it_back(load):
    with pytest.raises(CommandError, match=r"^1\.yaml: "):
        load(PORTFOLIO, "requests: [{slug: again}]")

    assert not AssistanceRequest.objects.exists()


@pytest.mark.parametrize("text", ["", "- a list", "a: [", "\0"])
def test_what_is_no_portfolio_is_refused(load, text):
    with pytest.raises(CommandError, match=r"^0\.yaml: "):
        load(text)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CommandError, match=r"^missing\.yaml: "):
        call_command("load_portfolio", str(tmp_path / "missing.yaml"))
