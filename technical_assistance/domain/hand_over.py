"""Giving all that a coordinator is responsible for to a successor, in one step."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from acpmigration.accounts.models import User
from acpmigration.pages.domain.mail import queue_mail
from acpmigration.permissions import edits_everything, is_coordinator
from acpmigration.publication import save_as
from acpmigration.refusals import NotNow, NotYours
from technical_assistance.domain.insiders import reached_by_mail
from technical_assistance.models import FollowUp, HandOver, Intervention, Subscription

MAIL = "coordination/handed_over"
Rows: TypeAlias = tuple[
    QuerySet[Intervention, Intervention],
    QuerySet[FollowUp, FollowUp],
    QuerySet[Subscription, Subscription],
]


class TakerRefused(NotNow):
    """The successor could not follow what would move."""


@dataclass(frozen=True)
class Holdings:
    """What a coordinator holds, and a successor would."""

    interventions: list[Intervention]
    follow_ups: list[FollowUp]
    subscriptions: list[Subscription]
    # Those whose region the successor does not coordinate: with them nothing can move.
    foreign: list[Intervention]

    def __bool__(self) -> bool:
        return bool(self.interventions or self.follow_ups or self.subscriptions)


def holdings_of(giver: User, taker: User | None = None) -> Holdings:
    """What would move; of the subscriptions only those that the successor could have too."""
    return _read(giver, taker, _rows())


@transaction.atomic
def hand_over(*, giver: User, taker: User, by: User, at: datetime) -> HandOver:
    """Move every intervention, open follow-up and subscription; tell both by mail.

    :raises NotYours: to whoever is neither the giver, as a coordinator, nor an editor.
    :raises TakerRefused: to oneself, or if the successor could not follow all of it.
    :raises NotNow: if there is nothing to hand over.
    """
    if not (edits_everything(by) or (is_coordinator(by) and by.pk == giver.pk)):
        raise NotYours(_("Your role does not allow this."))
    if giver.pk == taker.pk:
        raise TakerRefused(_("Choose another person."))
    # In one order, the interventions first, as everybody else does who holds several.
    interventions, follow_ups, subscriptions = _rows()
    locked = (
        interventions.select_for_update(of=("self",)),
        follow_ups.select_for_update(of=("self",)),
        subscriptions.select_for_update(of=("self",)),
    )
    held = _read(giver, taker, locked)
    if not held:
        raise NotNow(_("%(person)s has nothing to hand over.") % {"person": giver})
    if held.foreign:
        raise TakerRefused(
            _("%(person)s does not coordinate the region of: %(interventions)s.")
            % {"person": taker, "interventions": ", ".join(map(str, held.foreign))}
        )
    made = HandOver.objects.create(
        giver=giver,
        taker=taker,
        made_at=at,
        made_by=by,
        follow_ups=len(held.follow_ups),
        subscriptions=len(held.subscriptions),
    )
    made.interventions.set(held.interventions)
    for intervention in held.interventions:
        intervention.coordinator = taker
        save_as(intervention, by=by, why="hand over", internal=["coordinator"])
    FollowUp.objects.filter(pk__in=[row.pk for row in held.follow_ups]).update(owner=taker)
    _move_subscriptions(held.subscriptions, taker)
    _tell(made, held.interventions, at)
    return made


def _rows() -> Rows:
    lead = (
        "country__region",
        "regional_organisation__organisation",
        "regional_organisation__region",
    )
    of = [f"intervention__{name}" for name in lead]
    return (
        Intervention.objects.with_lead().order_by("pk"),
        FollowUp.objects.open().select_related(*of).order_by("pk"),
        Subscription.objects.select_related(*of).order_by("pk"),
    )


def _read(giver: User, taker: User | None, rows: Rows) -> Holdings:
    interventions = list(rows[0].filter(coordinator=giver))
    follow_ups = list(rows[1].filter(owner=giver))
    subscriptions = list(rows[2].filter(person=giver))
    if taker is None:
        return Holdings(interventions, follow_ups, subscriptions, [])
    regions = set(taker.regions.values_list("pk", flat=True)) if is_coordinator(taker) else set()

    def is_foreign(row: Intervention) -> bool:
        return row.region is None or row.region.pk not in regions

    touched = {row.pk: row for row in interventions}
    touched |= {row.intervention_id: row.intervention for row in follow_ups}
    return Holdings(
        interventions,
        follow_ups,
        [row for row in subscriptions if not is_foreign(row.intervention)],
        [row for row in touched.values() if is_foreign(row)],
    )


def _move_subscriptions(rows: Iterable[Subscription], taker: User) -> None:
    """Who is written to already is not written to twice."""
    has = set(taker.subscriptions.values_list("intervention", flat=True))
    twice = [row.pk for row in rows if row.intervention_id in has]
    Subscription.objects.filter(pk__in=twice).delete()
    moved = [row.pk for row in rows if row.intervention_id not in has]
    Subscription.objects.filter(pk__in=moved).update(person=taker)


def _tell(made: HandOver, interventions: list[Intervention], at: datetime) -> None:
    """One mail each, in the own language; nobody stands in another's."""
    both = User.objects.filter(pk__in=[made.giver_id, made.taker_id])
    for person in reached_by_mail(both):
        queue_mail(
            template=MAIL,
            to=person.email,
            language=person.language,
            context={
                "hand_over": made,
                "interventions": interventions,
                "person": person,
                "is_taker": person == made.taker,
            },
            at=at,
        )
