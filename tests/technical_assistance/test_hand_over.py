"""Giving all that a coordinator is responsible for to a successor."""

from datetime import UTC, datetime

import pytest

from acpmigration.accounts.domain.addresses import take_address
from acpmigration.pages.models import OutgoingMail
from acpmigration.reference.models import Region
from acpmigration.refusals import NotNow, NotYours
from technical_assistance.domain.hand_over import TakerRefused, hand_over, holdings_of
from technical_assistance.models import FollowUp, HandOver, Intervention, Subscription
from tests.factories.accounts import UserFactory
from tests.factories.reference import CountryFactory
from tests.factories.technical_assistance import FollowUpFactory, InterventionFactory
from tests.technical_assistance.at_once import at_once

AT = datetime(2019, 5, 8, 9, 30, tzinfo=UTC)


@pytest.fixture
def taker(coordinator):
    return UserFactory(
        coordinator=True,
        regions=list(coordinator.regions.all()),
        name="Successor",
        email="successor@example.org",
        language="fr",
    )


@pytest.fixture
def held(coordinator, saint_lucia):
    """An ongoing and a completed intervention of the coordinator."""
    mine = {"country": saint_lucia, "coordinator": coordinator}
    return [
        InterventionFactory(title="Remittances", **mine),
        InterventionFactory(title="Visas", completed=True, **mine),
    ]


def subscribe(person, *interventions):
    for intervention in interventions:
        Subscription.objects.create(intervention=intervention, person=person, made_at=AT)


def subscribed(person):
    return set(person.subscriptions.values_list("intervention__title", flat=True))


def confirm(*people):
    for person in people:
        take_address(user=person, is_confirmed=True)


def give(giver, taker, by=None):
    return hand_over(giver=giver, taker=taker, by=by or giver, at=AT)


def test_everything_moves_in_one_step(coordinator, taker, held, saint_lucia):
    unassigned = InterventionFactory(country=saint_lucia, title="Thb")
    open_one = FollowUpFactory(intervention=unassigned, owner=coordinator)
    done = FollowUpFactory(
        intervention=held[0], owner=coordinator, done_on=AT.date(), done_by=coordinator
    )
    of_another = FollowUpFactory(intervention=held[0])
    subscribe(coordinator, *held)
    subscribe(taker, held[0])

    made = give(coordinator, taker)

    assert set(Intervention.objects.filter(coordinator=taker)) == set(held)
    owners = dict(FollowUp.objects.values_list("pk", "owner"))
    assert owners == {
        open_one.pk: taker.pk,
        done.pk: coordinator.pk,
        of_another.pk: of_another.owner_id,
    }
    assert (subscribed(coordinator), subscribed(taker)) == (set(), {"Remittances", "Visas"})
    assert (made.giver, made.taker, made.made_by, made.made_at) == (
        coordinator,
        taker,
        coordinator,
        AT,
    )
    assert set(made.interventions.all()) == set(held)
    assert (made.follow_ups, made.subscriptions) == (1, 2)


def test_each_move_stands_in_the_history_of_its_intervention(coordinator, taker, held, editor):
    version = held[0].version

    give(coordinator, taker, by=editor)

    held[0].refresh_from_db()
    line = held[0].history.order_by("-history_id").first()
    assert held[0].version == version + 1
    assert (line.history_user, line.history_change_reason) == (editor, "hand over")


def test_both_get_a_mail_of_their_own_in_their_language(coordinator, taker, held):
    coordinator.name = "Giver"
    coordinator.save()
    confirm(coordinator, taker)

    made = give(coordinator, taker)

    mails = OutgoingMail.objects.order_by("pk")
    assert [(mail.to, mail.language) for mail in mails] == [
        (coordinator.email, coordinator.language),
        (taker.email, "fr"),
    ]
    for mail in mails:
        assert f"/coordination/hand-over/{made.pk}/" in mail.body
        assert "Remittances" in mail.body
    assert taker.email not in mails[0].body
    assert coordinator.email not in mails[1].body


