"""To withdraw is to be erased: at once, wherever the portal keeps anything of the person."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from acpmigration.accounts.domain.forgetting import forget_person
from acpmigration.accounts.models import User
from acpmigration.pages.domain.audit import record
from acpmigration.pages.domain.mail import forget_address
from acpmigration.refusals import NotYours
from acpmigration.scrubbing import scrub_after_commit
from experts.domain.deployments import cancel_of_erased
from experts.domain.transitions import lock
from experts.models import Expert


@transaction.atomic
def withdraw(*, expert: Expert, by: User, at: datetime) -> None:
    """Erase the profile and the log-in at the person's own wish, from any state.

    :raises NotYours: for anybody else's profile.
    """
    if expert.user_id is None or expert.user_id != by.pk:
        raise NotYours(_("Only the person can withdraw a profile."))
    erase(expert=expert, by=by, at=at, why="withdrawn")


@transaction.atomic
def erase(*, expert: Expert, by: User | None, at: datetime, why: str) -> None:
    """Erase a profile with all its parts, and the log-in of who has no other part in the portal.

    What remains: the person's share in figures that were released already, deployments without
    the name, cancelled where they have not ended, and in the audit trail that there was an erasure.
    ``why`` is a word of its purposes.
    """
    locked = lock(expert)
    user = locked.user
    cancelled = cancel_of_erased(locked, at)
    # What is deleted knows its key no longer.
    gone = Expert(pk=locked.pk)
    locked.delete()
    if user is not None:
        forget_address(address=user.email)
        forget_person(user)
    scrub_after_commit()
    for deployment in cancelled:
        record(event="experts.deployment-cancelled", by=by, subject=deployment, at=at)
    record(event="experts.erased", by=by, subject=gone, at=at, purpose=why)
