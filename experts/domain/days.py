"""The sixty days that an intervention may take of experts' time."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from acpmigration.refusals import Refusal
from experts.models import Deployment
from technical_assistance.models import Intervention

LIMIT = 60
# From here on staff are told that little is left.
NEAR = 48


class TooManyDays(Refusal):
    """More than sixty days need a reason that is kept."""


@dataclass(frozen=True)
class Meter:
    """How many days are taken by what is planned, invited or agreed, of both stages."""

    days: int
    limit: int = LIMIT

    @property
    def is_near(self) -> bool:
        return NEAR <= self.days <= self.limit

    @property
    def is_over(self) -> bool:
        return self.days > self.limit

    @property
    def warning(self) -> str:
        """A sentence once it is worth one."""
        told = {"days": self.days, "limit": self.limit}
        if self.is_over:
            return _("%(days)s of %(limit)s days: more than an intervention may take.") % told
        return _("%(days)s of %(limit)s days: little is left.") % told if self.is_near else ""


def meter_of(intervention: Intervention, *, besides: Deployment | None = None) -> Meter:
    """Count the days; of a deployment that is being changed, the new ones are added later."""
    rows = Deployment.objects.counting().filter(intervention=intervention)
    return Meter(rows.exclude(pk=besides.pk).days() if besides else rows.days())


def require_room(meter: Meter, days: int, reason: str) -> None:
    """The caller holds the intervention's row: two who plan at once are counted one after another.

    :raises TooManyDays: past the limit without a reason.
    """
    over = meter.days + days - meter.limit
    if over > 0 and not reason.strip():
        raise TooManyDays(
            ngettext(
                "With these the intervention takes %(over)d day more than %(limit)d. Say why.",
                "With these the intervention takes %(over)d days more than %(limit)d. Say why.",
                over,
            )
            % {"over": over, "limit": meter.limit}
        )
