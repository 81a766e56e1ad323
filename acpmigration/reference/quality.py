"""What may be wrong with organisations."""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from acpmigration.quality import Rows, Rule, Weight, register
from acpmigration.reference.enums import OrganisationKind
from acpmigration.reference.models import Organisation, OrganisationPair


def doubles(rows: Rows) -> Rows:
    """Either end of a pair by its own index: of one "or" a database reads all pairs."""
    pairs = OrganisationPair.objects.open()
    first, second = pairs.filter(first=OuterRef("pk")), pairs.filter(second=OuterRef("pk"))
    return rows.filter(Q(Exists(first)) | Q(Exists(second)))


register(
    Rule(
        "organisation-double",
        _("perhaps entered twice"),
        Weight.GAP,
        Organisation,
        doubles,
        _("Organisations and partnerships"),
    ),
    Rule(
        "organisation-kind",
        _("of no particular kind"),
        Weight.POLISH,
        Organisation,
        lambda rows: rows.filter(kind=OrganisationKind.OTHER),
        _("Partnerships by kind of organisation"),
    ),
)
