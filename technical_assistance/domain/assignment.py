"""Whose an intervention is, and under which code."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from acpmigration.accounts.models import User
from acpmigration.permissions import EDITORS, is_coordinator
from acpmigration.publication import save_as
from acpmigration.reference.models import Region
from acpmigration.refusals import NotNow
from technical_assistance.domain.log import lock
from technical_assistance.domain.transitions import require_right
from technical_assistance.models import Intervention

CODE = r"^TA/[0-9]{3}/[0-9]{4}$"


@transaction.atomic
def assign_coordinator(*, intervention: Intervention, coordinator: User, by: User) -> Intervention:
    """Make a regional coordinator responsible.

    :raises Refusal: if the person coordinates another region, or does so already.
    """
    locked = lock(intervention)
    require_right(by, EDITORS, locked)
    require_coordinates(coordinator, locked.region)
    if locked.coordinator_id == coordinator.pk:
        raise NotNow(_("%(person)s coordinates it already.") % {"person": coordinator})
    locked.coordinator = coordinator
    save_as(locked, by=by, why="assign coordinator", internal=["coordinator"])
    return locked


def require_coordinates(person: User, region: Region | None) -> None:
    """Refuse whoever could not follow an intervention of this region.

    :raises NotNow: with the sentence for the person who asked.
    """
    if not is_coordinator(person) or (
        region is None or not person.regions.filter(pk=region.pk).exists()
    ):
        raise NotNow(
            _("%(person)s does not coordinate the region of this intervention.")
            % {"person": person}
        )


def next_code(today: date) -> str:
    """Propose the code after the highest number given so far, whatever its year."""
    codes = Intervention.objects.filter(code__regex=CODE).values_list("code", flat=True)
    highest = max((int(code.split("/")[1]) for code in codes), default=0)
    return f"TA/{highest + 1:03}/{today:%Y}"