def test_who_has_left_gets_no_mail(coordinator, taker, held, editor):
    coordinator.is_active = False
    coordinator.save()
    confirm(coordinator, taker)

    give(coordinator, taker, by=editor)

    assert [mail.to for mail in OutgoingMail.objects.all()] == [taker.email]


def test_an_address_that_nobody_has_confirmed_gets_no_mail(coordinator, taker, held):
    confirm(coordinator)

    give(coordinator, taker)

    assert [mail.to for mail in OutgoingMail.objects.all()] == [coordinator.email]


def test_nobody_hands_over_what_is_anothers(
    coordinator, taker, held, viewer, coordinator_elsewhere
):
    for stranger in (viewer, coordinator_elsewhere, taker):
        with pytest.raises(NotYours):
            give(coordinator, taker, by=stranger)

    assert not HandOver.objects.exists()


def test_nobody_hands_over_to_oneself(coordinator, held):
    with pytest.raises(TakerRefused, match="another person"):
        give(coordinator, coordinator)


def test_there_is_something_to_hand_over(coordinator, taker):
    with pytest.raises(NotNow, match="nothing to hand over"):
        give(coordinator, taker)


def test_a_taker_of_another_region_is_refused_by_naming_what_is_out_of_reach(
    coordinator, coordinator_elsewhere, held
):
    with pytest.raises(TakerRefused, match=r"region of: Remittances, Visas\."):
        give(coordinator, coordinator_elsewhere)

    assert set(Intervention.objects.filter(coordinator=coordinator)) == set(held)


def test_one_intervention_out_of_reach_keeps_all_where_it_is(coordinator, taker, held):
    pacific = Region.objects.create(slug="pacific", name_en="Pacific")
    coordinator.regions.add(pacific)
    InterventionFactory(
        title="Far away", country=CountryFactory(region=pacific), coordinator=coordinator
    )

    with pytest.raises(TakerRefused, match=r"region of: Far away\."):
        give(coordinator, taker)

    assert not Intervention.objects.filter(coordinator=taker).exists()


def test_a_follow_up_out_of_reach_counts_as_well(coordinator, taker, held):
    FollowUpFactory(intervention=InterventionFactory(title="Far away"), owner=coordinator)

    with pytest.raises(TakerRefused, match=r"region of: Far away\."):
        give(coordinator, taker)


def test_editors_administrators_and_those_shut_out_take_nothing(
    coordinator, taker, held, editor, administrator
):
    taker.is_active = False
    taker.save()

    for person in (editor, administrator, taker):
        with pytest.raises(TakerRefused, match="does not coordinate"):
            give(coordinator, person)


def test_a_subscription_that_the_taker_could_not_have_stays(coordinator, taker, held):
    subscribe(coordinator, InterventionFactory(title="Far away"))

    made = give(coordinator, taker)

    assert subscribed(coordinator) == {"Far away"}
    assert made.subscriptions == 0


def test_what_moves_can_be_seen_before(coordinator, taker, held):
    open_one = FollowUpFactory(intervention=held[0], owner=coordinator)
    subscribe(coordinator, held[0])

    holdings = holdings_of(coordinator, taker)

    assert holdings.interventions == held
    assert holdings.follow_ups == [open_one]
    assert [row.intervention for row in holdings.subscriptions] == [held[0]]
    assert holdings.foreign == []


@pytest.mark.django_db(transaction=True)
def test_of_two_who_hand_the_same_over_at_once_one_does(tmp_path, coordinator, taker, held, editor):
    results = at_once(
        tmp_path,
        lambda: give(coordinator, taker),
        lambda: give(coordinator, taker, by=editor),
    )

    assert sorted(type(result).__name__ for result in results) == ["HandOver", "NotNow"]
    assert HandOver.objects.count() == 1
    assert set(Intervention.objects.filter(coordinator=taker)) == set(held)


def test_a_hand_over_is_seen_by_both_and_by_staff(
    coordinator, taker, held, viewer, coordinator_elsewhere
):
    made = give(coordinator, taker)

    def seen(person):
        return list(HandOver.objects.visible_to(person))

    assert seen(coordinator) == seen(taker) == seen(viewer) == [made]
    assert seen(coordinator_elsewhere) == []
    taker.is_active = False
    assert seen(taker) == []
