"""What the audit trail says of what is told of all components."""

from django.utils.translation import gettext_lazy as _

from acpmigration.events import register

register({"dashboard.data-released": _("open data released")})
