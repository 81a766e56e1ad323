"""What the audit trail says of the reference data."""

from django.utils.translation import gettext_lazy as _

from acpmigration.events import register

register({"reference.organisations-merged": _("organisations merged")})
