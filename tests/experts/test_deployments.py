"""Assignments: possible dates, sixty days, and nobody overwritten."""

from datetime import date

import pytest

from acpmigration.dates import today
from acpmigration.refusals import NotNow, NotYours, Refusal
from experts.domain.days import Meter, TooManyDays, meter_of
from experts.domain.deployments import (
    DaysRefused,
    cancel_deployment,
    change_deployment,
    plan_deployment,
)
from experts.domain.shortlists import ChangedMeanwhile, DatesRefused
from experts.enums import DeploymentState
from experts.models import Deployment
from technical_assistance.domain.blockers import blockers_of
from technical_assistance.enums import StageKind
from tests.experts.acting import NOW, assignment, audited, mails
from tests.factories.accounts import UserFactory
from tests.factories.experts import DeploymentFactory, ExpertFactory
from tests.factories.reference import CountryFactory
from tests.factories.technical_assistance import InterventionFactory
from tests.technical_assistance.at_once import at_once

pytestmark = pytest.mark.django_db
ASSISTANCE = StageKind.TECHNICAL_ASSISTANCE


def plan(by, expert=None, intervention=None, **said):
    return plan_deployment(
        expert=expert or ExpertFactory(active=True),
        intervention=intervention or InterventionFactory(),
        assignment=assignment(**said),
        by=by,
        at=NOW,
    )


def test_a_deployment_is_planned_and_the_expert_not_told_yet(editor):
    expert, intervention = ExpertFactory(active=True), InterventionFactory()

    made = plan(editor, expert, intervention)

    assert (made.expert, made.intervention, made.stage) == (expert, intervention, 3)
    assert (made.starts_on, made.ends_before, made.days) == (date(2019, 6, 3), date(2019, 7, 1), 10)
    assert (made.state, made.made_by, made.made_at) == (DeploymentState.PLANNED, editor, NOW)
    assert mails() == []
    assert audited() == [("experts.deployment-planned", editor.pk, str(made.pk), "")]


@pytest.mark.parametrize("state", ["received", "expired", "declined", "correction_asked"])
def test_only_active_people_are_deployed(editor, state):
    with pytest.raises(NotNow):
        plan(editor, ExpertFactory(**{state: True}))


def test_who_is_deployed_now_can_be_deployed_again_after_the_profile_expired(editor):
    expert = ExpertFactory(expired=True)
    DeploymentFactory(expert=expert, starts_on=date(2019, 5, 1), ends_before=date(2019, 5, 9))

    assert plan(editor, expert).expert == expert


def test_who_was_deployed_until_yesterday_cannot(editor):
    expert = ExpertFactory(expired=True)
    DeploymentFactory(expert=expert, starts_on=date(2019, 5, 1), ends_before=date(2019, 5, 8))

    with pytest.raises(NotNow):
        plan(editor, expert)


def test_nobody_is_deployed_to_a_cancelled_intervention(editor):
    with pytest.raises(NotNow):
        plan(editor, intervention=InterventionFactory(cancelled=True))


def test_nobody_deploys_oneself(editor):
    with pytest.raises(NotYours):
        plan(editor, ExpertFactory(active=True, user=editor))


def test_a_coordinator_deploys_nobody(coordinator):
    with pytest.raises(NotYours):
        plan(coordinator)


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"day_after": date(2019, 6, 3)}, DatesRefused),
        ({"day_after": date(2019, 6, 2)}, DatesRefused),
        ({"days": 0}, DaysRefused),
        ({"days": 29}, DaysRefused),
        ({"stage": StageKind.TA_FICHE}, NotNow),
    ],
)
def test_impossible_assignments_are_refused(editor, said, refusal):
    with pytest.raises(refusal):
        plan(editor, **said)


def test_as_many_working_days_as_the_span_has_are_possible(editor):
    assert plan(editor, days=28).days == 28


def test_an_overlap_is_no_refusal(editor):
    first = plan(editor)

    assert plan(editor, first.expert).pk != first.pk


# The sixty days ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "is_near", "is_over"),
    [(47, False, False), (48, True, False), (60, True, False), (61, False, True)],
)
def test_the_meter_warns_from_48_days(days, is_near, is_over):
    meter = Meter(days)

    assert (meter.is_near, meter.is_over, bool(meter.warning)) == (is_near, is_over, days > 47)


def test_days_of_both_stages_count_and_those_turned_down_or_cancelled_do_not():
    intervention = InterventionFactory()
    for state, days in (("planned", 1), ("refused", 16), ("cancelled", 32)):
        DeploymentFactory(intervention=intervention, state=state, days=days)
    DeploymentFactory(intervention=intervention, invited=True, days=2)
    DeploymentFactory(intervention=intervention, agreed=True, days=4, stage=ASSISTANCE)
    DeploymentFactory(days=8)

    assert meter_of(intervention).days == 7


