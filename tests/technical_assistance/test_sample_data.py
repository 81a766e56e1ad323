"""The demonstration's records: the factsheet's totals, true to their logs, samples recognisable."""

from collections import Counter

import pytest
import yaml
from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from acpmigration.reference.models import Organisation
from technical_assistance.domain.proof import differences
from technical_assistance.enums import Requester, RequestState, StageState, Status
from technical_assistance.models import AssistanceRequest, Intervention, Partnership, Stage

FILES = [settings.BASE_DIR / "fixtures" / name for name in ("documented.yaml", "sample.yaml")]
MARKS = {"en": "Sample: ", "fr": "Exemple : ", "pt": "Exemplo: ", "es": "Ejemplo: "}
LANGUAGES = MARKS.keys()

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _demonstration(django_db_setup, django_db_blocker):
    """Loaded once, for it is only read here."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_reference", verbosity=0)
        call_command("load_portfolio", *map(str, FILES), verbosity=0)
        yield
        transaction.set_rollback(True)


def documented():
    return Intervention.objects.exclude(slug__startswith="sample-")


def samples():
    return Intervention.objects.filter(slug__startswith="sample-")


def test_interventions_come_to_the_factsheets_totals():
    implemented = Counter(row.requester for row in Intervention.objects.published().implemented())

    assert implemented == {Requester.NATIONAL: 55, Requester.REGIONAL: 7}
    assert not Intervention.objects.filter(status=Status.CANCELLED).exists()


def test_requests_come_to_eighty_four():
    states = AssistanceRequest.objects.published().values_list("state", flat=True)

    assert Counter(states) == {
        RequestState.ACCEPTED: 62,
        RequestState.DECLINED: 10,
        RequestState.WITHDRAWN: 2,
        RequestState.MERGED: 1,
        RequestState.RECEIVED: 9,
    }


def test_all_that_is_stored_agrees_with_the_log():
    assert list(differences()) == []


def test_the_documented_ones_are_thirteen_and_nine_requests_stay_received():
    assert documented().count() == 13
    received = AssistanceRequest.objects.filter(state=RequestState.RECEIVED)
    assert not any(request.is_sample for request in received)


def test_each_documented_record_has_sources_notes_and_four_languages():
    for intervention in documented():
        assert intervention.source_lines
        assert intervention.status == Status.COMPLETED
        for language in LANGUAGES:
            assert getattr(intervention, f"title_{language}")
            assert getattr(intervention, f"summary_{language}")
            assert getattr(intervention, f"source_note_{language}")
    assert not AssistanceRequest.objects.filter(sources="").exists()


def test_an_inferred_end_is_no_day_and_said_to_be_inferred():
    inferred = Stage.objects.filter(kind=4, finished_until="2019-08-31")

    assert inferred.count() == 11
    for stage in inferred:
        assert stage.finished_from is None
        assert "inferred from the end of the Action" in stage.intervention.source_note_en


def test_the_factsheets_four_stories_are_told_in_four_languages():
    told = Intervention.objects.exclude(story_en=None).exclude(story_en="")

    assert {intervention.slug for intervention in told} == {
        "msg-labour-mobility",
        "kenya-diaspora-booklet",
        "haiti-counter-trafficking",
        "cabo-verde-readmission",
    }
    assert all(
        getattr(row, f"story_{language}").startswith("<p>")
        for row in told
        for language in LANGUAGES
    )


def test_every_sample_is_recognisable():
    for sample in samples():
        assert sample.is_sample
        assert sample.code.startswith("SAMPLE/")
        assert "invented example" in sample.summary_en
        for language, mark in MARKS.items():
            assert getattr(sample, f"title_{language}").startswith(mark)
    assert (
        samples().count() == Intervention.objects.filter(code__startswith="SAMPLE/").count() == 49
    )


def test_a_sample_names_no_real_organisation_but_its_lead():
    entities = Organisation.objects.filter(interventions__in=samples())
    partners = Organisation.objects.filter(partnerships__intervention__in=samples())

    for organisation in entities | partners:
        assert organisation.slug.startswith("sample-")
        assert "sample" in organisation.name_en.lower()


def test_the_samples_reach_every_part_of_the_portfolio():
    rows = samples()

    assert {row.region.slug for row in rows.with_lead()} == {
        "west-central-africa",
        "east-horn-of-africa",
        "southern-africa",
        "caribbean",
        "pacific",
    }
    assert set(rows.values_list("topics__slug", flat=True)) == {
        "remittances",
        "visas",
        "readmission",
        "thb",
        "som",
        None,
    }
    assert rows.values("typologies").exclude(typologies=None).distinct().count() == 5
    current = rows.with_current_stage().values_list("current_stage", flat=True)
    assert Counter(current) == {None: 35, 1: 2, 2: 3, 3: 4, 4: 5}
    states = Stage.objects.filter(intervention__in=rows).values_list("state", flat=True)
    assert set(states) == set(StageState)
    kinds = Partnership.objects.values_list("organisation__kind", flat=True)
    assert len(set(kinds)) == 10


def test_loading_again_changes_nothing():
    before = (Intervention.history.count(), Organisation.objects.count())

    call_command("load_portfolio", *map(str, FILES), verbosity=0)

    assert (Intervention.history.count(), Organisation.objects.count()) == before


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_file_names_no_source_that_nobody_uses(file):
    portfolio = yaml.safe_load(file.read_text(encoding="utf-8"))

    used = {key for request in portfolio["requests"] for key in request["sources"]}
    assert used == set(portfolio["sources"])
