"""``check_progress``: silent where all agrees, and naming each row that was tampered with."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from technical_assistance.domain.proof import differences
from technical_assistance.domain.stages import waive_stage
from technical_assistance.enums import StageState, Verb
from technical_assistance.models import AssistanceRequest, Intervention
from tests.factories.technical_assistance import (
    AssistanceRequestFactory,
    InterventionFactory,
    ProgressEntryFactory,
)
from tests.technical_assistance.acting import (
    ASSISTANCE,
    BASELINE,
    FICHE,
    MAY,
    NOTE,
    TODAY,
    attach,
    complete,
)

DAY = date(2018, 5, 3)


@pytest.fixture
def moved(ongoing, editor):
    attach(ongoing, NOTE)
    complete(ongoing, NOTE, editor)
    waive_stage(intervention=ongoing, kind=FICHE, when=MAY, by=editor, today=TODAY, reason="Known.")
    return ongoing


def found():
    return [str(difference) for difference in differences()]


def tamper(intervention, kind, **values):
    intervention.stages.filter(kind=kind).update(**values)


def test_what_the_domain_did_agrees_with_the_log(moved, capsys):
    call_command("check_progress")

    assert capsys.readouterr().out == "The stored state and the log agree.\n"


def test_the_command_fails_and_names_what_differs(moved, capsys):
    Intervention.objects.update(status="completed")

    with pytest.raises(CommandError, match="1 differences"):
        call_command("check_progress")

    said = f"{moved.slug}: status is completed, the log says ongoing\n"
    assert capsys.readouterr().err == said


@pytest.mark.parametrize(
    ("kind", "values", "sentence"),
    [
        (
            BASELINE,
            {"state": StageState.STARTED},
            "stage 3: state is started, the log says not_started",
        ),
        (NOTE, {"due_on": DAY}, "stage 1: planned end is 2018-05-03, the log says None"),
        (
            ASSISTANCE,
            {"started_until": DAY},
            "stage 4: start is (None, datetime.date(2018, 5, 3)), the log says (None, None)",
        ),
        (
            NOTE,
            {"finished_from": None, "finished_until": None},
            (
                "stage 1: finish is (None, None), "
                "the log says (datetime.date(2018, 5, 2), datetime.date(2018, 5, 2))"
            ),
        ),
        (
            FICHE,
            {"waiver_reason": "Lost."},
            "stage 2: reason of the waiver is Lost., the log says Known.",
        ),
    ],
)
def test_a_tampered_stage_is_named(moved, kind, values, sentence):
    tamper(moved, kind, **values)

    assert found() == [f"{moved.slug}: {sentence}"]


def test_a_date_that_lay_ahead_when_it_was_recorded_is_named(moved):
    ahead = date(2100, 1, 1)
    entry = ProgressEntryFactory(
        intervention=moved,
        verb=Verb.START,
        stage=BASELINE,
        effective_from=ahead,
        effective_until=ahead,
    )
    tamper(moved, BASELINE, state="started", started_from=ahead, started_until=ahead)

    assert found() == [f"{moved.slug}: entry {entry.pk}: recorded before 1 January 2100, its date"]


def test_a_plan_and_a_note_may_lie_ahead(ongoing):
    ahead = date(2100, 1, 1)
    for verb in (Verb.PLAN, Verb.NOTE):
        ProgressEntryFactory(
            intervention=ongoing,
            verb=verb,
            stage=NOTE,
            effective_from=ahead,
            effective_until=ahead,
        )
    tamper(ongoing, NOTE, due_on=ahead)

    assert found() == []


def test_a_missing_stage_is_named(moved):
    moved.stages.filter(kind=ASSISTANCE).delete()

    assert found() == [f"{moved.slug}: stage 4 is missing"]


def test_an_intervention_without_a_request_is_named(moved):
    AssistanceRequest.objects.all().delete()

    assert found() == [f"{moved.slug}: no request opened it"]


def test_another_day_of_acceptance_is_named(moved):
    AssistanceRequest.objects.update(decided_until=DAY)

    assert found() == [f"{moved.slug}: its request was accepted by 3 May 2018, the log says None"]


def test_a_lead_that_is_not_covered_is_named(moved):
    moved.countries.clear()

    assert found() == [f"{moved.slug}: the lead country is not among the countries covered"]


@pytest.mark.django_db
def test_a_chain_of_merges_is_named():
    last = AssistanceRequestFactory(merged=True)
    middle = AssistanceRequestFactory(merged=True, merged_into=last)

    assert found() == [f"{middle.slug}: merged into a request that is merged itself"]


@pytest.mark.django_db
def test_a_log_that_could_not_have_been_recorded_is_named():
    """Entries that were written past the domain: the last stage first, then the first."""
    intervention = InterventionFactory()
    AssistanceRequestFactory(
        country=intervention.country, state="accepted", intervention=intervention
    )
    for kind, day in ((ASSISTANCE, DAY), (NOTE, date(2018, 6, 1))):
        ProgressEntryFactory(
            intervention=intervention,
            verb=Verb.START,
            stage=kind,
            effective_from=day,
            effective_until=day,
        )
    for kind, day in ((NOTE, date(2018, 6, 1)), (ASSISTANCE, DAY)):
        tamper(intervention, kind, state="started", started_from=day, started_until=day)

    assert found() == [
        f"{intervention.slug}: stage 4: dates before those of an earlier stage",
        f"{intervention.slug}: stage 4: begun before an earlier one was closed",
    ]
