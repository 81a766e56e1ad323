"""What experts' work adds to the rules on when a stage can be completed."""

from django.utils.translation import gettext_lazy as _

from acpmigration.dates import today
from experts.models import Deployment
from technical_assistance.domain.blockers import blocks
from technical_assistance.enums import StageKind
from technical_assistance.models import Intervention


@blocks(StageKind.TECHNICAL_ASSISTANCE, _("A deployment has not ended."), anchor="experts")
def deployment_not_ended(intervention: Intervention) -> bool:
    return Deployment.objects.not_ended(today()).filter(intervention=intervention).exists()
