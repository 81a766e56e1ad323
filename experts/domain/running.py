"""For a cancelled intervention nobody is looked for, asked or assigned any more."""

from django.utils.translation import gettext_lazy as _

from acpmigration.refusals import NotNow
from technical_assistance.domain.log import lock
from technical_assistance.enums import Status
from technical_assistance.models import Intervention


def lock_running(intervention: Intervention) -> Intervention:
    """Hold it before anything else: its days are counted by one at a time.

    :raises NotNow: if it was cancelled.
    """
    held = lock(intervention)
    if held.status == Status.CANCELLED:
        raise NotNow(_("The intervention was cancelled."))
    return held
