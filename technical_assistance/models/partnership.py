"""Who took part."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from acpmigration.constraints import one_of
from acpmigration.reference.models import Organisation
from technical_assistance.enums import PartnerRole


class Partnership(models.Model):
    """An organisation that took part in an intervention, and as what."""

    intervention = models.ForeignKey(
        "technical_assistance.Intervention",
        models.CASCADE,
        verbose_name=_("intervention"),
        related_name="partnerships",
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name=_("organisation"), related_name="partnerships"
    )
    role = models.CharField(
        _("role"), max_length=20, choices=PartnerRole, default=PartnerRole.PARTNER
    )

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        constraints = [
            models.UniqueConstraint(
                fields=["intervention", "organisation", "role"],
                name="technical_assistance_partnership_unique",
                violation_error_message=_("This partner is already listed in this role."),
            ),
            one_of("role", PartnerRole),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} ({self.get_role_display()})"
