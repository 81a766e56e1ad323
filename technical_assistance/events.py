"""What the audit trail says of the coordinators' workspace."""

from django.utils.translation import gettext_lazy as _

from acpmigration.events import register

register(
    {
        "coordination.refused": _("somebody tried what is not of their region"),
        "coordination.calendar-made": _("private calendar made"),
        "coordination.calendar-revoked": _("private calendar revoked"),
        "coordination.focal-point-removed": _("focal point removed"),
    }
)
