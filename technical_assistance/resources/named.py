"""How the cells of other sheets name an intervention."""

from acpmigration.spreadsheets.named_rows import Records
from technical_assistance.models import Intervention


def interventions() -> Records:
    """By its slug or its code."""
    return Records(Intervention.objects.only("slug", "code"), "slug", "code")
