"""Addresses of organisations that were merged: they lead to the one that stays, for good."""

from django.utils.translation import gettext as _

from acpmigration.reference.models import FormerOrganisation, Organisation


def former_addresses() -> dict[str, Organisation]:
    """Slug -> the organisation that it leads to now."""
    rows = FormerOrganisation.objects.select_related("organisation")
    return {row.slug: row.organisation for row in rows}


def is_taken_by(organisation: Organisation) -> str:
    """Why a new organisation cannot have an address that leads to this one."""
    said = _("This address leads to %(organisation)s, with which its own was merged.")
    return said % {"organisation": organisation}
