"""What experts' work adds to the rules on when a stage can be completed."""

from datetime import date

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from experts.models import Deployment
from technical_assistance.domain.blockers import blocks
from technical_assistance.enums import StageKind


@blocks(StageKind.TECHNICAL_ASSISTANCE, _("A deployment has not ended."), mend="experts")
def deployment_not_ended(today: date) -> Exists:
    return Exists(Deployment.objects.not_ended(today).filter(intervention=OuterRef("pk")))
