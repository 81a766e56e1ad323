"""The requesting entity and its focal points, as those name them who work on an intervention."""

from datetime import UTC, datetime

import pytest

from acpmigration.pages.models import AuditEvent
from acpmigration.refusals import NotNow, NotYours
from technical_assistance.domain.people import (
    Contact,
    EntityChanged,
    FocalPointChanged,
    NoWayToReach,
    add_focal_point,
    change_focal_point,
    name_entity,
    remove_focal_point,
)
from technical_assistance.models import FocalPoint
from tests.factories.reference import OrganisationFactory

AT = datetime(2019, 5, 8, 9, 30, tzinfo=UTC)
LATER = datetime(2019, 5, 9, 9, 30, tzinfo=UTC)
ANN = Contact("Ann Joseph", "Director", "ann@example.org", "+1 758 4680000")
BEA = Contact("Bea Pierre", phone="+1 758 4680001")


@pytest.fixture
def ann(ongoing, coordinator):
    return add_focal_point(intervention=ongoing, contact=ANN, by=coordinator, at=AT)


def contact(focal_point):
    focal_point.refresh_from_db()
    return Contact(focal_point.name, focal_point.position, focal_point.email, focal_point.phone)


def test_naming_the_entity_stands_in_the_history(ongoing, coordinator, ministry):
    other = OrganisationFactory()
    version = ongoing.version

    named = name_entity(intervention=ongoing, entity=other, seen=ministry.pk, by=coordinator)

    ongoing.refresh_from_db()
    line = ongoing.history.order_by("-history_id").first()
    assert (ongoing.entity, named.version) == (other, version + 1)
    assert (line.history_user, line.history_change_reason) == (coordinator, "name entity")


def test_naming_the_same_entity_again_changes_nothing(ongoing, coordinator, ministry):
    before = ongoing.history.count()

    name_entity(intervention=ongoing, entity=ministry, seen=None, by=coordinator)

    assert ongoing.history.count() == before


def test_an_entity_that_somebody_else_named_meanwhile_is_not_overwritten(
    ongoing, coordinator, editor, ministry
):
    theirs, mine = OrganisationFactory.create_batch(2)
    name_entity(intervention=ongoing, entity=theirs, seen=ministry.pk, by=editor)

    with pytest.raises(EntityChanged, match=str(theirs)) as refused:
        name_entity(intervention=ongoing, entity=mine, seen=ministry.pk, by=coordinator)

    ongoing.refresh_from_db()
    assert (ongoing.entity, refused.value.stored) == (theirs, theirs)


def test_only_who_works_on_it_names_the_entity(ongoing, coordinator_elsewhere, viewer, ministry):
    for stranger in (coordinator_elsewhere, viewer):
        with pytest.raises(NotYours):
            name_entity(
                intervention=ongoing, entity=OrganisationFactory(), seen=ministry.pk, by=stranger
            )

    ongoing.refresh_from_db()
    assert ongoing.entity == ministry


def test_a_focal_point_is_kept_with_who_wrote_it_down(ann, ongoing, coordinator):
    assert contact(ann) == ANN
    assert (ann.intervention, ann.version) == (ongoing, 1)
    assert (ann.changed_at, ann.changed_by) == (AT, coordinator)


def test_a_focal_point_has_a_name(ongoing, coordinator):
    with pytest.raises(NotNow, match="Write the name"):
        add_focal_point(
            intervention=ongoing,
            contact=Contact("  ", email="a@example.org"),
            by=coordinator,
            at=AT,
        )


def test_a_focal_point_can_be_reached(ongoing, coordinator):
    with pytest.raises(NoWayToReach):
        add_focal_point(intervention=ongoing, contact=Contact("Ann"), by=coordinator, at=AT)

    assert not FocalPoint.objects.exists()


def test_only_who_works_on_it_touches_focal_points(ann, ongoing, coordinator_elsewhere, viewer):
    for stranger in (coordinator_elsewhere, viewer):
        with pytest.raises(NotYours):
            add_focal_point(intervention=ongoing, contact=BEA, by=stranger, at=AT)
        with pytest.raises(NotYours):
            change_focal_point(focal_point=ann, version=1, contact=BEA, by=stranger, at=AT)
        with pytest.raises(NotYours):
            remove_focal_point(focal_point=ann, version=1, by=stranger, at=AT)

    assert [contact(one) for one in FocalPoint.objects.all()] == [ANN]


def test_a_focal_point_is_changed(ann, editor):
    changed = change_focal_point(focal_point=ann, version=1, contact=BEA, by=editor, at=LATER)

    assert contact(ann) == BEA
    assert (changed.version, changed.changed_at, changed.changed_by) == (2, LATER, editor)


def test_the_second_of_two_changes_is_shown_the_first(ann, coordinator, editor):
    change_focal_point(focal_point=ann, version=1, contact=BEA, by=editor, at=LATER)

    with pytest.raises(FocalPointChanged, match=str(editor)) as refused:
        change_focal_point(
            focal_point=ann, version=1, contact=Contact("Cy", phone="1"), by=coordinator, at=LATER
        )

    assert contact(ann) == contact(refused.value.stored) == BEA


def test_the_same_change_sent_twice_is_one(ann, coordinator):
    for _time in range(2):
        change_focal_point(focal_point=ann, version=1, contact=BEA, by=coordinator, at=LATER)

    ann.refresh_from_db()
    assert ann.version == 2


def test_what_was_removed_cannot_be_changed(ann, coordinator):
    FocalPoint.objects.all().delete()

    with pytest.raises(NotNow, match="removed"):
        change_focal_point(focal_point=ann, version=1, contact=BEA, by=coordinator, at=LATER)


def test_removing_forgets_the_person_and_leaves_a_trace_without_the_name(ann, ongoing, coordinator):
    remove_focal_point(focal_point=ann, version=1, by=coordinator, at=LATER)

    event = AuditEvent.objects.by_newest().first()
    assert not FocalPoint.objects.exists()
    assert (event.event, event.actor, event.subject_id) == (
        "coordination.focal-point-removed",
        coordinator.pk,
        str(ongoing.pk),
    )


def test_what_somebody_changed_meanwhile_is_not_removed(ann, coordinator, editor):
    change_focal_point(focal_point=ann, version=1, contact=BEA, by=editor, at=LATER)

    with pytest.raises(FocalPointChanged):
        remove_focal_point(focal_point=ann, version=1, by=coordinator, at=LATER)

    assert contact(ann) == BEA
