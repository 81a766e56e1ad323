"""What the audit trail says of log-ins and rights."""

from django.utils.translation import gettext_lazy as _

from acpmigration.events import register

register(
    {
        "accounts.invited": _("person invited"),
        "accounts.role-changed": _("role changed"),
        "accounts.regions-changed": _("regions of a coordinator changed"),
        "accounts.address-changed": _("log-in address changed"),
        "accounts.access-taken": _("access taken away"),
        "accounts.access-given": _("access given back"),
        "accounts.second-factor-removed": _("second factor taken away"),
        "accounts.token-made": _("token for the API made"),
        "accounts.token-revoked": _("token for the API revoked"),
        "admin.refused": _("somebody without a role tried the back-office"),
    }
)
