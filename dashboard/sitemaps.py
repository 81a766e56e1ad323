"""The factsheet, whole and by region, country and topic, for search engines."""

from typing import Any

from django.db.models import QuerySet

from acpmigration.reference.models import Country, Region, Topic
from acpmigration.sitemaps import Addresses, NamedPages, register
from dashboard.domain.organisations import taking_part


class Factsheet(NamedPages):
    names = (
        "dashboard:home",
        "dashboard:organisation-list",
        "dashboard:open-data",
        "dashboard:open-data-api",
        "dashboard:iati",
        "dashboard:feeds",
        "dashboard:embeds",
    )


class Regions(Addresses):
    def items(self) -> QuerySet[Any]:
        return Region.objects.in_order()


class Countries(Addresses):
    def items(self) -> QuerySet[Any]:
        return Country.objects.eligible().by_name()


class Topics(Addresses):
    def items(self) -> QuerySet[Any]:
        return Topic.objects.in_order()


class Organisations(Addresses):
    def items(self) -> QuerySet[Any]:
        return taking_part().by_name()  # type: ignore[attr-defined]


register("organisations", Organisations)
register("factsheet", Factsheet)
register("regions", Regions)
register("countries", Countries)
register("topics", Topics)
