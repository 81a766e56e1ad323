"""What may be wrong with profiles; only those who may see profiles are told."""

from django.utils.translation import gettext_lazy as _

from acpmigration.quality import Rule, Weight, register
from experts.domain.duplicates import may_be_double
from experts.models import Expert

register(
    Rule(
        "expert-double",
        _("perhaps registered twice"),
        Weight.WRONG,
        Expert,
        may_be_double,
        _("Experts registered"),
    ),
)