def test_sixty_days_are_allowed_and_one_more_is_not(editor):
    intervention = InterventionFactory()
    DeploymentFactory(intervention=intervention, days=40, stage=ASSISTANCE)

    with pytest.raises(TooManyDays) as refusal:
        plan(editor, intervention=intervention, days=21)
    plan(editor, intervention=intervention, days=20)

    assert "1 day more than 60" in str(refusal.value)
    assert meter_of(intervention).days == 60


def test_more_than_sixty_days_need_a_reason_that_is_kept(editor):
    intervention = InterventionFactory()
    DeploymentFactory(intervention=intervention, days=60)

    with pytest.raises(TooManyDays):
        plan(editor, intervention=intervention, limit_reason=" ")
    made = plan(editor, intervention=intervention, limit_reason="A second country joined.")

    assert made.limit_reason == "A second country joined."


@pytest.mark.django_db(transaction=True)
def test_two_who_plan_at_once_never_pass_sixty_days_without_a_reason(editor, tmp_path):
    intervention = InterventionFactory()
    people = [ExpertFactory(active=True) for _number in range(4)]

    results = at_once(
        tmp_path,
        *[lambda one=one: plan(editor, one, intervention, days=25) for one in people],
    )

    assert sum(isinstance(result, TooManyDays) for result in results) == 2
    assert meter_of(intervention).days == 50


@pytest.mark.django_db(transaction=True)
def test_two_who_change_at_once_never_pass_sixty_days_without_a_reason(editor, tmp_path):
    intervention = InterventionFactory()
    rows = [DeploymentFactory(intervention=intervention, days=10) for _number in range(2)]

    def enlarge(row):
        return change_deployment(
            deployment=row,
            version=row.version,
            assignment=assignment(35, date(2019, 6, 3), date(2019, 9, 1)),
            by=editor,
            at=NOW,
        )

    results = at_once(tmp_path, *[lambda row=row: enlarge(row) for row in rows])

    assert sum(isinstance(result, TooManyDays) for result in results) == 1
    assert meter_of(intervention).days == 45


# Changing, cancelling ----------------------------------------------------------------------------


def change(deployment, by, version=None, **said):
    return change_deployment(
        deployment=deployment,
        version=version or deployment.version,
        assignment=assignment(**said),
        by=by,
        at=NOW,
    )


def test_an_assignment_is_changed_without_counting_itself_twice(editor):
    deployment = DeploymentFactory(days=50)

    changed = change(deployment, editor, days=28, stage=ASSISTANCE)

    assert (changed.days, changed.stage) == (28, ASSISTANCE)
    assert audited() == [("experts.deployment-changed", editor.pk, str(deployment.pk), "")]


def test_a_change_past_sixty_days_needs_a_reason(editor):
    deployment = DeploymentFactory(days=20)
    DeploymentFactory(intervention=deployment.intervention, days=40)

    with pytest.raises(TooManyDays):
        change(deployment, editor, days=21)


@pytest.mark.parametrize("state", ["invited", "agreed"])
def test_what_the_expert_knows_of_is_planned_again_and_told(editor, state):
    deployment = DeploymentFactory(**{state: True})

    changed = change(deployment, editor)

    assert changed.state == DeploymentState.PLANNED
    assert (changed.invited_at, changed.invited_by, changed.answered_at) == (None, None, None)
    assert mails() == [("experts/deployment_changed", deployment.expert.user.email)]


def test_a_change_of_what_nobody_was_told_is_told_to_nobody(editor):
    change(DeploymentFactory(), editor)

    assert mails() == []


def test_what_somebody_changed_meanwhile_is_not_overwritten(editor):
    deployment = DeploymentFactory()
    change(deployment, editor, days=5)

    with pytest.raises(ChangedMeanwhile):
        change(deployment, editor, days=6, version=1)

    assert Deployment.objects.get().days == 5


def test_a_cancelled_assignment_is_not_changed(editor):
    with pytest.raises(NotNow):
        change(DeploymentFactory(state=DeploymentState.CANCELLED), editor)


