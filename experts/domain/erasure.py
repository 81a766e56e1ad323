"""To withdraw is to be erased: at once, wherever the portal keeps anything of the person."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from acpmigration.accounts.domain.forgetting import forget_person
from acpmigration.accounts.models import User
from acpmigration.refusals import NotYours
from experts.domain.transitions import lock
from experts.models import Expert


@transaction.atomic
def withdraw(*, expert: Expert, by: User) -> None:
    """Erase the profile and the log-in at the person's own wish, from any state.

    :raises NotYours: for anybody else's profile.
    """
    if expert.user_id is None or expert.user_id != by.pk:
        raise NotYours(_("Only the person can withdraw a profile."))
    erase(expert)


@transaction.atomic
def erase(expert: Expert) -> None:
    """Erase a profile with all its parts, and the log-in of who has no other part in the portal.

    What remains: the person's share in figures that were released already, and deployments
    without the name. For withdrawals, retention times and joined profiles only.
    """
    locked = lock(expert)
    user = locked.user
    locked.delete()
    if user is not None:
        forget_person(user)
