"""Which countries have a page."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from acpmigration.reference.enums import Eligibility
from acpmigration.reference.models import Country
from technical_assistance.models import Intervention


def countries_with_page() -> "QuerySet[Country]":
    """Those that could ask or that are covered; of others there is nothing to tell."""
    covering = Intervention.objects.published().filter(countries=OuterRef("pk"))
    return Country.objects.filter(~Q(eligibility=Eligibility.NONE) | Exists(covering))
