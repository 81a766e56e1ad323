"""What somebody promised to do, and that it was done."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from acpmigration.accounts.models import User
from acpmigration.refusals import NotNow, locked
from technical_assistance.domain.transitions import COORDINATORS_TOO, require_right
from technical_assistance.models import FollowUp, Intervention


@transaction.atomic
def add_follow_up(
    *,
    intervention: Intervention,
    text: str,
    owner: User,
    due_on: date | None,
    by: User,
    at: datetime,
) -> FollowUp:
    """Note what ``owner`` is to do for the intervention.

    :raises NotYours: to whoever does not work on the intervention.
    :raises NotNow: without words, or if the owner does not work on it.
    """
    require_right(by, COORDINATORS_TOO, intervention)
    if not text.strip():
        raise NotNow(_("Write what is to be done."))
    if not _works_on(owner, intervention):
        raise NotNow(_("%(person)s does not work on this intervention.") % {"person": owner})
    return FollowUp.objects.create(
        intervention=intervention,
        text=text.strip(),
        owner=owner,
        due_on=due_on,
        made_at=at,
        made_by=by,
    )


@transaction.atomic
def finish_follow_up(*, follow_up: FollowUp, by: User, on: date) -> FollowUp:
    """Note that it was done; doing so again changes nothing.

    :raises NotYours: to whoever does not work on the intervention.
    """
    held = locked(FollowUp.objects.all(), follow_up.pk)
    require_right(by, COORDINATORS_TOO, held.intervention)
    if held.done_on is None:
        held.done_on, held.done_by = on, by
        held.save(update_fields=["done_on", "done_by"])
    return held


def _works_on(person: User, intervention: Intervention) -> bool:
    return Intervention.objects.editable_by(person).filter(pk=intervention.pk).exists()