@pytest.mark.parametrize(
    ("state", "told"), [({}, False), ({"invited": True}, True), ({"agreed": True}, True)]
)
def test_a_cancelled_assignment_gives_its_days_back(editor, state, told):
    deployment = DeploymentFactory(**state)

    cancel_deployment(deployment=deployment, by=editor, at=NOW)

    deployment.refresh_from_db()
    assert deployment.state == DeploymentState.CANCELLED
    assert meter_of(deployment.intervention).days == 0
    mail = ("experts/deployment_cancelled", deployment.expert.user.email)
    assert mails() == ([mail] if told else [])
    assert audited() == [("experts.deployment-cancelled", editor.pk, str(deployment.pk), "")]


@pytest.mark.parametrize("state", [DeploymentState.CANCELLED, DeploymentState.REFUSED])
def test_what_counts_no_more_is_not_cancelled(editor, state):
    with pytest.raises(NotNow):
        cancel_deployment(deployment=DeploymentFactory(state=state), by=editor, at=NOW)


def test_the_assignment_of_an_erased_person_is_cancelled_and_nobody_told(editor):
    deployment = DeploymentFactory(agreed=True)
    deployment.expert.delete()

    cancel_deployment(deployment=deployment, by=editor, at=NOW)

    assert mails() == []


def cancel(deployment, by):
    return cancel_deployment(deployment=deployment, by=by, at=NOW)


@pytest.mark.parametrize("call", [change, cancel])
def test_nobody_moves_the_own_assignment_and_no_viewer_any(editor, viewer, call):
    own = DeploymentFactory(expert__user=editor)

    for by, deployment in ((editor, own), (viewer, DeploymentFactory())):
        with pytest.raises(NotYours):
            call(deployment, by)


# Rules elsewhere ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "blocks"),
    [
        ({"ends_before": date(2999, 1, 1)}, True),
        ({"ends_before": date(2019, 4, 15)}, False),
        ({"ends_before": date(2999, 1, 1), "state": "cancelled"}, False),
        ({"ends_before": date(2999, 1, 1), "state": "refused"}, False),
    ],
)
def test_a_deployment_that_has_not_ended_blocks_the_last_stage(more, blocks):
    intervention = InterventionFactory()
    DeploymentFactory(intervention=intervention, **more)
    DeploymentFactory(ends_before=date(2999, 1, 1))

    sentences = [str(blocker) for blocker in blockers_of(intervention, ASSISTANCE, today())]

    assert ("A deployment has not ended." in sentences) is blocks
    assert "A deployment has not ended." not in [
        str(blocker)
        for blocker in blockers_of(intervention, StageKind.BASELINE_ASSESSMENT, today())
    ]


def test_a_deployment_is_seen_by_editors_the_own_region_and_the_person(
    administrator, editor, viewer, coordinator, coordinator_elsewhere
):
    here = CountryFactory(region=coordinator.regions.get())
    expert = ExpertFactory(active=True)
    agreed = DeploymentFactory(intervention__country=here, expert=expert, agreed=True)
    planned = DeploymentFactory(intervention__country=here)
    regional = DeploymentFactory(
        intervention__regional=True,
        intervention__regional_organisation__region=coordinator.regions.get(),
        agreed=True,
    )
    everything = {agreed, planned, regional}

    def seen(by):
        return set(Deployment.objects.visible_to(by))

    assert seen(administrator) == seen(editor) == everything
    assert seen(coordinator) == {agreed, regional}
    assert seen(coordinator_elsewhere) == seen(viewer) == seen(UserFactory()) == set()
    assert seen(expert.user) == {agreed}


def test_whoever_was_shut_out_sees_no_deployment(coordinator):
    here = CountryFactory(region=coordinator.regions.get())
    DeploymentFactory(intervention__country=here, agreed=True)
    coordinator.is_active = False

    assert not Deployment.objects.visible_to(coordinator).exists()


def test_all_refusals_are_sentences(editor):
    with pytest.raises(Refusal) as refusal:
        plan(editor, days=29)

    assert str(refusal.value) == "There are fewer days between these dates than working days."


# A cancelled intervention ------------------------------------------------------------------------


@pytest.fixture
def left():
    """What was agreed before its intervention was cancelled."""
    return DeploymentFactory(intervention__cancelled=True, agreed=True)


def test_an_assignment_of_a_cancelled_intervention_is_not_changed(editor, left):
    with pytest.raises(NotNow) as refusal:
        change_deployment(
            deployment=left, version=left.version, assignment=assignment(), by=editor, at=NOW
        )

    assert str(refusal.value) == "The intervention was cancelled."


def test_an_assignment_of_a_cancelled_intervention_can_be_cancelled_and_is_told(editor, left):
    cancel_deployment(deployment=left, by=editor, at=NOW)

    left.refresh_from_db()
    assert left.state == DeploymentState.CANCELLED
    assert mails() == [("experts/deployment_cancelled", left.expert.user.email)]
