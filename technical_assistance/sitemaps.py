"""What search engines should know of Component 1."""

from datetime import datetime

from acpmigration.sitemaps import Addresses, NamedPages, register
from technical_assistance.models import Intervention
from technical_assistance.models.intervention import InterventionQuerySet


class Interventions(Addresses):
    def items(self) -> InterventionQuerySet:
        return Intervention.objects.published().latest_first()

    def lastmod(self, intervention: Intervention) -> datetime:
        return intervention.updated_at


class Lists(NamedPages):
    names = (
        "technical_assistance:intervention-list",
        "technical_assistance:intervention-map",
        "technical_assistance:request-list",
    )


register("interventions", Interventions)
register("lists", Lists)
